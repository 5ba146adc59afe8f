import { type Parsed, readFlags, understand, UsageError, wholeNumber } from '../arguments';
import { ASSUMPTIONS } from './assumptions';
import { type Shop } from './usage';

export const COST_USAGE = `Usage: npm run cost -- [options]

Estimates what a month costs on AWS, from list prices and the assumptions that it prints.

  --orders N      orders a month; give it several times for several columns
                  (1000, 100000 and 10000000)
  --lines N       lines of an order (3)
  --skus N        products in the catalogue (1000)
  --texts PERCENT of orders that get a text message (10)
  --prices        print the prices with their sources instead
  --assumptions   print the assumptions instead
  --help

Exit code: 0 printed, 2 wrong usage.`;

/** What is asked for. */
export type CostOptions =
  | { readonly kind: 'bill'; readonly shops: readonly Shop[] }
  | { readonly kind: 'prices' }
  | { readonly kind: 'assumptions' };

/** Sizes of a shop that the document shows. */
const DEFAULT_ORDERS = ['1000', '100000', '10000000'];
const ORDERS = [1, 10_000_000_000] as const;
/** The HTTP contract. */
const LINES = [1, 1500] as const;
const SKUS = [1, 10_000_000] as const;
const PERCENT = [0, 100] as const;

const FLAGS = {
  orders: { type: 'string', multiple: true },
  lines: { type: 'string' },
  skus: { type: 'string' },
  texts: { type: 'string' },
  prices: { type: 'boolean' },
  assumptions: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** Understands the command line of the estimate. */
export function parseCostOptions(argv: readonly string[]): Parsed<CostOptions> {
  return understand(() => {
    const { values, positionals } = readFlags(argv, FLAGS);
    if (values.help) return 'help';
    if (positionals.length > 0) throw new UsageError(`takes no arguments; found ${positionals.join(', ')}`);
    if (values.prices) return { kind: 'prices' };
    if (values.assumptions) return { kind: 'assumptions' };
    const lines = wholeNumber('--lines', values.lines, LINES) ?? 3;
    const skus = wholeNumber('--skus', values.skus, SKUS) ?? 1000;
    const percent = wholeNumber('--texts', values.texts, PERCENT);
    const texts = percent === undefined ? ASSUMPTIONS.textShare.value : percent / 100;
    const counts = (values.orders ?? DEFAULT_ORDERS).map(
      (text) => wholeNumber('--orders', text, ORDERS) ?? 1,
    );
    return { kind: 'bill', shops: counts.map((orders) => ({ orders, lines, skus, texts })) };
  });
}
