import { closeSync, openSync, writeSync } from 'node:fs';
import { type AskPart, type AnswerPart, type Header, type LostPart } from './format';

/** A line of the file: what was asked, what came back, or both. */
export type Entry = AskPart | AnswerPart | LostPart | (AskPart & (AnswerPart | LostPart));

/** Appends to a history. */
export interface HistoryWriter {
  write(entry: Entry): void;
  /** Nothing is written afterwards; what is still under way stays without an answer. */
  close(): void;
}

/**
 * Begins a history, in place of a file that was there.
 *
 * A line is with the operating system before anything else happens, so that neither Ctrl-C nor a crash of the
 * recorder loses one. That costs some ten microseconds each.
 */
export function createHistory(path: string, header: Header): HistoryWriter {
  const file = openSync(path, 'w');
  let open = true;
  const append = (value: object) => void (open && writeSync(file, `${JSON.stringify(value)}\n`));
  append(header);
  return {
    write: append,
    close: () => {
      if (open) closeSync(file);
      open = false;
    },
  };
}
