import { ManualClock } from '../../../lambdas/adapters/memory/manual-clock';
import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { healthFunction } from '../../../lambdas/health/health-api';
import { type RegionProbe } from '../../../lambdas/health/region-probe';
import { caller } from '../support/events';
import { RecordingTelemetry } from '../support/recording-telemetry';

const switched = (on: boolean, weight = 100) => ({ readSwitch: async () => ({ on, weight }) });
const healthy: RegionProbe = { readLedger: async () => undefined, ...switched(false) };
const unavailable = () => Promise.reject(new StoreUnavailable('no quorum', 'not_applied'));

function health(probe: Partial<RegionProbe>) {
  const clock = new ManualClock();
  const telemetry = new RecordingTelemetry();
  const call = caller(
    healthFunction({ clock, telemetry, region: 'us-east-1', probe: { ...healthy, ...probe } }),
  );
  return { clock, telemetry, check: () => call('GET /health'), live: () => call('GET /health/live') };
}

it.each<[string, Partial<RegionProbe>, number, string, object, number]>([
  ['all is well', {}, 200, 'ok', { ledger: 'ok', shop: 'ok' }, 100],
  ['its weight is small', switched(false, 10), 200, 'ok', { ledger: 'ok', shop: 'ok' }, 10],
  [
    'the Ledger has no quorum',
    { readLedger: unavailable },
    503,
    'unavailable',
    { ledger: 'unavailable', shop: 'ok' },
    100,
  ],
  [
    'the Shop table fails',
    { readSwitch: unavailable },
    503,
    'unavailable',
    { ledger: 'ok', shop: 'unavailable' },
    100,
  ],
  ['it is evacuated', switched(true, 25), 503, 'evacuated', { ledger: 'ok', shop: 'evacuated' }, 25],
  [
    'it is evacuated and cut off',
    { ...switched(true), readLedger: unavailable },
    503,
    'evacuated',
    { ledger: 'unavailable', shop: 'evacuated' },
    100,
  ],
])('tells that %s', async (_, probe, status, text, checks, weight) => {
  const answer = await health(probe).check();
  expect(answer.status).toBe(status);
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
  expect(answer.body).toEqual({ region: 'us-east-1', status: text, checks, weight });
});

it('does not wait longer than a second', async () => {
  const { clock, check } = health({ readLedger: () => new Promise(() => undefined) });
  const answer = check();
  while (clock.sleeping < 2) await Promise.resolve();
  clock.advance(1000);
  expect(await answer).toMatchObject({
    status: 503,
    body: { checks: { ledger: 'unavailable', shop: 'ok' } },
  });
});

it('is unavailable when a check fails in a way that nobody expected', async () => {
  const { telemetry, check } = health({ readLedger: () => Promise.reject(new TypeError('bug')) });
  expect((await check()).status).toBe(503);
  expect(telemetry.lines).toMatchObject([{ level: 'warn', message: 'health check failed' }]);
});

it('says that it is live whatever its tables do, and does not ask them', async () => {
  const untouched = () => Promise.reject(new Error('was called'));
  const { telemetry, live } = health({ readLedger: untouched, readSwitch: untouched });
  expect(await live()).toMatchObject({ status: 200, body: { region: 'us-east-1', status: 'live' } });
  expect(telemetry.lines).toEqual([]);
});
