import { type StockDeps } from '../deps';
import { StoreUnavailable } from '../errors';
import { type Order, type OrderDetails } from '../orders/order';
import { mapBounded } from '../runtime';
import { finishReceipt } from './receipts';
import { type Bucket } from './ledger';
import { settleBucket, type SettleDeps, type SettleResult } from './settle';

/** Buckets read and settled before the cursor is saved. */
const BUCKETS_A_PAGE = 200;

/** One page of the scheduled scan: how many buckets it read, entries it met, and entries it resolved. */
export interface SettledPage {
  /** Where the next page begins; absent after the last one. */
  readonly cursor?: string;
  readonly buckets: number;
  readonly entries: number;
  /** Entries of the longest journal among them, before it was settled. */
  readonly longest: number;
  readonly resolved: number;
  /** Buckets that could not be settled for a reason that nobody foresaw; the scan went on. */
  readonly failures: readonly { readonly sku: string; readonly bucket: number; readonly error: unknown }[];
}

/** One page meets the entries of a large order in many buckets: its details, which never change, are read once. */
function rememberingDetails({ orders, ...deps }: StockDeps): SettleDeps {
  const known = new Map<string, Promise<OrderDetails>>();
  const details = (order: Order): Promise<OrderDetails> => {
    const key = `${order.id}/${order.attempt}`;
    const reading = known.get(key) ?? orders.details(order);
    known.set(key, reading);
    return reading;
  };
  const readMany: SettleDeps['orders']['readMany'] = (orderIds) => orders.readMany(orderIds);
  const fence: SettleDeps['orders']['fence'] = (orderId, attempt) => orders.fence(orderId, attempt);
  return { ...deps, orders: { readMany, details, fence } };
}

type Settled = { readonly bucket: Bucket } & (
  | { readonly result: SettleResult }
  | { readonly error: unknown }
);

async function settleOne(deps: SettleDeps, bucket: Bucket): Promise<Settled> {
  try {
    return { bucket, result: await settleBucket(deps, bucket) };
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    return { bucket, error };
  }
}

/** Finishes receipts that a crash left half done. */
async function finishReceipts(deps: StockDeps, results: readonly SettleResult[]): Promise<void> {
  for (const { sku, receiptId } of results.flatMap(({ unfinishedReceipts }) => unfinishedReceipts)) {
    const record = await deps.receipts.read(sku, receiptId);
    if (record?.kind === 'receipt') await finishReceipt(deps, record.receipt);
  }
}

/** R5: settles a page of all buckets, and finishes receipts that a crash left half done. */
export async function settlePage(deps: StockDeps, cursor: string | undefined): Promise<SettledPage> {
  const page = await deps.stock.page(cursor, BUCKETS_A_PAGE);
  const busy = page.buckets.filter(({ journal }) => Object.keys(journal).length > 0);
  const lengths = busy.map(({ journal }) => Object.keys(journal).length);
  const remembering = rememberingDetails(deps);
  const settled = await mapBounded(busy, 8, (bucket) => settleOne(remembering, bucket));
  const results = settled.flatMap((one) => ('result' in one ? one.result : []));
  await finishReceipts(deps, results);
  return {
    ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
    buckets: page.buckets.length,
    entries: lengths.reduce((sum, length) => sum + length, 0),
    longest: Math.max(0, ...lengths),
    resolved: results.reduce((sum, { resolved }) => sum + resolved, 0),
    failures: settled.flatMap((one) =>
      'error' in one ? { sku: one.bucket.sku, bucket: one.bucket.bucket, error: one.error } : [],
    ),
  };
}
