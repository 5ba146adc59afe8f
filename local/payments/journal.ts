import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type SettledKey } from './idempotency';
import { type LedgerChange } from './ledger';

/** One line of the journal. */
export type JournalEntry =
  | { readonly of: 'ledger'; readonly change: LedgerChange }
  | { readonly of: 'key'; readonly settled: SettledKey };

/** What the provider remembers between runs. */
export interface PaymentJournal {
  /** Everything written so far, in order. */
  read(): readonly JournalEntry[];
  append(entry: JournalEntry): void;
}

/** Forgets everything. */
export const NO_JOURNAL: PaymentJournal = { read: () => [], append: () => undefined };

/** A line that a crash cut off in the middle was never answered to anyone, so it is left out. */
function parseLine(line: string): JournalEntry[] {
  try {
    return [JSON.parse(line) as JournalEntry];
  } catch {
    return [];
  }
}

/**
 * A journal of JSON lines in a file. It is written before the answer leaves, so that a charge that the shop
 * has seen is there after a restart. The line end comes first, so that nothing is joined to a line that was
 * cut off.
 */
export function fileJournal(file: string): PaymentJournal {
  mkdirSync(dirname(file), { recursive: true });
  return {
    read: () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').flatMap(parseLine) : []),
    append: (entry) => appendFileSync(file, `\n${JSON.stringify(entry)}`),
  };
}
