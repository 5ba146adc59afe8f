import { type HttpOutcome, type HttpRequest } from '../../client/http';
import { resource } from '../../client/regions';
import { type World } from '../../world';
import { type RegionPlace } from './addresses';
import { request } from './look';
import { type RegionPorts } from './ports';
import { type StepResult } from './steps';

/** A kind of call that starts one of the functions that shoppers need, and changes nothing. */
interface Kind {
  readonly name: string;
  readonly request: (base: URL, id: string) => HttpRequest;
}

/** No shop sells it: the checkout looks it up, finds nothing, and records nothing. */
const NO_SKU = 'WARM-UP.NOT-FOR-SALE';
/** A cold start on AWS takes a second or two; more than this is a fault. */
const TIMEOUT_MS = 15_000;

const get =
  (path: (id: string) => string) =>
  (base: URL, id: string): HttpRequest => ({ ...request(base, path(id)), timeoutMs: TIMEOUT_MS });

const KINDS: readonly Kind[] = [
  { name: 'products', request: get(() => '/v1/products') },
  { name: 'carts', request: get((id) => `/v1/carts/${id}`) },
  { name: 'orders', request: get(() => `/v1/orders/ord_${'0'.repeat(32)}`) },
  { name: 'checkout', request: checkout },
];

function checkout(base: URL, id: string): HttpRequest {
  const order = {
    lines: [{ sku: NO_SKU, quantity: 1 }],
    customer: { email: 'warm-up@example.com' },
    payment: { token: 'none' },
  };
  return {
    method: 'POST',
    url: resource(base, '/v1/orders'),
    headers: { 'content-type': 'application/json', 'idempotency-key': `warm-up-${id}` },
    body: JSON.stringify(order),
    timeoutMs: TIMEOUT_MS,
  };
}

/**
 * Calls a Region with `atOnce` calls of each kind at a time, so that Lambda makes as many environments of the functions
 * that shoppers wait for. Each call has its own connection slot; kinds go one after the other, for the sum of them all
 * at once is what no Region sees.
 */
export async function warmUp(
  place: RegionPlace,
  atOnce: number,
  ports: RegionPorts,
  world: World,
): Promise<StepResult> {
  if (atOnce === 0) return { outcome: 'done', detail: `${place.region} was not warmed up (--warm-up 0)` };
  const seen: Seen[] = [];
  const run = newId(world);
  for (const kind of KINDS) {
    const calls = Array.from({ length: atOnce }, (_, n) => timed(kind, place, `${run}${n}`, ports, world));
    seen.push(...(await Promise.all(calls)));
  }
  return summary(place.region, atOnce, seen);
}

interface Seen {
  readonly ms: number;
  /** Undefined when the answer is as it should be. */
  readonly fault: string | undefined;
}

async function timed(
  { name, request: requestOf }: Kind,
  { api, region }: RegionPlace,
  id: string,
  ports: RegionPorts,
  world: World,
): Promise<Seen> {
  const begun = world.now().getTime();
  const outcome = await ports.send(requestOf(api, id));
  return { ms: world.now().getTime() - begun, fault: faultOf(name, region, outcome) };
}

/** What is refused for what it asks is well answered; too many requests and everything from 500 are not. */
function faultOf(name: string, region: string, outcome: HttpOutcome): string | undefined {
  if (outcome.kind === 'unreachable') return `${name}: no answer`;
  if (outcome.status >= 500 || outcome.status === 429) return `${name}: ${outcome.status}`;
  return outcome.headers['x-region'] === region ? undefined : `${name}: ${outcome.status}, not of ${region}`;
}

function summary(region: string, atOnce: number, seen: readonly Seen[]): StepResult {
  const faults = seen.flatMap(({ fault }) => fault ?? []);
  const slowest = Math.max(...seen.map(({ ms }) => ms));
  const calls = `${region} warmed up: ${seen.length} calls, ${atOnce} at a time, slowest ${slowest} ms`;
  if (faults.length === 0) return { outcome: 'done', detail: `${calls}, all answered well` };
  const kinds = [...new Set(faults)].map(
    (fault) => `${fault} (${faults.filter((one) => one === fault).length})`,
  );
  return { outcome: 'failed', detail: `${calls}; ${faults.length} not answered well: ${kinds.join(', ')}` };
}

/** 16 hexadecimal digits, as long as a cart's id has to be. */
function newId({ random }: World): string {
  return Array.from({ length: 16 }, () => Math.floor(random() * 16).toString(16)).join('');
}
