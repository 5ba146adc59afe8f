import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { type AttributeMap } from './request';

/** An item of a table that exists in every region. */
export interface ReplicatedItem {
  readonly table: string;
  /** The primary key. */
  readonly key: AttributeMap;
}

/** A write that may not have reached all regions. */
export interface UnfinishedWrite extends ReplicatedItem {
  readonly id: number;
  readonly origin: string;
  /** The item as the write left it, null when deleted; undefined when nobody was told of the write yet. */
  readonly item: AttributeMap | null | undefined;
}

/** Remembers writes until every region has them. */
export interface ReplicationJournal {
  /** Notes that a write is about to be made; the result names it. */
  begin(origin: string, item: ReplicatedItem): number;
  /** The write is made and will reach other regions later; earlier writes to its item no longer matter. */
  defer(id: number, item: AttributeMap | null): void;
  /** The write was refused. */
  drop(id: number): void;
  /** Every region has the write; earlier writes to its item no longer matter. */
  finish(id: number): void;
  /** In the order in which they were begun. */
  unfinished(): UnfinishedWrite[];
}

/** Forgets everything: without kept tables there is nothing to catch up with. */
export const NO_REPLICATION_JOURNAL: ReplicationJournal = {
  begin: () => 0,
  defer: () => undefined,
  drop: () => undefined,
  finish: () => undefined,
  unfinished: () => [],
};

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS replication (
    id INTEGER PRIMARY KEY AUTOINCREMENT, origin TEXT NOT NULL, place TEXT NOT NULL, item TEXT);
  CREATE INDEX IF NOT EXISTS replication_place ON replication (place);`;

/** A journal in the data directory's database. */
export class KeptReplicationJournal implements ReplicationJournal {
  private readonly statements: Readonly<
    Record<'begin' | 'defer' | 'supersede' | 'drop' | 'all', StatementSync>
  >;

  constructor(database: DatabaseSync) {
    database.exec(SCHEMA);
    this.statements = {
      begin: database.prepare('INSERT INTO replication (origin, place) VALUES (?, ?)'),
      defer: database.prepare('UPDATE replication SET item = ? WHERE id = ?'),
      supersede: database.prepare(
        'DELETE FROM replication WHERE id < ?1 AND place = (SELECT place FROM replication WHERE id = ?1)',
      ),
      drop: database.prepare('DELETE FROM replication WHERE id = ?'),
      all: database.prepare('SELECT id, origin, place, item FROM replication ORDER BY id'),
    };
  }

  begin(origin: string, { table, key }: ReplicatedItem): number {
    return Number(this.statements.begin.run(origin, JSON.stringify([table, key])).lastInsertRowid);
  }

  defer(id: number, item: AttributeMap | null): void {
    this.statements.defer.run(JSON.stringify(item), id);
    this.statements.supersede.run(id);
  }

  drop(id: number): void {
    this.statements.drop.run(id);
  }

  finish(id: number): void {
    this.statements.supersede.run(id);
    this.statements.drop.run(id);
  }

  unfinished(): UnfinishedWrite[] {
    return this.statements.all.all().map(({ id, origin, place, item }) => {
      const [table, key] = JSON.parse(String(place)) as [string, AttributeMap];
      return {
        id: Number(id),
        origin: String(origin),
        table,
        key,
        item: item === null ? undefined : (JSON.parse(String(item)) as AttributeMap | null),
      };
    });
  }
}
