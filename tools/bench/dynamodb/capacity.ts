import { isDeepStrictEqual } from 'node:util';
import { itemBytes, type WireItem } from './item-size';
import { type TableSchema } from './table-schema';

const WRITE_UNIT_BYTES = 1_024;
const READ_UNIT_BYTES = 4_096;

/** Units of one write: of the table itself, and of its indexes together. */
export interface WriteUnits {
  readonly table: number;
  readonly indexes: number;
}

/** An item before and after a write; undefined where there is none. */
export interface Change {
  readonly before: WireItem | undefined;
  readonly after: WireItem | undefined;
}

/**
 * Units of a write by the developer guide, "DynamoDB read and write operations": a unit for each KB,
 * rounded up, of the larger of the item before and after, and one at least; in a transaction twice as many.
 * Indexes ("Provisioned throughput considerations for global secondary indexes") are written only where
 * what they show changes: one write to add, remove or change an entry, two when its key changes.
 */
export function writeUnits(change: Change, schema: TableSchema, transactional = false): WriteUnits {
  const { before, after } = change;
  const factor = transactional ? 2 : 1;
  const table = factor * unitsOf(Math.max(bytesOf(before), bytesOf(after)), WRITE_UNIT_BYTES);
  const indexes = schema.indexes
    .map(({ keys, attributes }) => {
      const entryOf = (item: WireItem | undefined) => entryIn(item, keys, attributes);
      return indexUnits(entryOf(before), entryOf(after), [...schema.keys, ...keys]);
    })
    .reduce((total, units) => total + units, 0);
  return { table, indexes };
}

/** A write whose condition does not hold costs what it would have cost, its indexes left out. */
export function refusedWriteUnits(change: Change): WriteUnits {
  return writeUnits(change, { keys: [], indexes: [] });
}

/** Units of reading one item: one for each 4 KB, half as many when eventually consistent; no item costs as a small one. */
export function readUnits(item: WireItem | undefined, consistent: boolean): number {
  return unitsOf(bytesOf(item), READ_UNIT_BYTES) * (consistent ? 1 : 0.5);
}

const bytesOf = (item: WireItem | undefined): number => (item === undefined ? 0 : itemBytes(item));

const unitsOf = (bytes: number, unit: number): number => Math.max(1, Math.ceil(bytes / unit));

/** What an index shows of an item: nothing unless the item has all of the index's key. */
function entryIn(
  item: WireItem | undefined,
  keys: readonly string[],
  attributes: 'all' | readonly string[],
): WireItem | undefined {
  if (item === undefined || !keys.every((name) => item[name] !== undefined)) return undefined;
  if (attributes === 'all') return item;
  return pick(item, attributes);
}

function pick(item: WireItem, names: readonly string[]): WireItem {
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}

function indexUnits(
  before: WireItem | undefined,
  after: WireItem | undefined,
  keys: readonly string[],
): number {
  if (isDeepStrictEqual(before, after)) return 0;
  if (before === undefined || after === undefined || sameKey(before, after, keys))
    return unitsOf(Math.max(bytesOf(before), bytesOf(after)), WRITE_UNIT_BYTES);
  return unitsOf(bytesOf(before), WRITE_UNIT_BYTES) + unitsOf(bytesOf(after), WRITE_UNIT_BYTES);
}

const sameKey = (before: WireItem, after: WireItem, keys: readonly string[]): boolean =>
  isDeepStrictEqual(pick(before, keys), pick(after, keys));
