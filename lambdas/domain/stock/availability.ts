import { type Bucket } from './ledger';

/** What a shopper is told of a product's stock. */
export type Availability = 'in_stock' | 'low_stock' | 'sold_out';

/** At this many units or fewer a product is `low_stock`. */
export const LOW_STOCK_UNITS = 5;

/** What is available over all buckets, in words. */
export function availabilityOf(buckets: readonly Bucket[]): Availability {
  const available = buckets.reduce((sum, bucket) => sum + bucket.available, 0);
  if (available === 0) return 'sold_out';
  return available <= LOW_STOCK_UNITS ? 'low_stock' : 'in_stock';
}
