import { isRecord } from '../assembly/template';
import { type Emulator } from './emulator';
import { keyOf, readItem, writeItem } from './items';
import { type AttributeMap } from './request';
import { type Table } from './table';

interface Index {
  readonly IndexName: string;
  readonly KeySchema: readonly { readonly AttributeName: string }[];
}

/**
 * Makes the indexes of a kept table agree with its items again. dynalite writes an item's index entries
 * first and the item after, each on its own: of 200 kills under load, 2 left entries missing or too many.
 * dynoxide writes both in one transaction and needs none of this.
 */
export async function repairIndexes(emulator: Emulator, table: Table): Promise<void> {
  for (const index of indexesOf(table)) await repairIndex(emulator, table, index);
}

async function repairIndex(emulator: Emulator, table: Table, { IndexName, KeySchema }: Index): Promise<void> {
  const place = (item: AttributeMap): string =>
    JSON.stringify([...KeySchema.map(({ AttributeName }) => item[AttributeName]), keyOf(table, item)]);
  const isIndexed = (item: AttributeMap): boolean =>
    KeySchema.every(({ AttributeName }) => item[AttributeName] !== undefined);
  const items = (await scan(emulator, { TableName: table.name })).filter(isIndexed);
  const entries = await scan(emulator, { TableName: table.name, IndexName });
  const wanted = new Set(items.map(place));
  const present = new Set(entries.map(place));
  for (const entry of entries) if (!wanted.has(place(entry))) await removeEntry(emulator, table, entry);
  for (const item of items) if (!present.has(place(item))) await addEntry(emulator, table, item);
}

/** Writing the item as it is makes its entries. */
const addEntry = (emulator: Emulator, table: Table, item: AttributeMap): Promise<void> =>
  writeItem(emulator, table, keyOf(table, item), item);

/** An entry goes when its item changes: the item takes the entry's values for a moment, then its own again. */
async function removeEntry(emulator: Emulator, table: Table, entry: AttributeMap): Promise<void> {
  const key = keyOf(table, entry);
  const item = await readItem(emulator, table, key);
  await writeItem(emulator, table, key, { ...item, ...entry });
  await writeItem(emulator, table, key, item);
}

async function scan(emulator: Emulator, input: object): Promise<AttributeMap[]> {
  const found: AttributeMap[] = [];
  let next: unknown;
  do {
    const page = await emulator.call('Scan', { ...input, ...(next ? { ExclusiveStartKey: next } : {}) });
    found.push(...(Array.isArray(page.Items) ? (page.Items as unknown[]).filter(isRecord) : []));
    next = page.LastEvaluatedKey;
  } while (next !== undefined);
  return found;
}

function indexesOf({ definition }: Table): readonly Index[] {
  const { GlobalSecondaryIndexes = [] } = definition as { GlobalSecondaryIndexes?: readonly Index[] };
  return GlobalSecondaryIndexes;
}
