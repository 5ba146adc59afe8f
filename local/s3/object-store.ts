import { type DatabaseSync } from 'node:sqlite';

/** What was put under a key. */
export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
  /** `Cache-Control` that goes with it, if any. */
  readonly cacheControl?: string | undefined;
  /** ISO 8601. */
  readonly at: string;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS objects (
    bucket TEXT NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL, type TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (bucket, key)) WITHOUT ROWID`;

/** Data directories of earlier versions lack it. */
const CACHE_COLUMN = 'ALTER TABLE objects ADD COLUMN cache TEXT';

/** The objects of all buckets in a database: an object is there before whoever put it is answered. */
export class ObjectStore {
  constructor(private readonly database: DatabaseSync) {
    database.exec(SCHEMA);
    const columns = database.prepare('PRAGMA table_info(objects)').all();
    if (!columns.some(({ name }) => name === 'cache')) database.exec(CACHE_COLUMN);
  }

  put(bucket: string, key: string, { body, contentType, cacheControl, at }: StoredObject): void {
    this.database
      .prepare(
        'INSERT OR REPLACE INTO objects (bucket, key, body, type, at, cache) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(bucket, key, body, contentType, at, cacheControl ?? null);
  }

  /** Undefined when there is none. */
  get(bucket: string, key: string): StoredObject | undefined {
    const select = 'SELECT body, type, at, cache FROM objects WHERE bucket = ? AND key = ?';
    const row = this.database.prepare(select).get(bucket, key);
    if (row === undefined) return undefined;
    return {
      body: Buffer.from(row['body'] as Uint8Array),
      contentType: String(row['type']),
      cacheControl: row['cache'] === null ? undefined : String(row['cache']),
      at: String(row['at']),
    };
  }

  keys(bucket: string): string[] {
    const rows = this.database.prepare('SELECT key FROM objects WHERE bucket = ? ORDER BY key').all(bucket);
    return rows.map(({ key }) => String(key));
  }

  delete(bucket: string, key: string): void {
    this.database.prepare('DELETE FROM objects WHERE bucket = ? AND key = ?').run(bucket, key);
  }
}
