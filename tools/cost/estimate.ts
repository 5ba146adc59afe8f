import { type Price, type PriceName, PRICES } from './prices';
import { type Shop, usageOf } from './usage';

/** One line of the bill. */
export interface CostLine {
  readonly name: PriceName;
  readonly price: Price;
  /** How much is used in a month. */
  readonly used: number;
  /** US dollars a month. */
  readonly usd: number;
}

/** The bill of one month. */
export interface Estimate {
  readonly shop: Shop;
  readonly lines: readonly CostLine[];
  /** US dollars a month. */
  readonly total: number;
}

const NAMES = Object.keys(PRICES) as PriceName[];

/** What a month of this shop costs at list prices, tiers and free allowances left out: an upper bound for both. */
export function estimate(shop: Shop): Estimate {
  const usage = usageOf(shop);
  const lines = NAMES.map((name): CostLine => {
    const price = PRICES[name];
    const used = usage[name];
    return { name, price, used, usd: (used * price.usd) / price.per };
  });
  return { shop, lines, total: lines.reduce((sum, { usd }) => sum + usd, 0) };
}
