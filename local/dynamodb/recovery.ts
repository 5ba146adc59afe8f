import { type Emulator } from './emulator';
import { readItem, writeItem } from './items';
import { type ReplicationJournal, type UnfinishedWrite } from './replication-journal';
import { type AttributeMap } from './request';
import { type Table } from './table';

export interface RecoveryOptions {
  /** By region, for the tables that every region has its own copy of. */
  readonly emulators: ReadonlyMap<string, Emulator>;
  readonly tables: ReadonlyMap<string, Table>;
  readonly journal: ReplicationJournal;
}

/**
 * Gives every region the items whose replication was interrupted by a kill.
 *
 * @returns how many items that were
 */
export async function recoverReplicas(options: RecoveryOptions): Promise<number> {
  const items = new Map<string, UnfinishedWrite[]>();
  for (const write of options.journal.unfinished()) {
    const place = JSON.stringify([write.table, write.key]);
    items.set(place, [...(items.get(place) ?? []), write]);
  }
  for (const writes of items.values()) await recover(writes, options);
  return items.size;
}

/** Brings one item in line in all regions; done again from the start when it is interrupted itself. */
async function recover(writes: readonly UnfinishedWrite[], options: RecoveryOptions): Promise<void> {
  const [last] = writes.slice(-1);
  const table = options.tables.get(last?.table ?? '');
  if (last === undefined || table === undefined) return;
  const item = await winner(writes, last, table, options);
  for (const region of table.regions) {
    const emulator = options.emulators.get(region);
    if (emulator !== undefined) await writeItem(emulator, table, last.key, item);
  }
  options.journal.finish(last.id);
}

/**
 * The last writer wins, of those who had their answer. If none had, one was killed while it wrote: then what
 * is in its region counts, with the write or without it.
 */
async function winner(
  writes: readonly UnfinishedWrite[],
  last: UnfinishedWrite,
  table: Table,
  { emulators }: RecoveryOptions,
): Promise<AttributeMap | null> {
  const acknowledged = writes.findLast(({ item }) => item !== undefined);
  if (acknowledged?.item !== undefined) return acknowledged.item;
  const origin = emulators.get(last.origin);
  if (origin === undefined) throw new Error(`there is no DynamoDB emulator for ${last.origin}`);
  return readItem(origin, table, last.key);
}
