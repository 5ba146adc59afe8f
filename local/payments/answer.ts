import { type StripeError } from './errors';

/** One HTTP answer of the simulator, before it is written. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /**
   * False when the request was turned away before anything ran (parameters, authentication): such an
   * answer is not remembered by an idempotency key.
   */
  readonly executed: boolean;
}

/** A successful answer. */
export function ok(body: unknown): Answer {
  return { status: 200, body, executed: true };
}

/** A refusal by an operation that ran. */
export function refused(refusal: StripeError): Answer {
  return { status: refusal.status, body: { error: refusal.error }, executed: true };
}

/** A refusal before anything ran. */
export function turnedAway(refusal: StripeError): Answer {
  return { ...refused(refusal), executed: false };
}
