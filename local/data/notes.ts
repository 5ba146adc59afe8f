import { type DataDirectory } from './data-directory';

/** A small value under a name, for instance how far a first start got. */
export interface Note {
  /** Undefined when it has never been set. */
  get(): string | undefined;
  set(value: string): void;
}

/** A note in the data directory. */
export function keptNote({ database }: DataDirectory, name: string): Note {
  database.exec('CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL)');
  const select = database.prepare('SELECT value FROM notes WHERE name = ?');
  const replace = database.prepare('INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)');
  return {
    get: () => {
      const row = select.get(name);
      return row === undefined ? undefined : String(row.value);
    },
    set: (value) => void replace.run(name, value),
  };
}

/** A note that ends with this process. */
export function fleetingNote(): Note {
  let value: string | undefined;
  return { get: () => value, set: (next) => void (value = next) };
}
