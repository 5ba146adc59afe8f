import { type Answer, mayHelpToRepeat } from '../api/call';
import { type Problem } from '../api/problem';
import { fieldsOf } from '../api/shape';
import { type PlacedOrder } from '../api/types';

/** An order on its way to the shop: written down before it is sent for the first time, so that a reload resumes it. */
export interface Attempt {
  /** The Idempotency-Key: one key, one order, one charge, however often it is sent. */
  readonly key: string;
  /** The JSON text of the OrderRequest, sent to the byte. */
  readonly body: string;
  /** When it was sent for the first and the last time, in milliseconds since the epoch. */
  readonly firstSentAt: number;
  readonly lastSentAt: number;
  /**
   * A body under this key whose sending had no answer, so that it may have become an order. While there is one, the
   * key stays even if the order is changed: whatever happens, it can name only one order.
   */
  readonly doubtful?: string | undefined;
  /** Refused, but the doubtful body before it may have become an order: kept for its key, no longer on its way. */
  readonly refused?: boolean | undefined;
}

/** The attempt that sends this body: the one before when it is the same order, otherwise under a key of its own. */
export function attemptFor(
  previous: Attempt | undefined,
  { body, newKey, now }: { body: string; newKey: string; now: number },
): Attempt {
  const sent = { firstSentAt: now, lastSentAt: now };
  if (previous?.body === body) return { ...previous, ...sent, refused: undefined };
  if (previous?.doubtful !== undefined)
    return { key: previous.key, doubtful: previous.doubtful, body, ...sent };
  return { key: newKey, body, ...sent };
}

/** What an answer to an attempt means for it. */
export type Verdict =
  | { readonly kind: 'placed'; readonly order: PlacedOrder }
  /** Ended without an order or a charge. The next one needs a new key. */
  | { readonly kind: 'declined'; readonly problem: Problem }
  /** Nothing was ordered; the key is free. */
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** The key has placed the order of the doubtful body: sending that one again shows it. */
  | { readonly kind: 'placed_before'; readonly body: string }
  /** Not known, or not now: send it again. */
  | { readonly kind: 'repeat'; readonly reason: Reason; readonly retryAfter: number | undefined };

/** Why an attempt is sent again. */
export type Reason = 'unreachable' | 'busy' | 'throttled' | 'queued';

/** Judges an answer by the contract of `POST /v1/orders`. */
export function judge(attempt: Attempt, answer: Answer<PlacedOrder>): Verdict {
  if (answer.kind === 'ok') return { kind: 'placed', order: answer.body };
  if (answer.kind === 'unreachable') return { kind: 'repeat', reason: 'unreachable', retryAfter: undefined };
  const { problem } = answer;
  if (mayHelpToRepeat(answer))
    return { kind: 'repeat', reason: reasonOf(problem), retryAfter: problem.retryAfter };
  if (problem.code === 'payment_declined') return { kind: 'declined', problem };
  const { doubtful, body } = attempt;
  const wasPlaced = problem.code === 'idempotency_key_reused' && doubtful !== undefined && doubtful !== body;
  return wasPlaced ? { kind: 'placed_before', body: doubtful } : { kind: 'refused', problem };
}

function reasonOf({ status, code }: Problem): Reason {
  if (code === 'queued') return 'queued';
  if (status === 429) return 'throttled';
  return code === 'busy' ? 'busy' : 'unreachable';
}

/** Whether the answer leaves open what became of the order. One that was throttled was never looked at. */
export const isDoubtful = ({ reason }: { reason: Reason }): boolean =>
  reason === 'unreachable' || reason === 'busy';

/** For about this long an attempt is repeated quickly; then the shop says that it is in maintenance, and goes on. */
export const QUICK_MS = 60_000;
const QUICK_FIRST_MS = 1_000;
const QUICK_LONGEST_MS = 8_000;
const SLOW_MS = 20_000;

/**
 * How long to wait before the next sending: doubling from 1 s to 8 s, then 20 s; half of it at random, so that shoppers
 * whom a lost Region cut off together do not come back together. Never less than Retry-After, and a random while more.
 */
export function pauseBefore(
  sendings: number,
  { elapsedMs, retryAfter, random }: { elapsedMs: number; retryAfter: number | undefined; random: number },
): number {
  const quick = Math.min(QUICK_FIRST_MS * 2 ** (sendings - 1), QUICK_LONGEST_MS);
  const base = elapsedMs < QUICK_MS ? quick : SLOW_MS;
  if (retryAfter !== undefined) return Math.max(retryAfter * 1_000, 0) + random * base;
  return base / 2 + (random * base) / 2;
}

/** A reload resumes an attempt by itself this long after its last sending; later the shopper is asked first. */
const RESUME_WITHIN_MS = 15 * 60_000;

/** Whether an attempt that was found in the browser goes on without asking. */
export const resumesByItself = ({ lastSentAt }: Attempt, now: number): boolean =>
  now - lastSentAt < RESUME_WITHIN_MS;

/** After this time nobody orders the same again by mistake, and a shopper's address need not lie in the browser. */
const KEPT_REFUSED_MS = 24 * 60 * 60_000;

/** Whether an attempt that was refused is of no use any more, not even for its key. */
export const isOfNoUse = ({ refused, doubtful, lastSentAt }: Attempt, now: number): boolean =>
  refused === true && (doubtful === undefined || now - lastSentAt >= KEPT_REFUSED_MS);

/** What was kept in the browser, if it is an attempt. */
export function attemptFrom(kept: unknown): Attempt | undefined {
  const { key, body, firstSentAt, lastSentAt } = fieldsOf(kept) ?? {};
  const isAttempt =
    typeof key === 'string' &&
    typeof body === 'string' &&
    typeof firstSentAt === 'number' &&
    typeof lastSentAt === 'number';
  return isAttempt ? (kept as Attempt) : undefined;
}
