import { FULL_WEIGHT } from '../domain/routing/routing';
import { type RegionSwitch } from '../domain/routing/switch';
import { type Answer, json } from '../shared/http/answer';
import { apiFunction, type ApiHandler, type ApiRuntime } from '../shared/http/api-function';
import { router } from '../shared/http/router';
import { describeError } from '../shared/telemetry/telemetry';
import { within } from '../shared/time-limit';
import { type RegionProbe } from './region-probe';

/** What this Region needs to take orders. */
export interface HealthDeps extends ApiRuntime {
  readonly probe: RegionProbe;
}

/** Route 53 waits 4 s for a connection and 2 s for the answer (its developer guide, "How Route 53 determines whether a health check is healthy"). */
const CHECK_LIMIT_MS = 1000;

/** The function behind everything under /health. */
export function healthFunction(deps: HealthDeps): ApiHandler {
  return apiFunction(
    router({ 'GET /health': () => deepCheck(deps), 'GET /health/live': async () => liveCheck(deps) }),
    deps,
  );
}

/** The shallow check: API Gateway and Lambda answer here. It touches nothing else, so it stays quick. */
const liveCheck = ({ region }: HealthDeps): Answer => json(200, { region, status: 'live' });

/**
 * The deep check: whether this Region can take orders now, and is meant to. Payment and the other Region do not
 * count: an order can be recorded without either.
 */
async function deepCheck(deps: HealthDeps): Promise<Answer> {
  const [quorum, wanted] = await Promise.all([
    attempt(deps, 'ledger', () => deps.probe.readLedger()),
    attempt(deps, 'shop', () => deps.probe.readSwitch()),
  ]);
  const ledger = quorum.kind === 'ok' ? 'ok' : 'unavailable';
  const shop = wanted.kind === 'failed' ? 'unavailable' : stateOf(wanted.value);
  const healthy = ledger === 'ok' && shop === 'ok';
  const status = healthy ? 'ok' : shop === 'evacuated' ? 'evacuated' : 'unavailable';
  const weight = wanted.kind === 'ok' ? wanted.value.weight : FULL_WEIGHT;
  return json(healthy ? 200 : 503, { region: deps.region, status, checks: { ledger, shop }, weight });
}

const stateOf = ({ on }: RegionSwitch) => (on ? 'evacuated' : 'ok');

type Attempt<T> = { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'failed' };

/** Any failure counts as unavailable: a health check that fails itself must not tell the world that all is well. */
async function attempt<T>(
  { clock, telemetry }: HealthDeps,
  name: string,
  look: () => Promise<T>,
): Promise<Attempt<T>> {
  try {
    return { kind: 'ok', value: await within(CHECK_LIMIT_MS, clock, name, look()) };
  } catch (error) {
    telemetry.log.warn('health check failed', { check: name, error: describeError(error) });
    return { kind: 'failed' };
  }
}
