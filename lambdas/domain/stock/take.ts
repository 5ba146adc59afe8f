import { type StockDeps } from '../deps';
import { type Allocation } from '../orders/order';
import { type Attempt } from './attempt';
import { LOW_STOCK_UNITS } from './availability';
import { bucketsOf, firstBucket, planTake } from './buckets';
import { type Bucket } from './ledger';

/** A SKU and how many units of it are wanted. */
export interface Want {
  readonly sku: string;
  readonly quantity: number;
}

/** How one pass over one line ended. What was taken stays in `held` either way. */
export type TakeResult =
  | { readonly kind: 'taken' }
  /** Too few; `seen` is what stood in the buckets just now. */
  | { readonly kind: 'short'; readonly seen: readonly Bucket[] }
  | { readonly kind: 'failed'; readonly error: unknown };

/** What an attempt has taken so far, the buckets whose journals have grown long, and SKUs with a bucket that runs dry. */
export interface Held {
  /** Requests made for each SKU, whatever came of them. */
  readonly tries: Map<string, number>;
  readonly allocations: Map<string, Allocation[]>;
  readonly crowded: Map<string, { sku: string; bucket: number }>;
  readonly thin: Set<string>;
}

/**
 * R5: whoever takes a journal past a multiple of this many entries settles it. One of several checkouts that
 * meet at a hot bucket does, not all of them: that made most of their writes to it fail.
 */
export const CROWDED_JOURNAL = 8;

const fillsUp = (journalLength: number): boolean => journalLength % CROWDED_JOURNAL === 0;

/** Passes over a contended line before it counts as short for now. Each one lost means that another took units. */
const MAX_ROUNDS = 24;

/** One reserve request (R1); remembers what it took. */
async function request(
  deps: StockDeps,
  attempt: Attempt,
  held: Held,
  take: { sku: string; bucket: number; quantity: number },
): Promise<boolean> {
  const opId = attempt.nextOpId();
  held.tries.set(take.sku, (held.tries.get(take.sku) ?? 0) + 1);
  const result = await deps.stock.reserve({ ...take, opId, owner: attempt.owner, at: deps.clock.now() });
  if (result.kind === 'insufficient') return false;
  const allocation = { opId, ...take, resent: result.resent };
  held.allocations.set(take.sku, [...(held.allocations.get(take.sku) ?? []), allocation]);
  if (fillsUp(result.journalLength)) held.crowded.set(`${take.sku}#${take.bucket}`, take);
  if (result.left !== undefined && result.left <= LOW_STOCK_UNITS) held.thin.add(take.sku);
  return true;
}

/** Units of a SKU that the attempt holds. */
export function heldOf(held: Held, sku: string): number {
  return (held.allocations.get(sku) ?? []).reduce((sum, { quantity }) => sum + quantity, 0);
}

async function take(deps: StockDeps, attempt: Attempt, held: Held, want: Want): Promise<TakeResult> {
  const { sku } = want;
  const missing = () => want.quantity - heldOf(held, sku);
  if (heldOf(held, sku) === 0) {
    const bucket = firstBucket(sku, deps.settings);
    if (await request(deps, attempt, held, { sku, bucket, quantity: want.quantity }))
      return { kind: 'taken' };
  }
  for (let round = 1; missing() > 0; round++) {
    const seen = await deps.stock.read(bucketsOf(sku, deps.settings));
    const plan = planTake(seen, missing(), deps.settings);
    if (!plan || round > MAX_ROUNDS) return { kind: 'short', seen };
    for (const step of plan) if (!(await request(deps, attempt, held, { sku, ...step }))) break;
  }
  return { kind: 'taken' };
}

/** Takes a line as far as it can be had now. Never throws: a failure is one of the results. */
export async function takeLine(
  deps: StockDeps,
  attempt: Attempt,
  held: Held,
  want: Want,
): Promise<TakeResult> {
  try {
    return await take(deps, attempt, held, want);
  } catch (error) {
    return { kind: 'failed', error };
  }
}

/** Looks whether a line could be had, and takes nothing: enough to tell a shopper every short line. */
export async function lookAtLine(deps: StockDeps, held: Held, want: Want): Promise<TakeResult> {
  try {
    const seen = await deps.stock.read(bucketsOf(want.sku, deps.settings));
    const left = seen.reduce((sum, { available }) => sum + available, heldOf(held, want.sku));
    return left >= want.quantity ? { kind: 'taken' } : { kind: 'short', seen };
  } catch (error) {
    return { kind: 'failed', error };
  }
}
