import { type StockDeps } from '../deps';
import { HoldfastError } from '../errors';
import { type BucketId } from './ledger';
import { settleBucket } from './settle';

/** Crowded buckets that one checkout settles; others that meet them do the rest. */
const BUCKETS_A_CHECKOUT = 8;

/** R5: settles buckets that a checkout found crowded. A kindness to the next one, so a failure is no matter: the order is
 * committed, and the scheduled scan meets the same buckets and says what is wrong with them. */
export async function tidy(deps: StockDeps, crowded: readonly BucketId[]): Promise<void> {
  if (crowded.length === 0) return;
  try {
    const buckets = await deps.stock.read(crowded.slice(0, BUCKETS_A_CHECKOUT));
    await Promise.all(buckets.map((bucket) => settleBucket(deps, bucket)));
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
  }
}
