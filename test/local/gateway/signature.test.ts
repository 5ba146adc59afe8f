import { createHash, createHmac } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { type GatewayRequest } from '../../../local/gateway/request';
import { checkSignature } from '../../../local/gateway/signature';

const OPERATOR = { accessKeyId: 'local-operator', secretAccessKey: 'local-operator' };
const NOW = new Date('2026-03-04T05:06:07Z');
const SCOPE = { region: 'us-east-1', service: 'execute-api', operators: [OPERATOR], now: NOW };

interface Signable {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Signs as the AWS SDKs do, and gives the request as it would arrive. */
async function signed(
  request: Signable = {},
  { region = 'us-east-1', service = 'execute-api', credentials = OPERATOR, at = NOW } = {},
): Promise<GatewayRequest> {
  const { method = 'POST', path = '/v1/admin/products:import', query = {}, body = '{"sku":"a"}' } = request;
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const headers = { host: '127.0.0.1:4001', 'content-type': 'application/json', ...request.headers };
  const result = await signer.sign(
    { method, protocol: 'http:', hostname: '127.0.0.1', path, query, headers, body },
    { signingDate: at },
  );
  return {
    method,
    path,
    query: new URLSearchParams(query).toString(),
    headers: Object.entries(result.headers),
    body: Buffer.from(body),
    sourceIp: '127.0.0.1',
  };
}

function withHeader(request: GatewayRequest, name: string, value: string): GatewayRequest {
  return { ...request, headers: [...request.headers.filter(([key]) => key !== name), [name, value]] };
}

describe('AWS documentation', () => {
  it("verifies the documentation's ListUsers example", () => {
    const authorization =
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, ' +
      'SignedHeaders=content-type;host;x-amz-date, ' +
      'Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7';
    const request: GatewayRequest = {
      method: 'GET',
      path: '/',
      query: 'Action=ListUsers&Version=2010-05-08',
      headers: [
        ['Host', 'iam.amazonaws.com'],
        ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
        ['X-Amz-Date', '20150830T123600Z'],
        ['Authorization', authorization],
      ],
      body: Buffer.alloc(0),
      sourceIp: '127.0.0.1',
    };
    const result = checkSignature(request, {
      region: 'us-east-1',
      service: 'iam',
      operators: [
        { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
      ],
      now: new Date('2015-08-30T12:36:00Z'),
    });

    expect(result).toEqual({ kind: 'valid', accessKeyId: 'AKIDEXAMPLE' });
  });
});

describe('signatures of the AWS SDK', () => {
  it.each([
    ['a path with a colon', {}],
    ['an encoded path', { path: '/v1/admin/stock/a%20b%2Fc' }],
    [
      'a query that needs sorting and encoding',
      { query: { owed: 'true', dueBefore: '2026-01-01T00:00:00Z', a: 'x y' } },
    ],
    ['an empty body', { method: 'GET', path: '/v1/admin/audit', body: '' }],
    ['bytes beyond ASCII', { body: '{"name":"Café"}' }],
    ['a header with inner spaces', { headers: { 'x-note': '  a   b ' } }],
  ])('are accepted for %s', async (_what, request: Signable) => {
    expect(checkSignature(await signed(request), SCOPE)).toEqual({
      kind: 'valid',
      accessKeyId: 'local-operator',
    });
  });

  it('are accepted up to five minutes from now', async () => {
    const at = new Date(NOW.getTime() - 300_000);
    expect(checkSignature(await signed({}, { at }), SCOPE).kind).toBe('valid');
  });
});

describe('signatures of curl before 8.3', () => {
  it.each([
    ['/v1/admin/products:import', ''],
    ['/v1/admin/orders', 'owed=true&dueBefore=2027-01-01T00:00:00Z'],
  ])('are accepted for %s?%s, which it signs as sent', (path, query) => {
    const request = signedAsSent(path, query);
    expect(checkSignature(request, SCOPE).kind).toBe('valid');
    expect(checkSignature({ ...request, query: `${query}x` }, SCOPE).kind).toBe('refused');
  });
});

/** Signs path and query without encoding or sorting. */
function signedAsSent(path: string, query: string): GatewayRequest {
  const hash = (data: string) => createHash('sha256').update(data).digest('hex');
  const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
  const scope = '20260304/us-east-1/execute-api/aws4_request';
  const signedHeaders = 'host;x-amz-date';
  const headers = 'host:127.0.0.1:4001\nx-amz-date:20260304T050607Z\n';
  const canonical = ['GET', path, query, headers, signedHeaders, hash('')].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${OPERATOR.secretAccessKey}`);
  const toSign = ['AWS4-HMAC-SHA256', '20260304T050607Z', scope, hash(canonical)].join('\n');
  const signature = hmac(key, toSign).toString('hex');
  const credential = `${OPERATOR.accessKeyId}/${scope}`;
  return {
    method: 'GET',
    path,
    query,
    headers: [
      ['Host', '127.0.0.1:4001'],
      ['X-Amz-Date', '20260304T050607Z'],
      [
        'Authorization',
        `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
      ],
    ],
    body: Buffer.alloc(0),
    sourceIp: '127.0.0.1',
  };
}

describe('refused', () => {
  it.each([
    ['another body', (request: GatewayRequest) => ({ ...request, body: Buffer.from('{"sku":"b"}') })],
    ['another path', (request: GatewayRequest) => ({ ...request, path: '/v1/admin/products/a' })],
    ['another query', (request: GatewayRequest) => ({ ...request, query: 'owed=true' })],
    ['another method', (request: GatewayRequest) => ({ ...request, method: 'PUT' })],
    ['another signed header', (request: GatewayRequest) => withHeader(request, 'content-type', 'text/csv')],
  ])('%s than was signed', async (_what, tamper) => {
    expect(checkSignature(tamper(await signed()), SCOPE)).toMatchObject({ type: 'INVALID_SIGNATURE' });
  });

  it('another secret', async () => {
    const credentials = { ...OPERATOR, secretAccessKey: 'guess' };
    expect(checkSignature(await signed({}, { credentials }), SCOPE)).toMatchObject({
      type: 'INVALID_SIGNATURE',
    });
  });

  it.each([{ region: 'us-west-2' }, { service: 's3' }])('a signature for %j', async (scope) => {
    expect(checkSignature(await signed({}, scope), SCOPE)).toMatchObject({ type: 'INVALID_SIGNATURE' });
  });

  it('an unknown access key', async () => {
    const credentials = { ...OPERATOR, accessKeyId: 'somebody' };
    expect(checkSignature(await signed({}, { credentials }), SCOPE)).toMatchObject({ type: 'ACCESS_DENIED' });
  });

  it.each([
    [
      -301_000,
      'Signature expired: 20260304T050106Z is now earlier than 20260304T050107Z (20260304T050607Z - 5 min.)',
    ],
    [
      301_000,
      'Signature not yet current: 20260304T051108Z is still later than 20260304T051107Z (20260304T050607Z + 5 min.)',
    ],
  ])('a date %i ms away', async (offset, message) => {
    const at = new Date(NOW.getTime() + offset);
    const check = checkSignature(await signed({}, { at }), SCOPE);
    expect(check).toEqual({ kind: 'refused', type: 'INVALID_SIGNATURE', message });
  });

  it('an x-amz- header that was added after signing', async () => {
    const request = withHeader(await signed(), 'x-amz-target', 'elsewhere');
    expect(checkSignature(request, SCOPE)).toMatchObject({ type: 'INVALID_SIGNATURE' });
  });

  it('no authorization, or one of another kind', async () => {
    const request = await signed();
    const without = { ...request, headers: request.headers.filter(([name]) => name !== 'authorization') };
    expect(checkSignature(without, SCOPE)).toMatchObject({ type: 'MISSING_AUTHENTICATION_TOKEN' });
    expect(checkSignature(withHeader(request, 'authorization', 'Bearer x'), SCOPE)).toMatchObject({
      type: 'INVALID_SIGNATURE',
    });
  });
});
