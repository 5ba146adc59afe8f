import { type Answer } from './answer';

/** Stripe may forget a key after 24 hours (https://docs.stripe.com/api/idempotent_requests). */
const KEPT_MS = 24 * 60 * 60 * 1_000;

interface Entry {
  readonly fingerprint: string;
  readonly since: number;
  /** Absent while the first request is under way. */
  readonly answer?: Answer;
}

/** A key whose answer is remembered, for the journal. */
export interface SettledKey {
  readonly key: string;
  readonly fingerprint: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly answer: Answer;
}

/** What a key means for the request that brings it. */
export type KeyLookup =
  | { readonly kind: 'new' }
  | { readonly kind: 'replay'; readonly answer: Answer }
  | { readonly kind: 'in_use' }
  | { readonly kind: 'other_parameters' };

/** Remembers the first answer to each Idempotency-Key, whatever it was, and gives it again. */
export class IdempotencyKeys {
  private readonly entries = new Map<string, Entry>();

  /** `journal` is told of every answer that is remembered, `forgotten` of every key that is not any more. */
  constructor(
    private readonly now: () => Date,
    private readonly journal: (settled: SettledKey) => void = () => undefined,
    private readonly forgotten: (key: string) => void = () => undefined,
  ) {}

  /** Claims a new key for a request; `fingerprint` stands for its endpoint and parameters. */
  claim(key: string, fingerprint: string): KeyLookup {
    const time = this.now().getTime();
    const entry = this.entries.get(key);
    if (entry === undefined || time - entry.since > KEPT_MS) {
      this.entries.set(key, { fingerprint, since: time });
      return { kind: 'new' };
    }
    if (entry.fingerprint !== fingerprint) return { kind: 'other_parameters' };
    return entry.answer === undefined ? { kind: 'in_use' } : { kind: 'replay', answer: entry.answer };
  }

  /** Keeps the answer to a claimed key, or frees the key when nothing was executed. */
  settle(key: string, answer: Answer): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    if (!answer.executed) {
      this.entries.delete(key);
      return;
    }
    this.entries.set(key, { ...entry, answer });
    this.journal({ key, ...entry, answer });
  }

  /** Forgets the keys with such an answer: the next request under one of them is a new one. */
  forget(isSuch: (answer: Answer) => boolean): void {
    for (const [key, { answer }] of this.entries) {
      if (answer === undefined || !isSuch(answer)) continue;
      this.entries.delete(key);
      this.forgotten(key);
    }
  }

  /** Remembers a key of an earlier run. */
  restore({ key, ...entry }: SettledKey): void {
    this.entries.set(key, entry);
  }

  /** Repeats that a key was forgotten in an earlier run. */
  restoreForgotten(key: string): void {
    this.entries.delete(key);
  }
}
