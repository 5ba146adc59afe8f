import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DataDirectoryError } from './data-directory-error';
import { replaceFile } from './write-file';

/** A directory that keeps the shop between runs; this process alone uses it until it is closed or dies. */
export interface DataDirectory {
  /** Absolute. */
  readonly path: string;
  /** Small facts that are safe from the death of this process from the moment a statement returns. */
  readonly database: DatabaseSync;
  /** Path of a file in it. */
  file(name: string): string;
  close(): void;
}

/** Its lock is the directory's lock. Its presence also tells a data directory from any other. */
const DATABASE = 'holdfast.db';
/** Process id of the last one that used the directory. */
const OWNER = 'holdfast.pid';
/** A process that was just killed may take this long to let go. */
const LOCK_WAIT_MS = 1_000;
/** SQLite's result codes (https://www.sqlite.org/rescode.html). */
const SQLITE_BUSY = 5;
const SQLITE_DAMAGED = [11, 26];

/**
 * Opens the directory that `--data` names, making it if need be, and locks it. The lock is the operating
 * system's on a file, so it ends with this process however that ends.
 *
 * @throws DataDirectoryError
 */
export function openDataDirectory(path: string): DataDirectory {
  makeDirectory(path);
  refuseStrangers(path);
  const database = openDatabase(path);
  const file = (name: string): string => join(path, name);
  replaceFile(file(OWNER), `${process.pid}\n`);
  return { path, database, file, close: () => database.close() };
}

function makeDirectory(path: string): void {
  if (existsSync(path) && !statSync(path).isDirectory()) {
    throw new DataDirectoryError(
      `--data: ${path} is a file. Name a directory, or one that is still to be made.`,
    );
  }
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { message } = error as NodeJS.ErrnoException;
    throw new DataDirectoryError(
      `--data: ${path} cannot be used (${message}). Choose a directory that you may write to.`,
    );
  }
}

function refuseStrangers(path: string): void {
  const names = readdirSync(path);
  if (names.length === 0 || names.includes(DATABASE)) return;
  throw new DataDirectoryError(
    `--data: ${path} holds ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''} but no ${DATABASE}, ` +
      `so it is no data directory of the local cloud. Name an empty directory, or one that is still to be made.`,
  );
}

function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(join(path, DATABASE));
  try {
    // In WAL mode, NORMAL loses nothing when a process dies, and is not corrupted when the power fails.
    database.exec(
      `PRAGMA busy_timeout = ${LOCK_WAIT_MS}; PRAGMA locking_mode = EXCLUSIVE;
       PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE; COMMIT`,
    );
    return database;
  } catch (error) {
    database.close();
    throw explained(path, error);
  }
}

function explained(path: string, error: unknown): unknown {
  const { errcode: code = 0 } = error as { readonly errcode?: number };
  if (code === SQLITE_BUSY) {
    return new DataDirectoryError(
      `--data: ${path} is in use by another local cloud (process ${ownerOf(path)}). End that one, or name ` +
        `another directory: two clouds on the same data would sell the same stock twice.`,
    );
  }
  if (SQLITE_DAMAGED.includes(code)) {
    return new DataDirectoryError(
      `--data: ${join(path, DATABASE)} is damaged. Put back a copy of the whole directory, or name another one.`,
    );
  }
  return error;
}

function ownerOf(path: string): string {
  const owner = join(path, OWNER);
  return existsSync(owner) ? readFileSync(owner, 'utf8').trim() : 'unknown';
}
