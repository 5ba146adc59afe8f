import { type Answer } from './answers';

/** Bounds of a retry: how often, and how long between. */
export interface RetryPolicy {
  /** Calls in all, the first included. */
  readonly attempts: number;
  /** Upper bound of the first wait; it doubles with every attempt. */
  readonly baseMs: number;
  /** Upper bound of every wait that we choose. */
  readonly capMs: number;
  /** A Retry-After longer than this is not waited for: the answer stands. */
  readonly longestRetryAfterMs: number;
}

/** Eight attempts over half a minute at most, unless the shop itself asks for longer waits. */
export const DEFAULT_RETRY: RetryPolicy = {
  attempts: 8,
  baseMs: 200,
  capMs: 5_000,
  longestRetryAfterMs: 60_000,
};

/** What a retry needs from the world; tests pass fakes. */
export interface RetryPorts {
  readonly sleep: (ms: number) => Promise<void>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** The statuses after which the same request may succeed later (throttled, or a 5xx). */
const TRANSIENT = new Set([429, 500, 502, 503, 504]);

/** True when a repetition of the very same request may fare better. */
export function isTransient(answer: Answer<unknown>): boolean {
  if (answer.kind === 'unreachable') return true;
  return answer.kind === 'refused' && TRANSIENT.has(answer.status);
}

/**
 * Milliseconds before attempt number `attempt + 1`: full jitter under an exponential bound ("Exponential
 * Backoff And Jitter", AWS Architecture Blog), on top of Retry-After where the shop gave one. Null when
 * it asks for a longer wait than the policy allows.
 */
export function waitMs(
  answer: Answer<unknown>,
  attempt: number,
  policy: RetryPolicy,
  random: () => number,
): number | null {
  const asked = answer.kind === 'refused' ? (answer.retryAfterMs ?? 0) : 0;
  if (asked > policy.longestRetryAfterMs) return null;
  const bound = Math.min(policy.capMs, policy.baseMs * 2 ** (attempt - 1));
  return Math.round(asked + random() * bound);
}

/**
 * Repeats a call that is safe to repeat while its answer is transient.
 *
 * @param call gets the attempt's number, from 1, so that it can change the region
 * @param onRetry hears of every answer that is about to be retried
 * @returns the last answer
 */
export async function withRetry<T>(
  call: (attempt: number) => Promise<Answer<T>>,
  policy: RetryPolicy,
  ports: RetryPorts,
  onRetry: (answer: Answer<T>) => void = () => undefined,
): Promise<Answer<T>> {
  for (let attempt = 1; ; attempt++) {
    const answer = await call(attempt);
    if (!isTransient(answer) || attempt >= policy.attempts) return answer;
    const wait = waitMs(answer, attempt, policy, ports.random);
    if (wait === null) return answer;
    onRetry(answer);
    await ports.sleep(wait);
  }
}
