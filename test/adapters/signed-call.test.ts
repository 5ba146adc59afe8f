import { type SignedCall, signedCalls } from '../../lambdas/adapters/signed-call';
import { checkSignature } from '../../local/gateway/signature';
import { PATIENT } from './support/patient';
import { type ScriptedServer, startScriptedServer } from './support/scripted-server';

const environment = { ...process.env };
let server: ScriptedServer;
beforeAll(async () => {
  process.env['AWS_ACCESS_KEY_ID'] = 'key';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'secret';
  server = await startScriptedServer();
});
afterAll(async () => {
  process.env = environment;
  await server.close();
});

/** Sends a call, and checks its signature as a service would that sees `path`. */
async function check(call: Omit<SignedCall, 'host' | 'timeOutMs'>, path: string) {
  server.received.length = 0;
  server.script.push({ status: 200, json: {} });
  await signedCalls('eu-west-1', server.url)({ ...call, host: call.service, timeOutMs: PATIENT.answerMs });
  const [{ method, headers, body }] = server.received as [ScriptedServer['received'][number]];
  const { kind } = checkSignature(
    {
      method,
      path,
      query: '',
      headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
      body: Buffer.from(body),
      sourceIp: '127.0.0.1',
    },
    {
      region: 'eu-west-1',
      service: call.service,
      operators: [{ accessKeyId: 'key', secretAccessKey: 'secret' }],
      now: new Date(),
    },
  );
  return { kind, method, headers };
}

// The check escapes the path that it is given once: for S3 that has to be the plain one, as S3 signs the path as
// it is sent; for all others the path as it is sent is escaped once more.
test.each([
  ['s3', '/bucket/a%20b', '/bucket/a b'],
  ['ses', '/v2/a%20b', '/v2/a%20b'],
])('the path of a call of %s is signed as that service wants it', async (service, path, seen) => {
  const call = { service, path, body: '{}', contentType: 'application/json' };
  expect((await check(call, seen)).kind).toBe('valid');
});

test('a GET has no body, and tells S3 so', async () => {
  const { kind, method, headers } = await check({ method: 'GET', service: 's3', path: '/b/k' }, '/b/k');

  expect([kind, method]).toEqual(['valid', 'GET']);
  expect(headers).not.toHaveProperty('content-type');
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  expect(headers).toMatchObject({ 'x-amz-content-sha256': empty });
});
