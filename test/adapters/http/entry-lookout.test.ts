import dns from 'node:dns';
import { entryLookout } from '../../../lambdas/adapters/http/entry-lookout';
import { PATIENT } from '../support/patient';
import { type Script, type ScriptedServer, startScriptedServer } from '../support/scripted-server';

let server: ScriptedServer;
beforeAll(async () => (server = await startScriptedServer()));
afterAll(() => server.close());

const REGIONS = ['us-east-1', 'us-west-2'];
const look = (shopUrl = `${server.url}/`, timeOutMs = PATIENT.answerMs) =>
  entryLookout({ shopUrl, regions: REGIONS, timeOutMs }).look();

const health = (status: string, region = 'us-west-2') => ({ region, status });
const closed = (why: string) => ({ kind: 'closed', why });
const open = { kind: 'open' };

test.each<[string, Script, object]>([
  ['a Region that is well', { status: 200, json: health('ok') }, open],
  ['the Region that asks', { status: 200, json: health('ok', 'us-east-1') }, open],
  ['a Region that is not well', { status: 503, json: health('unavailable') }, open],
  ['a Region that was evacuated', { status: 503, json: health('evacuated') }, open],
  ['a rule that blocks everybody', { status: 403, text: '<html>Request blocked.' }, closed('403')],
  ['a Region that refuses', { status: 403, json: { code: 'forbidden' } }, closed('403')],
  ['a rate', { status: 429, json: { code: 'throttled' } }, { kind: 'unclear', why: '429' }],
  ['a broken function', { status: 503, text: '<html>The CloudFront function' }, closed('503')],
  ['an origin that is gone', { status: 502, json: { message: 'Bad gateway' } }, closed('502')],
  ['a path that is gone', { status: 404, json: { code: 'not_found' } }, closed('404')],
  [
    'somewhere else',
    { status: 301, json: {}, headers: { location: 'https://example.com/health' } },
    closed('301'),
  ],
  ['the storefront', { status: 200, text: '<!doctype html>' }, closed('200, but not from a health check')],
  [
    'another shop',
    { status: 200, json: health('ok', 'eu-west-1') },
    closed('200, but not from a health check'),
  ],
  [
    'a Region in words of its own',
    { status: 200, json: health('fine') },
    closed('200, but not from a health check'),
  ],
])('the entry that leads to %s', async (_, answer, expected) => {
  server.received.length = 0;
  server.script.push(answer);
  expect(await look()).toEqual(expected);
  expect(server.received).toMatchObject([{ method: 'GET', path: '/health', body: '' }]);
  expect(server.received[0]?.headers['user-agent']).toBe('holdfast-probe');
  expect(server.received[0]?.headers).not.toHaveProperty('authorization');
});

test('the entry that breaks the connection', async () => {
  server.script.push('break');
  expect(await look()).toEqual(closed('no connection: UND_ERR_SOCKET'));
});

test('the entry whose name leads nowhere', async () => {
  const lookup = jest
    .spyOn(dns, 'lookup')
    .mockImplementation(((_name: string, _options: object, tell: (error: Error) => void) =>
      tell(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }))) as unknown as typeof dns.lookup);

  expect(await look('http://shop.invalid')).toEqual(closed('no connection: ENOTFOUND'));

  expect(lookup.mock.calls.map(([name]) => name)).toEqual(['shop.invalid']);
  lookup.mockRestore();
});

test('the entry that does not answer in time', async () => {
  server.script.push('silence');
  expect(await look(server.url, 20)).toEqual(closed('no answer within 20 ms'));
});
