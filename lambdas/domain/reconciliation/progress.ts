import {
  type ConfirmedWithoutCharge,
  type CurrencyAmounts,
  isOpen,
  type PendingRefund,
  type Range,
  type ReconciliationReport,
  type Stray,
  type Suspect,
  type Unverified,
} from './report';
import { SeenIntents } from './seen-intents';

/** What is being done: the provider's list, then the Ledger, then what they disagree about. */
export type Phase = 'charges' | 'orders' | 'settling' | 'finished';

/** Where one segment of the Ledger's scan goes on. */
export interface SegmentPosition {
  readonly cursor?: string | undefined;
  readonly done: boolean;
}

/** Segments of the scan that are read side by side. */
const SEGMENTS = 4;

/** How far a comparison got, and what it found. A value that can be stored: whoever has it can go on. */
export interface Progress {
  readonly range: Range;
  readonly startedAt: number;
  /** Of the newest change of phase to `finished`. */
  readonly finishedAt?: number | undefined;
  readonly phase: Phase;
  /** Where the provider's list goes on. */
  readonly chargesCursor?: string | undefined;
  readonly segments: readonly SegmentPosition[];
  /** Intents charged and not refunded in the range or shortly before or after it; grows as pages are read. */
  readonly seen: SeenIntents;
  readonly charges: number;
  readonly notOurs: number;
  readonly orders: number;
  readonly amounts: Readonly<Record<string, CurrencyAmounts>>;
  /** Charges that wait for their refund, with the tries they have had. */
  readonly strays: readonly (Stray & { readonly tries: number })[];
  /** Orders about which the provider is to be asked again. */
  readonly suspects: readonly Suspect[];
  readonly refunded: readonly Stray[];
  readonly refundsPending: readonly PendingRefund[];
  readonly confirmedWithoutCharge: readonly ConfirmedWithoutCharge[];
  readonly unverified: readonly Unverified[];
}

/** A comparison that begins at `now`. */
export const begin = (range: Range, now: number): Progress => ({
  range,
  startedAt: now,
  phase: 'charges',
  segments: Array.from({ length: SEGMENTS }, () => ({ done: false })),
  seen: SeenIntents.none(),
  charges: 0,
  notOurs: 0,
  orders: 0,
  amounts: {},
  strays: [],
  suspects: [],
  refunded: [],
  refundsPending: [],
  confirmedWithoutCharge: [],
  unverified: [],
});

/** A finished comparison, made to try again what it left open; any other, and one that left nothing, as it is. */
export function reopened(progress: Progress): Progress {
  if (progress.phase !== 'finished' || !isOpen(progress)) return progress;
  return {
    ...progress,
    phase: 'settling',
    strays: progress.refundsPending.map(({ waitingFor: _, ...stray }) => stray),
    suspects: progress.unverified.map(({ waitingFor: _, ...suspect }) => suspect),
    refundsPending: [],
    unverified: [],
  };
}

/** Adds to the sums of one currency. */
export function plus(
  amounts: Progress['amounts'],
  currency: string,
  { charged = 0, refunded = 0 }: Partial<CurrencyAmounts>,
): Progress['amounts'] {
  const before = amounts[currency] ?? { charged: 0, refunded: 0 };
  return {
    ...amounts,
    [currency]: { charged: before.charged + charged, refunded: before.refunded + refunded },
  };
}

/** ISO 8601 of a time in ms since the epoch. */
export const iso = (ms: number): string => new Date(ms).toISOString();

/** What a finished comparison came to. */
export function reportOf(progress: Progress): ReconciliationReport {
  const { range, startedAt, finishedAt, charges, notOurs, orders, amounts } = progress;
  return {
    from: iso(range.from),
    to: iso(range.to),
    startedAt: iso(startedAt),
    finishedAt: iso(finishedAt ?? startedAt),
    charges,
    notOurs,
    orders,
    amounts,
    refunded: progress.refunded,
    refundsPending: progress.refundsPending,
    confirmedWithoutCharge: progress.confirmedWithoutCharge,
    unverified: progress.unverified,
  };
}

/** Raise it when what is stored changes its shape or meaning. */
const VERSION = 1;

interface StoredProgress extends Omit<Progress, 'seen'> {
  readonly version: number;
  readonly seen: string;
}

/** Progress as text, for storing it. */
export const encodeProgress = (progress: Progress): string =>
  JSON.stringify({ ...progress, version: VERSION, seen: progress.seen.toText() } satisfies StoredProgress);

/**
 * The progress that `encodeProgress` told; `undefined` for that of another version of Holdfast, and for what cannot be
 * read: the comparison begins anew, which refunds nothing twice, and would otherwise be stuck until it is deleted.
 */
export function decodeProgress(text: string): Progress | undefined {
  try {
    const { version, seen, ...rest } = JSON.parse(text) as StoredProgress;
    return version === VERSION ? { ...rest, seen: SeenIntents.of(seen) } : undefined;
  } catch {
    return undefined;
  }
}
