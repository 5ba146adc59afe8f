import { seededRandom } from '../../../replaying/random';
import { SHARES_BY_HOUR } from './november';

/** What a shopper does at a moment of the quiet hour. */
export type Doing =
  | { readonly kind: 'browse' }
  | { readonly kind: 'cart' }
  | { readonly kind: 'order'; readonly how: 'good' | 'declined' | 'sold out' }
  | { readonly kind: 'price' };

/** Something that is done so many ms of CloudWatch's clock after the beginning, in one of the Regions. */
export type Arrival = Doing & { readonly atMs: number; readonly side: 'first' | 'second' };

/** Length and traffic of the quiet hour. */
export interface QuietPlan {
  readonly seed: number;
  /** Of CloudWatch's clock. */
  readonly minutes: number;
  /** So many times as fast as real time. */
  readonly speed: number;
  readonly orders: number;
  /** Looks at products for each order. */
  readonly looksAnOrder: number;
  readonly priceChanges: number;
}

/** As much as two cores bear that do other things as well. */
export const QUIET_PLAN: Omit<QuietPlan, 'seed'> = {
  minutes: 60,
  speed: 20,
  orders: 100,
  looksAnOrder: 12,
  priceChanges: 6,
};

/** Of the orders: a card in twenty is declined, and one order in twenty comes too late for the last units. */
const DECLINED = 0.05;
const SOLD_OUT = 0.05;
/** Carts for each order. */
const CARTS_AN_ORDER = 2;
/** At night crawlers look at a product a minute. */
const NIGHT_LOOKS_A_MINUTE = 1;
const HOURS = 24;

/**
 * A day in an hour: orders follow the November's shares, with browsing and carts in proportion, and in the dead of the
 * night nobody comes but crawlers. Sorted by time; the same for the same seed.
 */
export function quietArrivals(plan: QuietPlan): readonly Arrival[] {
  const random = seededRandom(plan.seed);
  const partMs = (plan.minutes * 60_000) / HOURS;
  const spread = (count: number, part: number, doing: () => Doing): Arrival[] =>
    Array.from({ length: count }, () => ({
      ...doing(),
      atMs: (part + random()) * partMs,
      side: random() < 0.5 ? ('first' as const) : ('second' as const),
    }));
  const ofPart = (share: number, part: number): Arrival[] => {
    const orders = Math.round(share * plan.orders);
    const looks = orders * plan.looksAnOrder + Math.round((NIGHT_LOOKS_A_MINUTE * partMs) / 60_000);
    return [
      ...spread(orders, part, () => ({ kind: 'order', how: howPaid(random()) })),
      ...spread(looks, part, () => ({ kind: 'browse' })),
      ...spread(orders * CARTS_AN_ORDER, part, () => ({ kind: 'cart' })),
    ];
  };
  const prices = Array.from({ length: plan.priceChanges }, () =>
    spread(1, Math.floor(random() * HOURS), () => ({ kind: 'price' })),
  ).flat();
  return [...SHARES_BY_HOUR.flatMap(ofPart), ...prices].toSorted((left, right) => left.atMs - right.atMs);
}

function howPaid(chance: number): 'good' | 'declined' | 'sold out' {
  if (chance < DECLINED) return 'declined';
  return chance < DECLINED + SOLD_OUT ? 'sold out' : 'good';
}

/** Orders of each of the 24 parts. */
export function ordersByHour(arrivals: readonly Arrival[], minutes: number): readonly number[] {
  const partMs = (minutes * 60_000) / HOURS;
  return Array.from(
    { length: HOURS },
    (_, part) =>
      arrivals.filter(({ kind, atMs }) => kind === 'order' && Math.floor(atMs / partMs) === part).length,
  );
}
