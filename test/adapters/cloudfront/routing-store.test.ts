import { keyValueCalls } from '../../../lambdas/adapters/cloudfront/key-value-calls';
import { CloudFrontRoutingStore } from '../../../lambdas/adapters/cloudfront/routing-store';
import { JumpingClock } from '../../../lambdas/adapters/memory/manual-clock';
import { SeededRandom } from '../../../lambdas/adapters/memory/seeded-random';
import { Endpoint } from '../../../local/endpoint/endpoint';
import { KeyValueStore } from '../../../local/keyvaluestore/key-value-store';
import { keyValueStoreService } from '../../../local/keyvaluestore/service';
import { routingStoreContract } from '../contract/routing-store';
import { type Script, type ScriptedServer, startScriptedServer } from '../support/scripted-server';

const environment = { ...process.env };
beforeAll(() => {
  process.env['AWS_ACCESS_KEY_ID'] = 'key';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'secret';
  process.env['AWS_SESSION_TOKEN'] = 'token';
});
afterAll(() => {
  process.env = environment;
});

const ARN = 'arn:aws:cloudfront::111122223333:key-value-store/4b1a';
const OUT = { in: false, weight: 100 };
const storeAt = (url: string) =>
  new CloudFrontRoutingStore(keyValueCalls(ARN, url), {
    clock: new JumpingClock(),
    random: new SeededRandom(1),
  });

describe('RoutingStore in CloudFront, as the local cloud has it', () => {
  let endpoint: Endpoint;
  beforeEach(async () => {
    const store = new KeyValueStore(ARN, 'routing', {}, new Date(0));
    endpoint = new Endpoint({
      port: 0,
      region: 'us-east-1',
      isDown: () => false,
      refusal: () => null,
      afterCall: () => undefined,
    });
    endpoint.addRest(keyValueStoreService(new Map([[ARN, store]]), () => new Date(0)));
    await endpoint.listen();
  });
  afterEach(() => endpoint.close());

  routingStoreContract(async () => storeAt(endpoint.url));
});

describe('what goes over the wire', () => {
  let server: ScriptedServer;
  beforeAll(async () => (server = await startScriptedServer()));
  beforeEach(() => {
    server.received.length = 0;
    server.script.length = 0;
  });
  afterAll(() => server.close());

  const version = (etag: string): Script => ({ status: 200, json: { Status: 'READY' }, headers: { etag } });
  const written: Script = { status: 200, json: { ItemCount: 1 } };
  const refused = (status: number, type: string, message = ''): Script => ({
    status,
    json: { Message: message },
    headers: { 'x-amzn-errortype': type },
  });
  const seen = () => server.received.map(({ method, headers }) => [method, headers['if-match']]);

  test('a write names the version that it changes, and is signed for every Region', async () => {
    server.script.push(version('"KV1"'), written);

    await storeAt(server.url).write('us-west-2', OUT);

    const [describe, put] = server.received;
    const path = `/key-value-stores/${encodeURIComponent(ARN)}`;
    expect(describe).toMatchObject({ method: 'GET', path });
    expect(put).toMatchObject({ method: 'PUT', path: `${path}/keys/us-west-2` });
    expect(put?.headers).toMatchObject({
      'if-match': '"KV1"',
      'content-type': 'application/json',
      'x-amz-region-set': '*',
      'x-amz-security-token': 'token',
      authorization: expect.stringMatching(
        /^AWS4-ECDSA-P256-SHA256 Credential=key\/\d{8}\/cloudfront-keyvaluestore\/aws4_request, SignedHeaders=content-type;host;if-match;x-amz-content-sha256;x-amz-date;x-amz-region-set;x-amz-security-token, Signature=[0-9a-f]+$/,
      ) as string,
    });
    expect(JSON.parse(put?.body ?? '')).toEqual({ Value: '{"in":false,"weight":100}' });
  });

  test.each([
    ['409', refused(409, 'ConflictException')],
    ['a precondition', refused(400, 'ValidationException', 'Pre-Condition failed')],
    ['a 5xx', refused(500, 'InternalServerException')],
    ['too many calls', refused(429, 'ThrottlingException')],
    ['no answer', 'break' as const],
  ])('%s is tried again with the version of then', async (_, answer) => {
    server.script.push(version('KV1'), answer, version('KV2'), written);

    await storeAt(server.url).write('us-west-2', OUT);

    expect(seen()).toEqual([
      ['GET', undefined],
      ['PUT', 'KV1'],
      ['GET', undefined],
      ['PUT', 'KV2'],
    ]);
  });

  test('after four conflicts it is unavailable', async () => {
    const conflict = refused(409, 'ConflictException');
    for (let n = 0; n < 4; n++) server.script.push(version(`KV${n}`), conflict);

    await expect(storeAt(server.url).write('us-west-2', OUT)).rejects.toThrow(
      'PutKey of us-west-2 in the routing store: 409 ConflictException',
    );
    expect(server.received).toHaveLength(8);
  });

  test.each([
    ['a missing permission', refused(403, 'AccessDeniedException'), '403 AccessDeniedException'],
    ['a value that is refused', refused(400, 'ValidationException', 'too long'), '400 ValidationException'],
    ['a store that is not there', refused(404, 'ResourceNotFoundException'), 'there is no such store'],
  ])('%s is not tried again', async (_, answer, message) => {
    server.script.push(answer, answer);

    await expect(storeAt(server.url).write('us-west-2', OUT)).rejects.toMatchObject({
      code: 'store_unavailable',
      message: `PutKey of us-west-2 in the routing store: ${message}`,
    });
    expect(server.received).toHaveLength(1);
  });

  test.each([
    ['a key that is not there', refused(404, 'ResourceNotFoundException')],
    ['a value that makes no sense', { status: 200, json: { Key: 'us-west-2', Value: 'out' } }],
    ['an answer without a value', { status: 200, text: 'hello' }],
  ] as const)('%s is no routing', async (_, answer) => {
    server.script.push(answer);

    expect(await storeAt(server.url).read('us-west-2')).toBeUndefined();
  });

  test('a read that fails says so, and is left to the next look', async () => {
    server.script.push('break');

    await expect(storeAt(server.url).read('us-west-2')).rejects.toThrow(
      'GetKey of us-west-2 in the routing store: no connection',
    );
    expect(server.received).toHaveLength(1);
  });
});
