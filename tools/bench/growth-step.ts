import { type Ground } from './growth-ground';
import { expectOrders, runLoad } from './load';
import { oneLineOrders } from './orders';
import { treeUse } from './process-tree';
import { type Bench, type BenchTable } from './section';
import { percentilesOf } from './statistics';

const WARM_UP_ORDERS = 50;
const ORDERS = 300;
const QUICK_ORDERS = 60;
const METERED_ORDERS = 5;
const LOAD_LIMIT_MS = 60_000;

/** The columns that go with {@link measureStep}. */
export const STEP_COLUMNS: BenchTable['columns'] = [
  { name: 'writes', unit: 'units', better: 'lower' },
  { name: 'reads', unit: 'units', better: 'lower' },
  { name: 'p50', unit: 'ms', better: 'lower' },
  { name: 'p99', unit: 'ms', better: 'lower' },
  { name: 'processor', unit: 'ms', better: 'lower' },
  { name: 'emulators', unit: 'MB', better: 'lower' },
  { name: 'all memory', unit: 'MB', better: 'lower' },
];

/** Measures orders at one size; `run` becomes part of their keys. */
export async function measureStep(
  bench: Bench,
  ground: Ground,
  run: string,
  skus: readonly string[],
): Promise<readonly (number | null)[]> {
  const { writes, reads } = await unitsOf(ground, run, skus);
  const orders = bench.quick ? QUICK_ORDERS : ORDERS;
  const load = loadOf(bench, ground, run, skus);
  expectOrders(await load(WARM_UP_ORDERS));
  const before = await treeUse(ground.cloud.pid);
  const result = await load(orders);
  expectOrders(result);
  const after = await treeUse(ground.cloud.pid);
  const { p50, p99 } = percentilesOf(result.latenciesMs);
  const cpu = before && after ? (after.cpuMs - before.cpuMs) / result.latenciesMs.length : null;
  return [writes, reads, p50, p99, cpu, after?.emulatorPssMb ?? null, after?.pssMb ?? null];
}

async function unitsOf({ metered }: Ground, run: string, skus: readonly string[]) {
  const { meter, shop, seller } = metered;
  meter.reset();
  for (let order = 0; order < METERED_ORDERS; order++) {
    const sku = skus[(order * Math.floor(skus.length / METERED_ORDERS)) % skus.length] ?? '';
    // What earlier orders left in the journal is not this order's to clear.
    await seller.clearJournalsOf(sku);
    await shop.buy(`metered-${run}-${order}`, [sku]);
    await shop.clearJournalsOf(sku);
  }
  return { writes: meter.writeUnits / METERED_ORDERS, reads: meter.readUnits / METERED_ORDERS };
}

/** One shopper at a time; each call goes on with new keys. */
function loadOf({ seed, world }: Bench, { shop }: Ground, run: string, skus: readonly string[]) {
  const nextOrder = oneLineOrders({ skus, seed, run });
  return (turns: number) =>
    runLoad({
      apis: shop.apis,
      concurrency: 1,
      until: { milliseconds: LOAD_LIMIT_MS, turns },
      nextOrder,
      interrupted: world.interrupted,
    });
}
