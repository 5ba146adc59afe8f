import { healthLookout } from '../../../lambdas/adapters/http/health-lookout';
import { PATIENT } from '../support/patient';
import { type Script, type ScriptedServer, startScriptedServer } from '../support/scripted-server';

let server: ScriptedServer;
beforeAll(async () => (server = await startScriptedServer()));
afterAll(() => server.close());

const REGION = 'us-west-2';
const look = (timeOutMs = PATIENT.answerMs) =>
  healthLookout({ region: REGION, apiUrl: `${server.url}/prod/`, timeOutMs }).look();
const ok = { region: REGION, status: 'ok', checks: { ledger: 'ok', shop: 'ok' } };

test.each<[string, Script, object]>([
  ['well', { status: 200, json: { ...ok, weight: 10 } }, { kind: 'good', weight: 10 }],
  ['well, and of an older version', { status: 200, json: ok }, { kind: 'good', weight: 100 }],
  [
    'well, with a weight of no sense',
    { status: 200, json: { ...ok, weight: 'all' } },
    { kind: 'good', weight: 100 },
  ],
  [
    'evacuated',
    { status: 503, json: { ...ok, status: 'evacuated' } },
    { kind: 'failed', why: '503 evacuated', evacuated: true },
  ],
  [
    'answered for by an evacuated one',
    { status: 503, json: { ...ok, status: 'evacuated', region: 'us-east-1' } },
    { kind: 'failed', why: '503 evacuated' },
  ],
  [
    'unavailable',
    { status: 503, json: { ...ok, status: 'unavailable' } },
    { kind: 'failed', why: '503 unavailable' },
  ],
  ['broken', { status: 502, json: { status: 'a secret' } }, { kind: 'failed', why: '502' }],
  ['cut off by API Gateway', { status: 504, text: '{}' }, { kind: 'failed', why: '504' }],
  ['not deployed', { status: 404, json: { code: 'not_found' } }, { kind: 'failed', why: '404' }],
  ['behind a web ACL', { status: 403, json: { code: 'forbidden' } }, { kind: 'unclear', why: '403' }],
  ['throttled', { status: 429, json: { code: 'throttled' } }, { kind: 'unclear', why: '429' }],
  [
    'refusing by itself',
    { status: 403, json: { ...ok, status: 'unavailable' } },
    { kind: 'failed', why: '403 unavailable' },
  ],
  [
    'another Region',
    { status: 200, json: { ...ok, region: 'us-east-1' } },
    { kind: 'failed', why: '200, but not from the health check of that Region' },
  ],
  [
    'something else',
    { status: 200, text: '<html>' },
    { kind: 'failed', why: '200, but not from the health check of that Region' },
  ],
  ['not there', 'break', { kind: 'failed', why: 'no connection' }],
])('a Region that is %s', async (_, answer, expected) => {
  server.received.length = 0;
  server.script.push(answer);
  expect(await look()).toEqual(expected);
  expect(server.received).toMatchObject([{ method: 'GET', path: '/prod/health' }]);
});

test('a Region that does not answer in time', async () => {
  server.script.push('silence');
  expect(await look(20)).toEqual({ kind: 'failed', why: 'no answer within 20 ms' });
});
