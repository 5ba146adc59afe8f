import { type StockDeps } from '../deps';
import { type Order, type OrderRecord } from '../orders/order';
import { mapBounded } from '../runtime';
import { isReceiptEntry, parseOwner, returnEntry } from './attempt';
import { bucketsOf } from './buckets';
import { type Bucket } from './ledger';
import { entriesOf, look, type NamedEntry, ownersOf } from './settle';

/** Where all units of a SKU are. `received = available + held + sold + withdrawn` (P5). */
export interface StockLevels {
  readonly sku: string;
  readonly received: number;
  readonly withdrawn: number;
  readonly available: number;
  /** Taken by attempts that are still undecided, and by orders that are not paid or not yet undone. */
  readonly held: number;
  readonly sold: number;
  readonly buckets: readonly { bucket: number; available: number; journal: number }[];
}

/** Orders read from the work index for one SKU's levels. */
const OPEN_ORDERS = 10_000;

/** Orders that may hold units: those in the work index, and those that the journals name. */
async function openOrders(deps: StockDeps, named: ReadonlyMap<string, OrderRecord>): Promise<Order[]> {
  const due = await Promise.all(
    deps.settings.regions.map((region) => deps.orders.due(region, Number.MAX_SAFE_INTEGER, OPEN_ORDERS)),
  );
  const missing = due.flat().filter((id) => !named.has(id));
  const records = [...named.values(), ...(await deps.orders.readMany([...new Set(missing)])).values()];
  return records.flatMap((record) => (record.kind === 'order' ? [record.order] : []));
}

/** Units of a SKU that an order holds without having sold them: unpaid, or over and not yet given back. */
async function heldBy(deps: StockDeps, order: Order, buckets: readonly Bucket[]): Promise<number> {
  if (order.status === 'CONFIRMED' || order.released) return 0;
  const { allocations } = await deps.orders.details(order);
  const returned = new Set(
    buckets.filter(({ journal }) => journal[returnEntry(order.id)]).map(({ bucket }) => bucket),
  );
  return allocations
    .filter(({ sku, bucket }) => sku === buckets[0]?.sku && !returned.has(bucket))
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Units of an entry that no committed order accounts for. A withdrawal's count until they are folded. */
async function undecidedUnits(
  deps: StockDeps,
  entry: NamedEntry,
  orders: ReadonlyMap<string, OrderRecord>,
): Promise<number> {
  if (isReceiptEntry(entry.opId)) return 0;
  if (parseOwner(entry.owner)?.kind === 'receipt') return entry.quantity;
  const verdict = await look(deps, entry, orders);
  return verdict === 'undo' || verdict === 'undecided' ? entry.quantity : 0;
}

/** Reads a SKU's stock strongly and accounts for every unit; `undefined` when it never had any. */
export async function stockLevels(deps: StockDeps, sku: string): Promise<StockLevels | undefined> {
  const buckets = (await deps.stock.read(bucketsOf(sku, deps.settings))).sort((a, b) => a.bucket - b.bucket);
  if (buckets.length === 0) return undefined;
  const entries = buckets.flatMap(entriesOf);
  const named = await ownersOf(deps, entries);
  const orders = await openOrders(deps, named);
  const held = await mapBounded(orders, 16, (order) => heldBy(deps, order, buckets));
  const undecided = await mapBounded(entries, 16, (entry) => undecidedUnits(deps, entry, named));
  const sum = (of: (bucket: Bucket) => number) => buckets.reduce((total, bucket) => total + of(bucket), 0);
  const totals = {
    received: sum((bucket) => bucket.received),
    withdrawn: sum((bucket) => bucket.withdrawn),
    available: sum((bucket) => bucket.available),
    held: [...held, ...undecided].reduce((total, units) => total + units, 0),
  };
  return {
    sku,
    ...totals,
    sold: totals.received - totals.withdrawn - totals.available - totals.held,
    buckets: buckets.map(({ bucket, available, journal }) => ({
      bucket,
      available,
      journal: Object.keys(journal).length,
    })),
  };
}
