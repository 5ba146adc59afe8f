import { readLines, type TextLine } from '../files';

/** Lines one after the other, with a way to give some back. */
export interface LineReader {
  /** The next line; undefined at the end. */
  take(): Promise<TextLine | undefined>;
  /** These lines come next, in this order. */
  putBack(lines: readonly TextLine[]): void;
  close(): Promise<void>;
}

/** Reads a file's lines as a stream. */
export function createLineReader(path: string): LineReader {
  const lines = readLines(path);
  let waiting: readonly TextLine[] = [];
  return {
    take: async () => {
      const [first, ...rest] = waiting;
      waiting = rest;
      if (first !== undefined) return first;
      const next = await lines.next();
      return next.done === true ? undefined : next.value;
    },
    putBack: (given) => {
      waiting = [...given, ...waiting];
    },
    close: async () => void (await lines.return()),
  };
}
