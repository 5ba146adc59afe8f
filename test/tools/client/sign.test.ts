import { createHash, createHmac } from 'node:crypto';
import { type HttpRequest } from '../../../tools/client/http';
import { createSigner } from '../../../tools/client/sign';

const AT = new Date('2026-01-02T03:04:05Z');
const REQUEST: HttpRequest = {
  method: 'POST',
  url: new URL('http://127.0.0.1:4001/v1/admin/products:import?b=2&a=1'),
  headers: { 'content-type': 'application/x-ndjson' },
  body: '{}\n',
  timeoutMs: 1,
};

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** The steps of "Create a signed AWS API request" (IAM user guide), without any SDK. */
function expectedSignature(headers: Readonly<Record<string, string>>, signedHeaders: string): string {
  const canonical = [
    'POST',
    '/v1/admin/products%3Aimport',
    'a=1&b=2',
    ...signedHeaders.split(';').map((name) => `${name}:${headers[name] ?? ''}`),
    '',
    signedHeaders,
    sha256('{}\n'),
  ].join('\n');
  const scope = '20260102/us-west-2/execute-api/aws4_request';
  const toSign = ['AWS4-HMAC-SHA256', '20260102T030405Z', scope, sha256(canonical)].join('\n');
  const key = ['us-west-2', 'execute-api', 'aws4_request'].reduce<Buffer>(
    (previous, part) => hmac(previous, part),
    hmac('AWS4secret', '20260102'),
  );
  return hmac(key, toSign).toString('hex');
}

describe('signing', () => {
  it('makes the signature that the documentation describes', async () => {
    const sign = createSigner('us-west-2', { accessKeyId: 'AKID', secretAccessKey: 'secret' });

    const { headers } = await sign(REQUEST, AT);

    const found = /^AWS4-HMAC-SHA256 Credential=(.+), SignedHeaders=(.+), Signature=(.+)$/.exec(
      headers['authorization'] ?? '',
    );
    expect(found?.[1]).toBe('AKID/20260102/us-west-2/execute-api/aws4_request');
    expect(found?.[2]).toBe('content-type;host;x-amz-content-sha256;x-amz-date');
    expect(found?.[3]).toBe(expectedSignature(headers, found?.[2] ?? ''));
  });

  it('sends the session token of temporary keys', async () => {
    const keys = { accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'token' };

    const { headers } = await createSigner('us-west-2', keys)(REQUEST, AT);

    expect(headers['x-amz-security-token']).toBe('token');
  });
});
