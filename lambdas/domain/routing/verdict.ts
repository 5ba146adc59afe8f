/** What one look at the other Region showed, and whether this Region was fit to judge it. */
export type Look =
  /** It takes orders; `weight` is the share that its operators want it to get. */
  | { readonly kind: 'good'; readonly weight: number }
  /** It answered that it takes none, or something else, or nothing in time. `evacuated`: its operators took it out. */
  | { readonly kind: 'failed'; readonly why: string; readonly evacuated?: true }
  /** Somebody before it turned the call away: the Region may be well, and neither is shown. */
  | { readonly kind: 'unclear'; readonly why: string }
  /** This Region is unwell itself: whatever it saw may be its own fault. */
  | { readonly kind: 'blind' };

/** Looks of one kind in a row. */
export interface Streak {
  readonly kind: Look['kind'];
  readonly length: number;
  /** When the last of them ended, in milliseconds since the epoch. */
  readonly at: number;
}

/** What a streak says about the other Region. */
export type Verdict = 'in' | 'out' | 'undecided';

/** Failed looks in a row after which a Region is out: one or two may be a lost packet, or one broken environment. */
export const FAILURES_OUT = 3;

/** Good looks in a row after which it is in again, about ten seconds apart from first to last. */
export const GOOD_LOOKS_IN = 3;

/** Looks closer together see the same moment and count once: two runs at a time, or runs that are sent all at once. */
export const LOOKS_APART_MS = 500;

/** Looks further apart are not in a row: the probe was killed, or a run never came. Two regular looks and a bit. */
export const STREAK_GAP_MS = 15_000;

/**
 * The streak after one more look, at `at`. One that is unclear neither counts nor interrupts: a Region that is lost while
 * it turns calls away is found by those that it does not.
 */
export function streakAfter(streak: Streak | undefined, { kind }: Look, at: number): Streak {
  if (streak === undefined || at - streak.at > STREAK_GAP_MS) return { kind, at, length: 1 };
  if (kind === 'unclear' && streak.kind !== 'unclear') return streak;
  if (streak.kind !== kind) return { kind, at, length: 1 };
  return at - streak.at < LOOKS_APART_MS ? streak : { kind, at, length: streak.length + 1 };
}

/** Judges the other Region. A Region that is unwell itself never decides anything. */
export function verdictOf({ kind, length }: Streak): Verdict {
  if (kind === 'failed' && length >= FAILURES_OUT) return 'out';
  if (kind === 'good' && length >= GOOD_LOOKS_IN) return 'in';
  return 'undecided';
}
