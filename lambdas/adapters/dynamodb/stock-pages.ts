import { decodeCursor, encodeCursor } from '../cursor';
import { type Item, text } from './item';
import { allStockShards } from './keys';
import { type Table } from './table';

/** Keys of buckets in the order of index `stock`: shard by shard, by key within each. */
export interface ListedBuckets {
  readonly keys: Item[];
  /** Where to read on; absent after the last shard. */
  readonly cursor?: string | undefined;
}

interface Position {
  readonly shard: number;
  /** Key of the bucket listed last in this shard; empty at its start. */
  readonly after: string;
}

/** A cursor that is none of ours starts over: a scan that lost its place must not stop for ever. */
function positionOf(cursor: string | undefined): Position {
  const [shard = '', after = ''] = (cursor === undefined ? undefined : decodeCursor('stock', cursor)) ?? [];
  const index = allStockShards.indexOf(shard);
  return index < 0 ? { shard: 0, after: '' } : { shard: index, after };
}

/** Up to `limit` keys from the cursor on. */
export async function listBuckets(
  table: Table,
  cursor: string | undefined,
  limit: number,
): Promise<ListedBuckets> {
  let position = positionOf(cursor);
  const keys: Item[] = [];
  for (;;) {
    const shard = allStockShards[position.shard];
    if (shard === undefined) return { keys };
    if (keys.length >= limit) return { keys, cursor: encodeCursor('stock', shard, position.after) };
    const page = await queryShard(table, shard, position.after, limit - keys.length);
    keys.push(...page.keys);
    position =
      page.last === undefined
        ? { shard: position.shard + 1, after: '' }
        : { shard: position.shard, after: page.last };
  }
}

async function queryShard(table: Table, shard: string, after: string, limit: number) {
  const { items, last } = await table.query({
    IndexName: 'stock',
    KeyConditionExpression: 'stockShard = :shard',
    ExpressionAttributeValues: { ':shard': text(shard) },
    Limit: limit,
    ...(after === '' ? {} : { ExclusiveStartKey: { stockShard: text(shard), pk: text(after) } }),
  });
  const keys = items.map(({ pk }) => pk?.S).filter((pk) => pk !== undefined);
  return { keys: keys.map((pk) => ({ pk: text(pk) })), last: last?.['pk']?.S };
}
