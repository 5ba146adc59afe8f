import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode, errorMessage } from './errors';

/** One line of a text file, without its line end. */
export interface TextLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Bytes of the file up to and including this line, for progress. */
  readonly bytesRead: number;
}

/** Size in bytes of a readable file, or why there is none. */
export async function fileSize(
  path: string,
): Promise<{ kind: 'file'; bytes: number } | { kind: 'unreadable'; message: string }> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return { kind: 'unreadable', message: `${path} is not a file` };
    const handle = await open(path, 'r');
    await handle.close();
    return { kind: 'file', bytes: found.size };
  } catch (error) {
    return { kind: 'unreadable', message: `cannot read ${path}: ${readError(error)}` };
  }
}

function readError(error: unknown): string {
  const code = errorCode(error);
  if (code === 'ENOENT') return 'no such file';
  return code === 'EACCES' ? 'permission denied' : errorMessage(error);
}

/** SHA-256 of a file's content in hexadecimal, read as a stream. */
export async function contentHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/**
 * The lines of a UTF-8 file as a stream; ends at LF or CRLF only (node:readline would also end a line at
 * U+2028, which JSON strings may hold). A byte order mark is dropped, bytes that are not UTF-8 become
 * U+FFFD.
 */
export async function* readLines(path: string): AsyncGenerator<TextLine, void, undefined> {
  let rest = Buffer.alloc(0);
  let number = 0;
  let bytesRead = 0;
  const line = (bytes: Buffer, size: number): TextLine => {
    bytesRead += size;
    number += 1;
    return { number, text: decode(bytes, number === 1), bytesRead };
  };
  for await (const chunk of createReadStream(path)) {
    let buffer = Buffer.concat([rest, chunk as Buffer]);
    for (let end = buffer.indexOf(10); end >= 0; end = buffer.indexOf(10)) {
      yield line(buffer.subarray(0, end), end + 1);
      buffer = buffer.subarray(end + 1);
    }
    rest = buffer;
  }
  if (rest.length > 0) yield line(rest, rest.length);
}

function decode(bytes: Buffer, first: boolean): string {
  const text = bytes.toString('utf8').replace(/\r$/, '');
  return first ? text.replace(/^\uFEFF/, '') : text;
}

/**
 * Writes a file so that a reader, also after a crash, sees the old content or the new one: a temporary
 * file beside it is written, flushed to disk and renamed.
 */
export async function writeAtomically(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.tmp`;
  const handle = await open(temporary, 'w');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
}
