import { type AttributeMap } from '../../../local/dynamodb/request';

/** An order's item as the shop writes it. */
export const orderItem = (
  id: string,
  status: string,
  { placedAt = 1_000, dueAt }: { readonly placedAt?: number; readonly dueAt?: number } = {},
): AttributeMap => ({
  pk: { S: `ORDER#${id}` },
  status: { S: status },
  head: { S: JSON.stringify({ total: [1250, 'GBP'], placedAt, region: 'us-east-1', history: [] }) },
  ...(dueAt === undefined ? {} : { workShard: { S: 'us-west-2#3' }, dueAt: { N: String(dueAt) } }),
});

/** A bucket's item: of so many units received, these are available. */
export const bucketItem = (sku: string, bucket: number, available: number, received = 10): AttributeMap => ({
  pk: { S: `STOCK#${sku}#${bucket}` },
  available: { N: String(available) },
  received: { N: String(received) },
  withdrawn: { N: '0' },
});

/** The key of an item. */
export const keyOf = (item: AttributeMap): string => (item['pk'] as { readonly S: string }).S;
