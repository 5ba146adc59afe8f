import { type StockDeps } from '../deps';
import { type Allocation } from '../orders/order';
import { StoreUnavailable } from '../errors';
import { mapBounded } from '../runtime';

/** Ledger calls that one order has under way at the same time. */
export const LINES_AT_ONCE = 16;

/**
 * Gives back what an attempt took and will not commit (R2, undo). An entry that is gone was undone by
 * somebody else. Where the store cannot be reached the entry stays, and settling (R4) undoes it later.
 */
export async function undoAll(deps: StockDeps, allocations: readonly Allocation[]): Promise<void> {
  await mapBounded(allocations, LINES_AT_ONCE, async ({ opId, sku, bucket, quantity }) => {
    try {
      await deps.stock.resolve({ sku, bucket, undo: [{ opId, quantity }], drop: [], withdraw: [] });
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  });
}
