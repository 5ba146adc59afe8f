import { type DatabaseSync } from 'node:sqlite';

/** What was put under a key. */
export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
  /** ISO 8601. */
  readonly at: string;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS objects (
    bucket TEXT NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL, type TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (bucket, key)) WITHOUT ROWID`;

/** The objects of all buckets in a database: an object is there before whoever put it is answered. */
export class ObjectStore {
  constructor(private readonly database: DatabaseSync) {
    database.exec(SCHEMA);
  }

  put(bucket: string, key: string, { body, contentType, at }: StoredObject): void {
    this.database
      .prepare('INSERT OR REPLACE INTO objects (bucket, key, body, type, at) VALUES (?, ?, ?, ?, ?)')
      .run(bucket, key, body, contentType, at);
  }

  /** Undefined when there is none. */
  get(bucket: string, key: string): StoredObject | undefined {
    const select = 'SELECT body, type, at FROM objects WHERE bucket = ? AND key = ?';
    const row = this.database.prepare(select).get(bucket, key);
    if (row === undefined) return undefined;
    return {
      body: Buffer.from(row['body'] as Uint8Array),
      contentType: String(row['type']),
      at: String(row['at']),
    };
  }
}
