import { z } from 'zod';
import configuration from '../../../holdfast.config.json';
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
  /** As many at a time as the Region's web ACL lets through. */
  readonly most: number;
  readonly request: (base: URL, id: string) => HttpRequest;
}

/** No shop sells it: the checkout looks it up, finds nothing, and records nothing. */
const NO_SKU = 'WARM-UP.NOT-FOR-SALE';
/** A cold start on AWS takes a second or two; more than this is a fault. */
const TIMEOUT_MS = 15_000;

const get =
  (path: (id: string) => string) =>
  (base: URL, id: string): HttpRequest => ({ ...request(base, path(id)), timeoutMs: TIMEOUT_MS });

/** What one address may send in a minute (docs/configuration.md): these calls come from one, and past the edge. */
const { edge: rates } = z
  .object({
    edge: z
      .object({ requestsPerMinute: z.number().default(2_000), ordersPerMinute: z.number().default(60) })
      .prefault({}),
  })
  .parse(configuration);

/** Who is in a hurry starts the command again: three runs within a minute stay below the rates. */
const RUNS_A_MINUTE = 3;
const READS = 3;
const MOST_CHECKOUTS = Math.floor(rates.ordersPerMinute / RUNS_A_MINUTE);
const MOST_READS = Math.floor((rates.requestsPerMinute / RUNS_A_MINUTE - MOST_CHECKOUTS) / READS);

const KINDS: readonly Kind[] = [
  { name: 'products', most: MOST_READS, request: get(() => '/v1/products') },
  { name: 'carts', most: MOST_READS, request: get((id) => `/v1/carts/${id}`) },
  { name: 'orders', most: MOST_READS, request: get(() => `/v1/orders/ord_${'0'.repeat(32)}`) },
  { name: 'checkout', most: MOST_CHECKOUTS, request: checkout },
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
 * that shoppers wait for; fewer where the Region's web ACL would turn them away. Each call has its own connection slot;
 * kinds go one after the other, for the sum of them all at once is what no Region sees.
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
    if (world.interrupted.aborted)
      return { outcome: 'warned', detail: `the warm-up of ${place.region} was stopped` };
    const calls = Array.from({ length: Math.min(atOnce, kind.most) }, (_, n) =>
      timed(kind, place, `${run}${n}`, ports, world),
    );
    seen.push(...(await Promise.all(calls)));
  }
  return summary(place.region, atOnce, seen);
}

/** `turned_away`: by a rate or a throttle, which says nothing of the functions behind it. */
type Judged = 'well' | 'turned_away' | 'faulty';

interface Seen {
  readonly ms: number;
  readonly judged: Judged;
  /** What to tell of an answer that is not as it should be. */
  readonly answer: string;
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
  return { ms: world.now().getTime() - begun, ...judge(name, region, outcome) };
}

/** What is refused for what it asks is well answered; everything from 500 is not. */
function judge(name: string, region: string, outcome: HttpOutcome): Omit<Seen, 'ms'> {
  if (outcome.kind === 'unreachable') return { judged: 'faulty', answer: `${name}: no answer` };
  const { status, headers } = outcome;
  if (status === 429) return { judged: 'turned_away', answer: `${name}: 429` };
  if (status >= 500) return { judged: 'faulty', answer: `${name}: ${status}` };
  if (headers['x-region'] === region) return { judged: 'well', answer: '' };
  return { judged: 'faulty', answer: `${name}: ${status}, not of ${region}` };
}

function summary(region: string, atOnce: number, seen: readonly Seen[]): StepResult {
  const slowest = Math.max(...seen.map(({ ms }) => ms));
  const calls = `${region} warmed up: ${seen.length} calls, up to ${atOnce} at a time, slowest ${slowest} ms`;
  const bad = seen.filter(({ judged }) => judged !== 'well').map(({ answer }) => answer);
  if (bad.length === 0) return { outcome: 'done', detail: `${calls}, all answered well` };
  const kinds = [...new Set(bad)].map(
    (answer) => `${answer} (${bad.filter((one) => one === answer).length})`,
  );
  const outcome = seen.some(({ judged }) => judged === 'faulty') ? 'failed' : 'warned';
  return { outcome, detail: `${calls}; ${bad.length} not answered well: ${kinds.join(', ')}` };
}

/** 16 hexadecimal digits, as long as a cart's id has to be. */
function newId({ random }: World): string {
  return Array.from({ length: 16 }, () => Math.floor(random() * 16).toString(16)).join('');
}
