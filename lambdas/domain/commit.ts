import { type HoldfastError, StoreUnavailable } from './errors';
import { type Clock } from './runtime';

/** What became of a commit (R2). */
export type CommitOutcome<Record> =
  | { readonly kind: 'committed' }
  /** Another attempt's record stands there, or one that fences this attempt: undo what it holds. */
  | { readonly kind: 'lost'; readonly record: Record }
  /** Nobody can tell now. Nothing may be undone; settling and the sweep will find out. */
  | { readonly kind: 'unknown'; readonly error: HoldfastError };

/** The three calls that a commit needs, for orders and for withdrawals alike. */
export interface CommitCalls<Record> {
  commit(): Promise<{ readonly kind: 'committed' } | { readonly kind: 'taken'; readonly record: Record }>;
  /** Fences this attempt unless a committed record stands there; returns what stands there. */
  fence(): Promise<Record>;
  isOurs(record: Record): boolean;
}

const FENCE_TRIES = 3;

/**
 * Commits, and finds out what happened when no answer came: the attempt fences itself, and only what
 * stands there then decides. (Undoing after a commit of unknown outcome oversells: the commit may land late.)
 */
export async function commitOnce<Record>(
  calls: CommitCalls<Record>,
  clock: Clock,
): Promise<CommitOutcome<Record>> {
  const judge = (record: Record): CommitOutcome<Record> =>
    calls.isOurs(record) ? { kind: 'committed' } : { kind: 'lost', record };
  try {
    const result = await calls.commit();
    return result.kind === 'committed' ? result : judge(result.record);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
  for (let tries = 1; ; tries++) {
    try {
      return judge(await calls.fence());
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      if (tries === FENCE_TRIES) return { kind: 'unknown', error };
      await clock.sleep(100 * tries);
    }
  }
}
