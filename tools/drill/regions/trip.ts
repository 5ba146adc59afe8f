import { type Answer } from '../../client/answers';
import { type CartClient } from '../../client/carts';
import { type RetryPolicy, withRetry } from '../../client/retry';
import { type Order } from '../../client/shapes';
import { type ShopperClient } from '../../client/shopper';
import { type Clock } from '../clock';
import { type Visit } from '../record';
import { type Errand, visit } from '../shopper';

/**
 * What became of what was put into the cart, when the cart was looked at next: it was there (`kept`), another Region
 * showed it than had taken it (`survived`), another Region did not have it and it was put in again (`repeated`), or
 * the very Region that had taken it did not have it (`lost`).
 */
export type CartFate = 'kept' | 'survived' | 'repeated' | 'lost';

/** One shopper's way from the list of products to an order. */
export interface Trip {
  readonly errand: Errand;
  /** Fate of the cart at each look; the last one is never `repeated` or `lost`, unless the shopper gave up. */
  readonly carts: readonly CartFate[];
  /** Null where the shopper did not get as far as a checkout. */
  readonly visit: Visit | null;
  /** The order, asked for right after it was acknowledged; null where it was not. */
  readonly lookedUp: LookedUp | null;
}

/** An order as its shopper sees it right after the checkout. */
export interface LookedUp {
  readonly orderId: string;
  /** Of the answer; null where none came. */
  readonly status: number | null;
}

/** What a shopper on the way needs. */
export interface TripPorts {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly shopper: ShopperClient;
  readonly carts: CartClient;
  /** Who gave the newest answer. */
  readonly answeredBy: () => string | null;
  readonly cartId: string;
  readonly thinkMs: number;
}

/** Nobody gives up while a Region is lost: half a minute at least. */
export const LASTING: RetryPolicy = { attempts: 60, baseMs: 200, capMs: 2_000, longestRetryAfterMs: 10_000 };

/** A cart that was lost that often will not be there. */
const MOST_CART_LOOKS = 5;
/** Products of a page of the list, as the storefront shows it. */
const PAGE = '20';

/** Looks at products, fills a cart, checks out, and looks at the order, with thought between. */
export async function makeTrip(errand: Errand, ports: TripPorts): Promise<Trip> {
  const { shopper } = ports;
  await patiently(ports, () => shopper.products({ limit: PAGE }));
  await think(ports);
  await patiently(ports, () => shopper.product(errand.sku));
  await think(ports);
  const carts = await fillCart(errand, ports);
  if (carts.at(-1) !== 'kept' && carts.at(-1) !== 'survived')
    return { errand, carts, visit: null, lookedUp: null };
  const made = await visit(errand, { ...ports, shoppers: [shopper], patience: LASTING });
  return { errand, carts, visit: made, lookedUp: await lookUp(made, ports) };
}

async function fillCart({ sku, quantity }: Errand, ports: TripPorts): Promise<readonly CartFate[]> {
  const { carts, cartId, answeredBy } = ports;
  const fates: CartFate[] = [];
  while (fates.length < MOST_CART_LOOKS) {
    await patiently(ports, () => carts.put(cartId, sku, quantity));
    const taker = answeredBy();
    await think(ports);
    const answer = await patiently(ports, () => carts.show(cartId));
    const here = answeredBy() === taker;
    const held = answer.kind === 'answered' && answer.body.lines.some((line) => line.sku === sku);
    fates.push(held ? (here ? 'kept' : 'survived') : here ? 'lost' : 'repeated');
    if (held) break;
  }
  return fates;
}

async function lookUp({ kept }: Visit, ports: TripPorts): Promise<LookedUp | null> {
  if (kept === null) return null;
  await think(ports);
  const answer = await patiently(ports, (): Promise<Answer<Order>> =>
    ports.shopper.order(kept.orderId, kept.orderToken),
  );
  return { orderId: kept.orderId, status: answer.kind === 'unreachable' ? null : answer.status };
}

const think = ({ clock, random, thinkMs }: TripPorts): Promise<void> => clock.sleep(2 * random() * thinkMs);

const patiently = <T>({ clock, random }: TripPorts, call: () => Promise<Answer<T>>): Promise<Answer<T>> =>
  withRetry(call, LASTING, { sleep: (ms) => clock.sleep(ms), random });
