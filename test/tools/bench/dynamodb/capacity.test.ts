import { readUnits, refusedWriteUnits, writeUnits } from '../../../../tools/bench/dynamodb/capacity';
import { type WireItem } from '../../../../tools/bench/dynamodb/item-size';
import { type TableSchema, tableSchema } from '../../../../tools/bench/dynamodb/table-schema';

const PLAIN: TableSchema = { keys: ['pk'], indexes: [] };
const INDEXED: TableSchema = {
  keys: ['pk'],
  indexes: [{ keys: ['shard', 'due'], attributes: ['pk', 'shard', 'due'] }],
};

/** An item of exactly this size, besides the attributes given. */
const item = (bytes: number, more: WireItem = {}): WireItem => ({
  pk: { S: 'x'.repeat(bytes - 'pk'.length) },
  ...more,
});
const work = (due: number): WireItem => ({ shard: { S: 's' }, due: { N: String(due) } });

describe('a write', () => {
  it.each<[string, WireItem | undefined, WireItem | undefined, number]>([
    ['a new item of 1 KB', undefined, item(1_024), 1],
    ['a new item of a byte more', undefined, item(1_025), 2],
    ['a tiny item', undefined, item(10), 1],
    ['an item that shrinks, by what it was', item(2_500), item(10), 3],
    ['an item that grows, by what it is', item(10), item(2_500), 3],
    ['a removal, by what went', item(1_500), undefined, 2],
    ['nothing there and nothing done', undefined, undefined, 1],
  ])('costs for %s', (_, before, after, table) => {
    expect(writeUnits({ before, after }, PLAIN)).toEqual({ table, indexes: 0 });
  });

  it('costs twice as much in a transaction', () => {
    expect(writeUnits({ before: undefined, after: item(1_500) }, PLAIN, true)).toEqual({
      table: 4,
      indexes: 0,
    });
  });

  it.each<[string, WireItem | undefined, WireItem | undefined, number]>([
    ['an item that enters it', undefined, item(10, work(1)), 1],
    ['an item that never was in it', undefined, item(10, { shard: { S: 's' } }), 0],
    ['an item that leaves it', item(10, work(1)), item(10), 1],
    ['a new key, which is a removal and an addition', item(10, work(1)), item(10, work(2)), 2],
    ['a change that it does not show', item(10, work(1)), item(10, { ...work(1), y: { S: 'y' } }), 0],
    ['a removal of the item', item(10, work(1)), undefined, 1],
  ])('costs in an index for %s', (_, before, after, indexes) => {
    expect(writeUnits({ before, after }, INDEXED).indexes).toBe(indexes);
  });

  it('costs in an index of all attributes by the size of the whole item, once while its key stays', () => {
    const all: TableSchema = { keys: ['pk'], indexes: [{ keys: ['shard'], attributes: 'all' }] };
    const [before, after] = [item(1_500, work(1)), item(1_500, work(2))];

    expect(writeUnits({ before, after }, all)).toEqual({ table: 2, indexes: 2 });
  });

  it('costs when it is refused, too, but nothing in the indexes', () => {
    const there = item(2_000, work(1));

    expect(refusedWriteUnits({ before: there, after: there })).toEqual({ table: 2, indexes: 0 });
    expect(refusedWriteUnits({ before: undefined, after: undefined })).toEqual({ table: 1, indexes: 0 });
  });
});

describe('a read', () => {
  it.each([
    [4_096, true, 1],
    [4_097, true, 2],
    [4_097, false, 1],
    [10, false, 0.5],
  ])('of %d bytes, consistent: %p, costs %d', (bytes, consistent, expected) => {
    expect(readUnits(item(bytes), consistent)).toBe(expected);
  });

  it('of nothing costs as much as that of a small item', () => {
    expect([readUnits(undefined, true), readUnits(undefined, false)]).toEqual([1, 0.5]);
  });
});

it('reads keys and projections from the input of CreateTable', () => {
  const index = (name: string, Projection: object) => ({
    IndexName: name,
    KeySchema: [{ AttributeName: name, KeyType: 'HASH' }],
    Projection,
  });
  const definition = {
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      index('a', { ProjectionType: 'ALL' }),
      index('b', { ProjectionType: 'KEYS_ONLY' }),
      index('c', { ProjectionType: 'INCLUDE', NonKeyAttributes: ['d'] }),
    ],
  };

  expect(tableSchema(definition)).toEqual({
    keys: ['pk'],
    indexes: [
      { keys: ['a'], attributes: 'all' },
      { keys: ['b'], attributes: ['pk', 'b'] },
      { keys: ['c'], attributes: ['pk', 'c', 'd'] },
    ],
  });
  expect(tableSchema({ KeySchema: [{ AttributeName: 'pk' }] })).toEqual({ keys: ['pk'], indexes: [] });
});
