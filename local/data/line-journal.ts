import { appendFileSync, closeSync, ftruncateSync, openSync, readFileSync } from 'node:fs';
import { type Log } from '../types';
import { DataDirectoryError } from './data-directory-error';

/** What happened, entry after entry, kept in a file of JSON lines. */
export interface LineJournal<T> {
  /** Everything that earlier runs appended, in order. */
  read(): readonly T[];
  /** Writes one entry; it survives the death of this process from the moment this returns. */
  append(entry: T): void;
  close(): void;
}

const LINE_END = 0x0a;

/**
 * Opens a journal. An entry whose writing was interrupted was never acknowledged to anyone: it is cut off,
 * and the log told so. Reading throws DataDirectoryError for a complete line that is not JSON.
 */
export function openLineJournal<T>(file: string, log: Log): LineJournal<T> {
  const descriptor = openSync(file, 'a', 0o600);
  const size = cutOffHalfEntry(file, descriptor, log);
  return {
    read: () => parseLines(file),
    append: appender(descriptor, size),
    close: () => closeSync(descriptor),
  };
}

/** Size of the file when it is done. */
function cutOffHalfEntry(file: string, descriptor: number, log: Log): number {
  const bytes = readFileSync(file);
  const complete = bytes.lastIndexOf(LINE_END) + 1;
  if (complete === bytes.length) return complete;
  ftruncateSync(descriptor, complete);
  log(`${file} ended in the middle of an entry; nobody had been told of it, so it has been removed`, {
    bytes: bytes.length - complete,
  });
  return complete;
}

/** Each entry is written whole or not at all, also on a disk that is full. */
function appender(descriptor: number, start: number): (entry: unknown) => void {
  let size = start;
  return (entry) => {
    const line = Buffer.from(`${JSON.stringify(entry)}\n`);
    try {
      appendFileSync(descriptor, line);
      size += line.length;
    } catch (error) {
      ftruncateSync(descriptor, size);
      throw error;
    }
  };
}

function parseLines<T>(file: string): T[] {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line, index) => {
    try {
      return JSON.parse(line) as T;
    } catch {
      throw new DataDirectoryError(
        `${file}:${index + 1} is not JSON. No crash leaves a line like that: it was edited, or the disk is ` +
          `damaged. Correct the line, or remove it if you can do without its entry, and start again.`,
      );
    }
  });
}
