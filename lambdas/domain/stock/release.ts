import { type StockDeps } from '../deps';
import { CorruptRecord } from '../errors';
import { type Allocation, type Order, type OrderDetails, orderKey } from '../orders/order';
import { mapBounded } from '../runtime';
import { returnEntry } from './attempt';
import { type Bucket, type BucketId } from './ledger';
import { LINES_AT_ONCE } from './undo';

interface Share extends BucketId {
  readonly quantity: number;
  readonly opIds: readonly string[];
}

/** What an order took, bucket by bucket. */
function sharesOf(allocations: readonly Allocation[]): Share[] {
  const shares = new Map<string, Share>();
  for (const { sku, bucket, quantity, opId } of allocations) {
    const key = `${sku}#${bucket}`;
    const share = shares.get(key) ?? { sku, bucket, quantity: 0, opIds: [] };
    shares.set(key, {
      sku,
      bucket,
      quantity: share.quantity + quantity,
      opIds: [...share.opIds, opId],
    });
  }
  return [...shares.values()];
}

async function giveBack(deps: StockDeps, order: Order, share: Share, seen: Bucket | undefined) {
  if (!seen)
    throw new CorruptRecord(
      `order ${order.id} took from bucket ${share.bucket} of ${share.sku}, which does not exist`,
    );
  const entryId = returnEntry(order.id);
  if (seen.journal[entryId] !== undefined) return true;
  const written = await deps.stock.giveBack({
    sku: share.sku,
    bucket: share.bucket,
    guard: seen.guard,
    entryId,
    owner: orderKey(order.id),
    quantity: share.quantity,
    remove: share.opIds.filter((opId) => seen.journal[opId] !== undefined),
    at: deps.clock.now(),
  });
  return written === 'done';
}

/**
 * R3: returns a cancelled or refunded order's stock, once, however many do it at the same time. Each
 * round reads the buckets, THEN the order; the write is conditional on the bucket's guard.
 * Afterwards the caller sets `released` on the order and then calls {@link clearReturns}.
 */
export async function releaseStock(deps: StockDeps, order: Order, details: OrderDetails): Promise<void> {
  let left = sharesOf(details.allocations);
  while (left.length > 0) {
    const buckets = await deps.stock.read(left);
    const record = await deps.orders.read(order.id);
    if (record?.kind === 'order' && record.order.released) return;
    const done = await mapBounded(left, LINES_AT_ONCE, (share) =>
      giveBack(
        deps,
        order,
        share,
        buckets.find(({ sku, bucket }) => sku === share.sku && bucket === share.bucket),
      ),
    );
    left = left.filter((_, index) => !done[index]);
  }
}

/** Removes the proofs of a return once `released` is set. One that stays is dropped by settling. */
export async function clearReturns(deps: StockDeps, order: Order, details: OrderDetails): Promise<void> {
  await mapBounded(sharesOf(details.allocations), LINES_AT_ONCE, ({ sku, bucket }) =>
    deps.stock.resolve({ sku, bucket, undo: [], drop: [returnEntry(order.id)], withdraw: [] }),
  );
}
