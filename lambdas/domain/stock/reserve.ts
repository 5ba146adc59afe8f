import { type StockDeps } from '../deps';
import { type Allocation } from '../orders/order';
import { type ShortLine } from '../orders/place-request';
import { mapBounded } from '../runtime';
import { type Attempt, attemptOf } from './attempt';
import { type Bucket } from './ledger';
import { settleBucket } from './settle';
import { type Held, heldOf, lookAtLine, type TakeResult, takeLine, type Want } from './take';
import { LINES_AT_ONCE, undoAll } from './undo';

/** How long an attempt waits for entries of others that could still give enough back (R1). */
const WAIT_FOR_OTHERS_MS = 2_000;
const WAIT_STEP_MS = { least: 10, most: 120 };

export type ReserveAllResult =
  | {
      readonly kind: 'reserved';
      readonly allocations: readonly Allocation[];
      /** Buckets whose journals have grown long enough to be settled. */
      readonly crowded: readonly { sku: string; bucket: number }[];
      /** SKUs of which a bucket is nearly empty now. */
      readonly thin: readonly string[];
      /** Requests that each line took, from 1, those of passes whose units went back again included. */
      readonly tries: readonly number[];
    }
  | { readonly kind: 'short'; readonly lines: readonly ShortLine[]; readonly mayReturn: boolean }
  /** Another attempt is placing the very same order: its outcome decides. */
  | { readonly kind: 'same_order' }
  /** The store failed. What was held is undone as far as it could be. */
  | { readonly kind: 'failed'; readonly error: unknown };

interface ShortState {
  readonly want: Want;
  readonly available: number;
  /** Units that undecided attempts of others could still give back. */
  readonly mayComeBack: number;
  /** Settling just changed the buckets: look again before saying anything. */
  readonly changed: boolean;
  readonly sameOrder: boolean;
  /** An attempt that goes first is undecided on this line. */
  readonly mustYield: boolean;
}

/** One pass over all lines. Once a line is short, the rest is only looked at. */
async function pass(deps: StockDeps, attempt: Attempt, held: Held, wants: readonly Want[]) {
  let taking = true;
  return mapBounded(wants, LINES_AT_ONCE, async (want): Promise<TakeResult> => {
    if (heldOf(held, want.sku) === want.quantity) return { kind: 'taken' };
    const result = taking ? await takeLine(deps, attempt, held, want) : await lookAtLine(deps, held, want);
    if (result.kind !== 'taken') taking = false;
    return result;
  });
}

/** Settles what a short line met, and tells what could still come back. */
async function examine(
  deps: StockDeps,
  attempt: Attempt,
  want: Want,
  seen: readonly Bucket[],
  held: Held,
): Promise<ShortState> {
  const results = await mapBounded(seen, 4, (bucket) => settleBucket(deps, bucket));
  const others = results
    .flatMap(({ undecided }) => undecided)
    .filter(({ opId }) => attemptOf(opId) !== attempt.id);
  return {
    want,
    available: seen.reduce((sum, { available }) => sum + available, heldOf(held, want.sku)),
    mayComeBack: others.reduce((sum, { quantity }) => sum + quantity, 0),
    changed: results.some(({ changed }) => changed),
    sameOrder: others.some(({ owner }) => owner === attempt.owner),
    mustYield: others.some(({ opId }) => attemptOf(opId) < attempt.id),
  };
}

type Examined =
  | { readonly kind: 'examined'; readonly states: readonly ShortState[] }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Examines every line that is short. Never throws: what is held then has to be undone first. */
async function examineAll(
  deps: StockDeps,
  attempt: Attempt,
  wants: readonly Want[],
  results: readonly TakeResult[],
  held: Held,
): Promise<Examined> {
  const states: ShortState[] = [];
  try {
    for (const [index, result] of results.entries())
      if (result.kind === 'short')
        states.push(await examine(deps, attempt, wants[index] as Want, result.seen, held));
    return { kind: 'examined', states };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

const isHopeless = ({ want, available, mayComeBack, changed }: ShortState): boolean =>
  !changed && available + mayComeBack < want.quantity;

function shortResult(states: readonly ShortState[]): ReserveAllResult {
  return {
    kind: 'short',
    lines: states.map(({ want, available }) => ({ sku: want.sku, requested: want.quantity, available })),
    mayReturn: !states.some(isHopeless),
  };
}

/**
 * R1 for a whole cart: takes every line or nothing. Sold out is said only when it is true: entries in
 * the way are settled first, and while undecided ones could still return enough, the attempt waits up
 * to two seconds. While it waits it gives back what it holds unless its id is the smallest of those
 * that wait, so that of two attempts that hold a part each, one gets the whole (wait-die, by id).
 */
export async function reserveAll(
  deps: StockDeps,
  attempt: Attempt,
  wants: readonly Want[],
): Promise<ReserveAllResult> {
  const held: Held = { allocations: new Map(), crowded: new Map(), thin: new Set(), tries: new Map() };
  const undo = async () => {
    const allocations = [...held.allocations.values()].flat();
    held.allocations.clear();
    await undoAll(deps, allocations);
  };
  const deadline = deps.clock.now() + WAIT_FOR_OTHERS_MS;
  for (;;) {
    const results = await pass(deps, attempt, held, wants);
    const failure = results.find((result) => result.kind === 'failed');
    if (failure) {
      await undo();
      return failure;
    }
    const examined = await examineAll(deps, attempt, wants, results, held);
    if (examined.kind === 'failed') {
      await undo();
      return examined;
    }
    if (wants.every(({ sku, quantity }) => heldOf(held, sku) === quantity))
      return {
        kind: 'reserved',
        allocations: [...held.allocations.values()].flat(),
        crowded: [...held.crowded.values()],
        thin: [...held.thin],
        tries: [...held.tries.values()],
      };
    const { states } = examined;
    const sameOrder = states.some((state) => state.sameOrder);
    if (sameOrder || states.some(isHopeless) || deps.clock.now() >= deadline) {
      await undo();
      return sameOrder ? { kind: 'same_order' } : shortResult(states);
    }
    if (states.some(({ mustYield }) => mustYield)) await undo();
    const { least, most } = WAIT_STEP_MS;
    await deps.clock.sleep(least + Math.floor(deps.random.next() * (most - least)));
  }
}
