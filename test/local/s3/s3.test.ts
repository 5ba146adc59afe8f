import { DatabaseSync } from 'node:sqlite';
import { openDataDirectory } from '../../../local/data/data-directory';
import { type AwsAnswer } from '../../../local/endpoint/aws-call';
import { type RestRequest } from '../../../local/endpoint/endpoint';
import { ObjectStore } from '../../../local/s3/object-store';
import { s3 } from '../../../local/s3/s3';
import { scratchDirectory } from '../../support/scratch-directory';

const BUCKET = {
  logicalId: 'B',
  type: 'AWS::S3::Bucket',
  ref: 'reports',
  arn: 'arn:aws:s3:::reports',
  properties: {},
};
const template = { region: 'us-east-1', accountId: '0', assetDirectory: () => '', resources: [BUCKET] };
const AUTHORIZATION = 'AWS4-HMAC-SHA256 Credential=me/20260101/us-east-1/s3/aws4_request, SignedHeaders=host';

let objects: ObjectStore;
beforeEach(() => (objects = new ObjectStore(new DatabaseSync(':memory:'))));

const request = (
  method: string,
  path: string,
  body = '',
  headers: Record<string, string> = {},
): RestRequest => ({
  method,
  path,
  headers: { authorization: AUTHORIZATION, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...headers },
  body: Buffer.from(body),
});

async function send(sent: RestRequest, mayList = true): Promise<AwsAnswer & { text: string }> {
  const now = () => new Date('2026-01-01T00:00:00Z');
  const answer = await s3({ template, objects, mayList: () => mayList, now })(sent);
  if (answer === null) throw new Error('not taken for a call of S3');
  return { ...answer, text: answer.body.toString() };
}

test('an object is read as it was put, and replaced as a whole', async () => {
  await send(request('PUT', '/reports/a/b%20c.json', 'a long text', { 'content-type': 'text/plain' }));
  await send(request('PUT', '/reports/a/b%20c.json', '{}', { 'content-type': 'application/json' }));

  const { status, headers, text } = await send(request('GET', '/reports/a/b%20c.json'));

  expect([status, text]).toEqual([200, '{}']);
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    etag: '"99914b932bd37a50b983c5e7c90ae93b"',
    'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT',
  });
  expect((await send(request('HEAD', '/reports/a/b%20c.json'))).status).toBe(200);
});

test.each([
  [true, 404, 'NoSuchKey'],
  [false, 403, 'AccessDenied'],
])('a missing object for one who may list: %s', async (mayList, status, code) => {
  expect(await send(request('GET', '/reports/none'), mayList)).toMatchObject({
    status,
    text: expect.stringContaining(`<Code>${code}</Code>`) as string,
  });
});

test.each([
  ['a bucket that the template does not have', request('PUT', '/other/k', 'x'), 404, 'NoSuchBucket'],
  ['a listing', request('GET', '/reports'), 501, 'NotImplemented'],
  ['a deletion', request('DELETE', '/reports/k'), 501, 'NotImplemented'],
  [
    'a body without a checksum',
    request('PUT', '/reports/k', 'x', { 'x-amz-content-sha256': '' }),
    400,
    'InvalidRequest',
  ],
  [
    'a body with the checksum of another',
    request('PUT', '/reports/k', 'x', { 'x-amz-content-sha256': '0'.repeat(64) }),
    400,
    'XAmzContentSHA256Mismatch',
  ],
  [
    'a body in chunks',
    request('PUT', '/reports/k', 'x', { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' }),
    501,
    'NotImplemented',
  ],
])('%s is refused', async (_, sent, status, code) => {
  const answer = await send(sent);
  expect([answer.status, /<Code>(\w+)</.exec(answer.text)?.[1]]).toEqual([status, code]);
  expect(objects.get('reports', 'k')).toBeUndefined();
});

test.each([
  ['its tag', { 'if-none-match': '"99914b932bd37a50b983c5e7c90ae93b"' }, 304],
  ['its tag among others', { 'if-none-match': '"x", W/"99914b932bd37a50b983c5e7c90ae93b"' }, 304],
  ['another tag', { 'if-none-match': '"x"' }, 200],
  ['its time', { 'if-modified-since': 'Thu, 01 Jan 2026 00:00:00 GMT' }, 304],
  ['an earlier time', { 'if-modified-since': 'Wed, 31 Dec 2025 23:59:59 GMT' }, 200],
])('to who names %s', async (_, headers, status) => {
  await send(request('PUT', '/reports/k', '{}'));
  const answer = await send(request('GET', '/reports/k', '', headers));
  expect([answer.status, answer.text]).toEqual([status, status === 304 ? '' : '{}']);
});

test('a call that is signed for another service is not taken', () => {
  const authorization = AUTHORIZATION.replace('/s3/', '/ses/');
  const sent = request('PUT', '/reports/k', 'x', { authorization });
  expect(s3({ template, objects, mayList: () => true, now: () => new Date() })(sent)).toBeNull();
});

test('objects are there after a restart on the same directory', async () => {
  const path = scratchDirectory();
  const first = openDataDirectory(path);
  objects = new ObjectStore(first.database);
  await send(request('PUT', '/reports/k', 'kept'));
  first.close();

  const second = openDataDirectory(path);
  objects = new ObjectStore(second.database);
  expect((await send(request('GET', '/reports/k'))).text).toBe('kept');
  second.close();
});
