import { type BucketId } from '../../domain/stock/ledger';

/** Keys of the Ledger table: one partition key `pk`, no sort key. `#` cannot occur in a SKU. */
export const stockKey = ({ sku, bucket }: BucketId): string => `STOCK#${sku}#${bucket}`;
export const linesKey = (orderId: string, attempt: string): string => `LINES#${orderId}#${attempt}`;
export const receiptKey = (sku: string, receiptId: string): string => `RECEIPT#${sku}#${receiptId}`;

/** `undefined` when this is not the key of a bucket. */
export function parseStockKey(key: string): BucketId | undefined {
  const [, sku, bucket] = /^STOCK#([^#]+)#(\d+)$/.exec(key) ?? [];
  return sku !== undefined && bucket !== undefined ? { sku, bucket: Number(bucket) } : undefined;
}

/** `undefined` when this is not the key of a receipt. */
export function parseReceiptKey(key: string): { sku: string; receiptId: string } | undefined {
  const [, sku, receiptId] = /^RECEIPT#([^#]+)#(.+)$/s.exec(key) ?? [];
  return sku !== undefined && receiptId !== undefined ? { sku, receiptId } : undefined;
}

/** The order's id; `undefined` when this is not the key of an order. */
export const parseOrderKey = (key: string): string | undefined => /^ORDER#(.+)$/s.exec(key)?.[1];

/** `undefined` when this is not the key of details that stand apart. */
export function parseLinesKey(key: string): { orderId: string; attempt: string } | undefined {
  const [, orderId, attempt] = /^LINES#(.+)#([^#]+)$/s.exec(key) ?? [];
  return orderId !== undefined && attempt !== undefined ? { orderId, attempt } : undefined;
}

const STOCK_SHARDS = 16;
const WORK_SHARDS = 4;

/** FNV-1a, 32 bits (Fowler, Noll, Vo): spreads keys over the shards of an index. Stored, so never changed. */
function hash(key: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(key)) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
}

/** Partition of index `stock` that lists the buckets of this SKU. */
export const stockShardOf = (sku: string): string => `S#${hash(sku) % STOCK_SHARDS}`;
export const allStockShards: readonly string[] = Array.from({ length: STOCK_SHARDS }, (_, n) => `S#${n}`);

/** Partition of index `work` that lists this order while a step is owed: 4 for each Region, so up to 4,000 writes a second. */
export const workShardOf = (region: string, orderId: string): string =>
  `${region}#${hash(orderId) % WORK_SHARDS}`;
export const workShardsOf = (region: string): string[] =>
  Array.from({ length: WORK_SHARDS }, (_, n) => `${region}#${n}`);
/** The Region whose work index a shard belongs to. */
export const regionOfWorkShard = (shard: string): string => shard.slice(0, shard.lastIndexOf('#'));
