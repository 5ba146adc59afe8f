import { type AwsAnswer } from '../../../local/endpoint/aws-call';
import { type RestRequest } from '../../../local/endpoint/endpoint';
import { KeyValueStore } from '../../../local/keyvaluestore/key-value-store';
import { keyValueStoreService } from '../../../local/keyvaluestore/service';

const ARN = 'arn:aws:cloudfront::000000000000:key-value-store/0a1b2c3d-0000-0000-0000-000000000000';
const STORE = `/key-value-stores/${encodeURIComponent(ARN)}`;
const SIGNED = {
  authorization:
    'AWS4-ECDSA-P256-SHA256 Credential=me/20260101/cloudfront-keyvaluestore/aws4_request, SignedHeaders=host, Signature=0',
};
const CREATED = new Date('2026-01-01T00:00:00Z');
const LATER = new Date('2026-01-01T00:01:00Z');

let store: KeyValueStore;
beforeEach(() => (store = new KeyValueStore(ARN, 'routing', { east: '{"in":true}' }, CREATED)));

const request = (
  method: string,
  path: string,
  body: unknown = '',
  headers: Record<string, string> = {},
): RestRequest => {
  const [pathOnly = '', query = ''] = path.split('?');
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { method, path: pathOnly, query, headers: { ...SIGNED, ...headers }, body: Buffer.from(text) };
};

async function send(sent: RestRequest) {
  const answer = await keyValueStoreService(new Map([[ARN, store]]), () => LATER)(sent);
  if (answer === null) throw new Error('not taken for a call of the key value store');
  return { ...answer, json: JSON.parse(answer.body.toString()) as Record<string, unknown> };
}

const outcome = ({ status, headers }: AwsAnswer) => [status, headers['x-amzn-errortype']];
const put = (key: string, Value: string, etag = store.etag) =>
  send(request('PUT', `${STORE}/keys/${encodeURIComponent(key)}`, { Value }, { 'if-match': etag }));

test('a store tells what it is and which version it has', async () => {
  const { headers, json } = await send(request('GET', STORE));

  expect(headers['etag']).toBe(store.etag);
  expect(json).toEqual({
    KvsARN: ARN,
    ItemCount: 1,
    TotalSizeInBytes: 15,
    Created: CREATED.getTime() / 1_000,
    LastModified: CREATED.getTime() / 1_000,
    Status: 'READY',
  });
});

test('a key is put, read and deleted', async () => {
  const before = store.etag;
  const { headers, json } = await put('us west/2', '{"in":false}');
  expect(json).toMatchObject({ ItemCount: 2 });
  expect(headers['etag']).toBe(store.etag);
  expect(store.etag).not.toBe(before);
  expect(store.changedAt).toEqual(LATER);

  const path = `${STORE}/keys/${encodeURIComponent('us west/2')}`;
  expect((await send(request('GET', path))).json).toMatchObject({ Key: 'us west/2', Value: '{"in":false}' });

  await send(request('DELETE', path, '', { 'if-match': store.etag }));
  expect(outcome(await send(request('GET', path)))).toEqual([404, 'ResourceNotFoundException']);
});

test('of two who read the same version, the second is told of a conflict', async () => {
  const { etag } = store;
  expect((await put('east', 'first', etag)).status).toBe(200);
  expect(outcome(await put('east', 'second', etag))).toEqual([409, 'ConflictException']);
  expect(store.get('east')).toBe('first');
});

test('several keys are changed together or not at all', async () => {
  const update = (body: object) => send(request('POST', `${STORE}/keys`, body, { 'if-match': store.etag }));

  const refused = await update({ Puts: [{ Key: 'west', Value: '1' }], Deletes: [{ Key: 'none' }] });
  expect(outcome(refused)).toEqual([404, 'ResourceNotFoundException']);
  expect(store.list()).toEqual([['east', '{"in":true}']]);

  await update({ Puts: [{ Key: 'west', Value: '1' }], Deletes: [{ Key: 'east' }] });
  expect(store.list()).toEqual([['west', '1']]);
});

test('keys are listed page by page', async () => {
  for (const key of ['c', 'a', 'b']) await put(key, key.toUpperCase());
  const first = await send(request('GET', `${STORE}/keys?MaxResults=3`));
  expect(first.json).toMatchObject({ Items: [{ Key: 'a', Value: 'A' }, { Key: 'b' }, { Key: 'c' }] });

  const rest = await send(request('GET', `${STORE}/keys?NextToken=${String(first.json['NextToken'])}`));
  expect(rest.json).toEqual({ Items: [{ Key: 'east', Value: '{"in":true}' }] });
});

test.each<[string, () => Promise<AwsAnswer>, number, string]>([
  [
    'another kind of signature',
    () =>
      send(
        request('GET', STORE, '', {
          authorization:
            'AWS4-HMAC-SHA256 Credential=me/20260101/us-east-1/cloudfront-keyvaluestore/aws4_request, …',
        }),
      ),
    403,
    'AccessDeniedException',
  ],
  [
    'a store that there is not',
    () => send(request('GET', '/key-value-stores/arn%3Aother')),
    404,
    'ResourceNotFoundException',
  ],
  [
    'a change without a version',
    () => send(request('PUT', `${STORE}/keys/a`, { Value: '1' })),
    400,
    'ValidationException',
  ],
  ['a key that is too long', () => put('k'.repeat(513), '1'), 400, 'ValidationException'],
  ['a value that is too long', () => put('k', 'v'.repeat(1_025)), 400, 'ValidationException'],
  [
    'a body that is none',
    () => send(request('PUT', `${STORE}/keys/a`, '{', { 'if-match': store.etag })),
    400,
    'ValidationException',
  ],
  [
    'a page that is too large',
    () => send(request('GET', `${STORE}/keys?MaxResults=51`)),
    400,
    'ValidationException',
  ],
])('%s is refused', async (_, sent, status, code) => {
  expect(outcome(await sent())).toEqual([status, code]);
  expect(store.list()).toEqual([['east', '{"in":true}']]);
});

test('a call that fails changes nothing', async () => {
  const service = keyValueStoreService(
    new Map([[ARN, store]]),
    () => LATER,
    () => true,
  );
  const failed = await service(
    request('PUT', `${STORE}/keys/east`, { Value: 'new' }, { 'if-match': store.etag }),
  );
  expect(failed && outcome(failed)).toEqual([500, 'InternalServerException']);
  expect(store.get('east')).toBe('{"in":true}');
});

test('a call of another service is not taken, whether calls fail or not', () => {
  const service = keyValueStoreService(
    new Map(),
    () => LATER,
    () => true,
  );
  expect(service(request('GET', '/2015-03-31/functions/shop/invocations'))).toBeNull();
});
