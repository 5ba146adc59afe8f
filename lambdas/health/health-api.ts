import { json } from '../shared/http/answer';
import { apiFunction, type ApiHandler, type ApiRuntime } from '../shared/http/api-function';
import { describeError } from '../shared/telemetry/telemetry';
import { within } from '../shared/time-limit';
import { type RegionProbe } from './region-probe';

/** What this Region needs to take orders. */
export interface HealthDeps extends ApiRuntime {
  readonly probe: RegionProbe;
}

type Check = 'ok' | 'unavailable' | 'evacuated';

/** Route 53 waits 4 s for a connection and 2 s for the answer (its developer guide, "How Route 53 determines whether a health check is healthy"). */
const CHECK_LIMIT_MS = 1000;

/**
 * The function behind GET /health: whether this Region can take orders now. Payment and the other Region do
 * not count: an order can be recorded without either.
 */
export function healthFunction(deps: HealthDeps): ApiHandler {
  return apiFunction(async () => {
    const [ledger, shop] = await Promise.all([
      check(deps, 'ledger', () => deps.probe.readLedger().then(() => 'ok')),
      check(deps, 'shop', async () => ((await deps.probe.readEvacuated()) ? 'evacuated' : 'ok')),
    ]);
    const healthy = ledger === 'ok' && shop === 'ok';
    const status = healthy ? 'ok' : shop === 'evacuated' ? 'evacuated' : 'unavailable';
    return json(healthy ? 200 : 503, { region: deps.region, status, checks: { ledger, shop } });
  }, deps);
}

/** Any failure counts as unavailable: a health check that fails itself must not tell the world that all is well. */
async function check(
  { clock, telemetry }: HealthDeps,
  name: string,
  look: () => Promise<Check>,
): Promise<Check> {
  try {
    return await within(CHECK_LIMIT_MS, clock, name, look());
  } catch (error) {
    telemetry.log.warn('health check failed', { check: name, error: describeError(error) });
    return 'unavailable';
  }
}
