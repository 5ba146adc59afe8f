import { HoldfastError } from '../errors';
import { type SagaDeps } from '../deps';
import { LOW_STOCK_UNITS } from './availability';
import { bucketsOf } from './buckets';

/** Products that one checkout tells of: a shopper waits, and one call of the bus takes ten events. */
const MOST_SKUS = 10;

/**
 * Says on the bus which of these SKUs are about to sell out: after every order that leaves one with
 * `LOW_STOCK_UNITS` or fewer over all its buckets. It is told once for each order and may be lost in a
 * crash, as nothing owes it: GET /v1/admin/stock/{sku} is the truth. Of more than ten SKUs the first ten are
 * looked at. A failure never hurts the order.
 */
export async function tellStockLow(deps: SagaDeps, thin: readonly string[]): Promise<void> {
  const skus = thin.slice(0, MOST_SKUS);
  if (skus.length === 0) return;
  try {
    const buckets = await deps.stock.read(skus.flatMap((sku) => bucketsOf(sku, deps.settings)));
    const low = skus
      .map((sku) => ({ sku, available: availableOf(buckets, sku) }))
      .filter(({ available }) => available <= LOW_STOCK_UNITS);
    if (low.length > 0) await deps.events.stockLow(low, deps.clock.now());
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
  }
}

const availableOf = (buckets: readonly { sku: string; available: number }[], sku: string): number =>
  buckets.reduce((sum, bucket) => (bucket.sku === sku ? sum + bucket.available : sum), 0);
