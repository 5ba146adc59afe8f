/** Base of everything that Holdfast throws. Expected outcomes are values; these are surprises. */
export abstract class HoldfastError extends Error {
  /** Stable name for logs, metrics and problem answers. */
  abstract readonly code: string;
  /** Whether the same call may succeed later without any change. */
  abstract readonly retryable: boolean;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** What is known about a write whose call failed. */
export type WriteOutcome = 'not_applied' | 'unknown';

/** A store, queue or bus did not do what it was asked: throttled, cut off, timed out. */
export class StoreUnavailable extends HoldfastError {
  readonly code = 'store_unavailable';
  readonly retryable = true;

  /** `outcome` is `not_applied` only where the service said so; a lost answer is `unknown`. */
  constructor(
    message: string,
    readonly outcome: WriteOutcome,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Stored data breaks a rule that Holdfast itself keeps: somebody else wrote it, or there is a bug. */
export class CorruptRecord extends HoldfastError {
  readonly code = 'corrupt_record';
  readonly retryable = false;
}
