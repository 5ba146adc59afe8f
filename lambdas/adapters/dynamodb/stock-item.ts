import { CorruptRecord } from '../../domain/errors';
import { type Bucket, type BucketId, type JournalEntry } from '../../domain/stock/ledger';
import { type Item, ItemReader, map, number, text } from './item';
import { parseStockKey, stockKey, stockShardOf } from './keys';

/** A journal entry: {o: owner, q: quantity, t: time}. One letter each, because entries make hot items grow. */
export const encodeEntry = ({ owner, quantity, at }: JournalEntry) =>
  map({ o: text(owner), q: number(quantity), t: number(at) });

function decodeEntry(entry: Item, name: string): JournalEntry {
  const reader = new ItemReader(entry, name);
  return { owner: reader.text('o'), quantity: reader.number('q'), at: reader.number('t') };
}

/** The key of a bucket's item. */
export const bucketItemKey = (id: BucketId): Item => ({ pk: text(stockKey(id)) });

export const encodeBucket = ({ available, received, withdrawn, guard, journal, ...id }: Bucket): Item => ({
  ...bucketItemKey(id),
  stockShard: text(stockShardOf(id.sku)),
  available: number(available),
  received: number(received),
  withdrawn: number(withdrawn),
  guard: number(guard),
  journal: map(
    Object.fromEntries(Object.entries(journal).map(([opId, entry]) => [opId, encodeEntry(entry)])),
  ),
});

export function decodeBucket(item: Item): Bucket {
  const reader = new ItemReader(item);
  const key = reader.text('pk');
  const id = parseStockKey(key);
  if (id === undefined) throw new CorruptRecord(`"${key}" is not the key of a stock bucket.`);
  const entries = Object.entries(reader.map('journal'));
  return {
    ...id,
    available: reader.number('available'),
    received: reader.number('received'),
    withdrawn: reader.number('withdrawn'),
    guard: reader.number('guard'),
    journal: Object.fromEntries(
      entries.map(([opId, entry]) => [opId, decodeEntry(entry.M ?? {}, `${key}, entry ${opId}`)]),
    ),
  };
}

/** Whether the journal of a bucket's item holds this op id. */
export const hasEntry = (item: Item | undefined, opId: string): boolean =>
  item?.['journal']?.M?.[opId] !== undefined;

/** Entries in the journal of a bucket's item; -1 where the store did not return it. */
export const journalLengthOf = (item: Item | undefined): number => {
  const journal = item?.['journal']?.M;
  return journal === undefined ? -1 : Object.keys(journal).length;
};

/** Units available in a bucket's item; undefined where the store did not return it. */
export const unitsLeftIn = (item: Item | undefined): number | undefined => {
  const available = item?.['available']?.N;
  return available === undefined ? undefined : Number(available);
};
