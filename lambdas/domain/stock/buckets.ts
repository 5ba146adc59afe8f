import { type Settings } from '../deps';
import { type BucketId } from './ledger';

/** Units that make a further bucket worth its scatter: it sells a partition's 1,000 writes a second for a while. */
const UNITS_PER_BUCKET = 250;

/** FNV-1a, 32 bits: spreads SKUs evenly over buckets, the same everywhere. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}

/** Every bucket that a SKU may have. */
export function bucketsOf(sku: string, settings: Settings): BucketId[] {
  return Array.from({ length: settings.stockBuckets }, (_, bucket) => ({ sku, bucket }));
}

/** Whether this Region takes from the bucket first, so that two Regions seldom write one item. */
export function isPreferred(bucket: number, { region, regions }: Settings): boolean {
  return bucket % regions.length === Math.max(0, regions.indexOf(region)) % regions.length;
}

/** The bucket to try when nothing is known: one that this Region prefers, by the SKU's hash. */
export function firstBucket(sku: string, settings: Settings): number {
  const preferred = bucketsOf(sku, settings).filter(({ bucket }) => isPreferred(bucket, settings));
  return (preferred[hash(sku) % Math.max(1, preferred.length)] ?? { bucket: 0 }).bucket;
}

/**
 * How a receipt is spread (R6): one bucket for every 250 units, so that the last few units are not
 * scattered. Small receipts of a SKU always go into the same bucket.
 */
export function receiptPlan(
  sku: string,
  quantity: number,
  { stockBuckets }: Settings,
): { bucket: number; quantity: number }[] {
  const parts = Math.min(stockBuckets, Math.max(1, Math.floor(quantity / UNITS_PER_BUCKET)));
  return Array.from({ length: parts }, (_, part) => ({
    bucket: (hash(sku) + part) % stockBuckets,
    quantity: Math.floor(quantity / parts) + (part < quantity % parts ? 1 : 0),
  }));
}

/** Takes to make, in order. */
export type TakePlan = readonly { bucket: number; quantity: number }[];

/**
 * Which buckets to take `missing` units from: the whole from one bucket if any can, a preferred one
 * first; otherwise the rest of several, in the order of their numbers. `undefined` when all together
 * hold too few.
 */
export function planTake(
  buckets: readonly { bucket: number; available: number }[],
  missing: number,
  settings: Settings,
): TakePlan | undefined {
  const rank = (bucket: { bucket: number; available: number }) =>
    (isPreferred(bucket.bucket, settings) ? 2 ** 40 : 0) + bucket.available;
  const whole = buckets.filter((bucket) => bucket.available >= missing).sort((a, b) => rank(b) - rank(a))[0];
  if (whole) return [{ bucket: whole.bucket, quantity: missing }];
  const plan: { bucket: number; quantity: number }[] = [];
  let left = missing;
  for (const { bucket, available } of [...buckets].sort((a, b) => a.bucket - b.bucket)) {
    const quantity = Math.min(available, left);
    if (quantity > 0) plan.push({ bucket, quantity });
    left -= quantity;
  }
  return left === 0 ? plan : undefined;
}
