import { measureStep, STEP_COLUMNS } from './growth-step';
import { type Ground, onGround } from './growth-ground';
import { type Bench, type BenchTable, type Row, type Section } from './section';
import { skusOf } from './shop';

const SIZES = [100, 1_000, 10_000, 100_000];
const QUICK_SIZES = [100, 1_000, 10_000];
/** Products of the series of past orders. */
const FEW = 100;

/** One thing that grows while all else stays as it is. */
interface Series {
  readonly name: string;
  readonly title: string;
  /** What there are more and more of. */
  readonly things: string;
  /** Adds things number `from` up to `to`. */
  readonly grow: (ground: Ground, from: number, to: number) => Promise<void>;
  /** What is bought at this size. */
  readonly skus: (size: number) => readonly string[];
}

const PRODUCTS: Series = {
  name: 'growth-products',
  title: 'Cost of a one-line order as the catalogue grows',
  things: 'products',
  grow: ({ filler }, from, to) => filler.products(skusOf(to).slice(from)),
  skus: skusOf,
};

const PAST_ORDERS: Series = {
  name: 'growth-orders',
  title: `Cost of a one-line order as past orders gather (${FEW} products)`,
  things: 'past orders',
  grow: async ({ filler, metered }, from, to) => {
    const [sku = ''] = skusOf(FEW);
    if (from === 0) await filler.products(skusOf(FEW));
    await filler.orders(await metered.seller.buy(`sample-${from}`, [sku]), from, to);
  },
  skus: () => skusOf(FEW),
};

/** What an order costs as the shop grows. */
export const growth: Section = {
  name: 'growth',
  about: 'what an order costs with 100 to 100,000 products and past orders',
  run: async (bench) => [await measureSeries(bench, PRODUCTS), await measureSeries(bench, PAST_ORDERS)],
};

async function measureSeries(bench: Bench, { name, title, things, grow, skus }: Series): Promise<BenchTable> {
  const rows = await onGround(bench, async (ground) => {
    const measured: Row[] = [];
    let filled = 0;
    for (const size of bench.quick ? QUICK_SIZES : SIZES) {
      const label = `${size.toLocaleString('en-GB')} ${things}`;
      bench.say(`${label} …`);
      await grow(ground, filled, size);
      filled = size;
      measured.push({ name: label, values: await measureStep(bench, ground, `${name}-${size}`, skus(size)) });
    }
    return measured;
  });
  return {
    name,
    title,
    columns: STEP_COLUMNS,
    rows,
    notes: [
      'One shopper at a time over HTTP; processor time is that of all processes of the shop. Units: the domain’s',
      'own code on the same tables, with the clearing of its journal entry and the reading of the product’s',
      'buckets for it. Memory after the orders.',
    ],
  };
}
