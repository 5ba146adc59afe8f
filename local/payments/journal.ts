import { openLineJournal } from '../data/line-journal';
import { type Log } from '../types';
import { type SettledKey } from './idempotency';
import { type LedgerChange } from './ledger';

/** One thing to remember. */
export type JournalEntry =
  | { readonly of: 'ledger'; readonly change: LedgerChange }
  | { readonly of: 'key'; readonly settled: SettledKey }
  | { readonly of: 'forgotten_key'; readonly key: string };

/** What the provider remembers between runs. */
export interface PaymentJournal {
  /** Everything written so far, in order. */
  read(): readonly JournalEntry[];
  /** Writes all that one request did: a charge never without the key that it was made under. */
  append(entries: readonly JournalEntry[]): void;
  close(): void;
}

/** Forgets everything. */
export const NO_JOURNAL: PaymentJournal = {
  read: () => [],
  append: () => undefined,
  close: () => undefined,
};

/**
 * A journal in a file, a line for each request. It is written before the answer leaves, so that a charge
 * that the shop has seen is there after a restart.
 */
export function fileJournal(file: string, log: Log): PaymentJournal {
  const lines = openLineJournal<readonly JournalEntry[]>(file, log);
  return {
    read: () => lines.read().flat(),
    append: (entries) => lines.append(entries),
    close: () => lines.close(),
  };
}
