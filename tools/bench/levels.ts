import { type LanesResult } from './lanes';
import { expectOrders, type Load, runLoad } from './load';
import { oneLineOrders } from './orders';
import { type Bench, type BenchTable, type Row } from './section';
import { type BenchShop, settle } from './shop';
import { percentilesOf } from './statistics';

/** How many shoppers buy what. */
export interface Levels {
  /** Name of the table; part of the orders' keys, too. */
  readonly name: string;
  readonly skus: readonly string[];
  readonly concurrencies: readonly number[];
}

const WARM_UP = { concurrency: 16, milliseconds: 5_000 };
const LEVEL_MS = 15_000;
const QUICK_LEVEL_MS = 3_000;

/** The columns that go with {@link measureLevels}. */
export const LEVEL_COLUMNS: BenchTable['columns'] = [
  { name: 'orders', unit: '1/s', better: 'higher' },
  { name: 'p50', unit: 'ms', better: 'lower' },
  { name: 'p95', unit: 'ms', better: 'lower' },
  { name: 'p99', unit: 'ms', better: 'lower' },
  { name: 'generator', unit: 'ms/order' },
  { name: 'orders in all', unit: '' },
  { name: 'not 201', unit: '', better: 'lower' },
];

/** Warms the shop up, then measures each concurrency; what an earlier level owes is worked off before. */
export async function measureLevels(bench: Bench, shop: BenchShop, levels: Levels): Promise<readonly Row[]> {
  const { world, quick, seed } = bench;
  const nextOrder = oneLineOrders({ skus: levels.skus, seed, run: levels.name });
  const load = (concurrency: number, milliseconds: number): Load => ({
    apis: shop.apis,
    concurrency,
    until: { milliseconds },
    nextOrder,
    interrupted: world.interrupted,
  });
  bench.say('warming up …');
  expectOrders(await runLoad(load(WARM_UP.concurrency, WARM_UP.milliseconds)));
  const rows: Row[] = [];
  for (const concurrency of levels.concurrencies) {
    await settle(shop);
    bench.say(`${concurrency} at a time …`);
    const result = await runLoad(load(concurrency, quick ? QUICK_LEVEL_MS : LEVEL_MS));
    expectOrders(result);
    rows.push(levelRow(concurrency, result));
  }
  return rows;
}

/** A row of a table with {@link LEVEL_COLUMNS}. */
export function levelRow(
  concurrency: number,
  { seconds, ownCpuMs, latenciesMs, failures }: LanesResult,
): Row {
  const { p50, p95, p99 } = percentilesOf(latenciesMs);
  const orders = latenciesMs.length;
  return {
    name: `${concurrency} at a time`,
    values: [orders / seconds, p50, p95, p99, ownCpuMs / orders, orders, failures.count],
  };
}
