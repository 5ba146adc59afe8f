import { isRecord } from '../assembly/template';
import { type Emulator } from './emulator';
import { type AttributeMap } from './request';
import { type Table } from './table';

/** The primary key of an item, or of anything that has its attributes. */
export const keyOf = (table: Table, attributes: AttributeMap): AttributeMap =>
  Object.fromEntries(table.keys.map((name) => [name, attributes[name]]));

/** The item with a key as the emulator has it now; null when there is none. */
export async function readItem(
  emulator: Emulator,
  table: Table,
  key: AttributeMap,
): Promise<AttributeMap | null> {
  const input = { TableName: table.name, Key: key, ConsistentRead: true };
  const { Item } = await emulator.call('GetItem', input);
  return isRecord(Item) ? Item : null;
}

/** Replaces the item with a key, or deletes it when `item` is null. */
export async function writeItem(
  emulator: Emulator,
  table: Table,
  key: AttributeMap,
  item: AttributeMap | null,
): Promise<void> {
  if (item === null) await emulator.call('DeleteItem', { TableName: table.name, Key: key });
  else await emulator.call('PutItem', { TableName: table.name, Item: item });
}
