import { ManualClock } from '../../../lambdas/adapters/memory/manual-clock';
import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { healthFunction } from '../../../lambdas/health/health-api';
import { type RegionProbe } from '../../../lambdas/health/region-probe';
import { caller } from '../support/events';
import { RecordingTelemetry } from '../support/recording-telemetry';

const healthy: RegionProbe = { readLedger: async () => undefined, readEvacuated: async () => false };
const unavailable = () => Promise.reject(new StoreUnavailable('no quorum', 'not_applied'));

function health(probe: Partial<RegionProbe>) {
  const clock = new ManualClock();
  const telemetry = new RecordingTelemetry();
  const call = caller(
    healthFunction({ clock, telemetry, region: 'us-east-1', probe: { ...healthy, ...probe } }),
  );
  return { clock, telemetry, check: () => call('GET /health') };
}

it.each([
  ['all is well', {}, 200, 'ok', { ledger: 'ok', shop: 'ok' }],
  [
    'the Ledger has no quorum',
    { readLedger: unavailable },
    503,
    'unavailable',
    { ledger: 'unavailable', shop: 'ok' },
  ],
  [
    'the Shop table fails',
    { readEvacuated: unavailable },
    503,
    'unavailable',
    { ledger: 'ok', shop: 'unavailable' },
  ],
  [
    'it is evacuated',
    { readEvacuated: async () => true },
    503,
    'evacuated',
    { ledger: 'ok', shop: 'evacuated' },
  ],
])('tells that %s', async (_, probe, status, text, checks) => {
  const answer = await health(probe).check();
  expect(answer.status).toBe(status);
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
  expect(answer.body).toEqual({ region: 'us-east-1', status: text, checks });
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
