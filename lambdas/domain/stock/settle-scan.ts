import { type StockDeps } from '../deps';
import { mapBounded } from '../runtime';
import { finishReceipt } from './receipts';
import { settleBucket } from './settle';

/** Buckets read and settled before the cursor is saved. */
const BUCKETS_A_PAGE = 200;

/** One page of the scheduled scan: how many buckets it read, entries it met, and entries it resolved. */
export interface SettledPage {
  /** Where the next page begins; absent after the last one. */
  readonly cursor?: string;
  readonly buckets: number;
  readonly entries: number;
  readonly resolved: number;
}

/** R5: settles a page of all buckets, and finishes receipts that a crash left half done. */
export async function settlePage(deps: StockDeps, cursor: string | undefined): Promise<SettledPage> {
  const page = await deps.stock.page(cursor, BUCKETS_A_PAGE);
  const busy = page.buckets.filter(({ journal }) => Object.keys(journal).length > 0);
  const results = await mapBounded(busy, 8, (bucket) => settleBucket(deps, bucket));
  for (const { sku, receiptId } of results.flatMap(({ unfinishedReceipts }) => unfinishedReceipts)) {
    const record = await deps.receipts.read(sku, receiptId);
    if (record?.kind === 'receipt') await finishReceipt(deps, record.receipt);
  }
  return {
    ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
    buckets: page.buckets.length,
    entries: busy.reduce((sum, { journal }) => sum + Object.keys(journal).length, 0),
    resolved: results.reduce((sum, { resolved }) => sum + resolved, 0),
  };
}
