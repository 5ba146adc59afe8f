import { seededRandom } from '../replaying/random';

/** Who buys: the same for both designs and at every lag. */
export interface Traffic {
  /** Units on sale. */
  readonly units: number;
  /** How many come; each wants one unit or two. */
  readonly buyers: number;
  /** Buyers a second, all Regions together. */
  readonly rate: number;
  readonly seed: number;
}

/** Somebody who comes once, to one Region. */
export interface Buyer {
  /** From 0, in the order in which they come. */
  readonly number: number;
  /** Milliseconds from the start of the sale. Buyers do not wait for each other (an open loop). */
  readonly at: number;
  /** Index of the Region. */
  readonly region: number;
  /** Units. */
  readonly quantity: 1 | 2;
}

/** One buyer in so many wants two units, so that a sale is more than counting to `units`. */
const WANTS_TWO = 0.25;

/**
 * All buyers of a sale, each at a random moment of its own share of the time. The same traffic gives the same
 * buyers.
 */
export function planBuyers({ buyers, rate, seed }: Traffic, regions: number): readonly Buyer[] {
  const random = seededRandom(seed);
  const share = 1_000 / rate;
  return Array.from({ length: buyers }, (_, number) => ({
    number,
    at: (number + random()) * share,
    region: Math.floor(random() * regions),
    quantity: random() < WANTS_TWO ? 2 : 1,
  }));
}
