import { z } from 'zod';
import { type AttributeMap } from '../dynamodb/request';

/*
 * The two kinds of items of the Ledger that the page shows, as docs/architecture.md describes them. They are read
 * leniently: what a later version of the shop writes differently is left out or shown as it is, and the page goes on.
 */

/** An order's item, as far as the page shows it. Times in milliseconds since 1970. */
export interface OrderItem {
  readonly orderId: string;
  readonly status: string;
  readonly total: number | undefined;
  readonly currency: string | undefined;
  readonly placedAt: number | undefined;
  readonly region: string | undefined;
  readonly tries: number;
  /** Where it stands in the work index, while a step is owed. */
  readonly work: { readonly region: string; readonly dueAt: number } | undefined;
}

/** A bucket of a SKU's stock. */
export interface BucketItem {
  readonly sku: string;
  readonly bucket: string;
  readonly available: number;
  /** Units that went out to orders, held or sold. */
  readonly taken: number;
}

/** Attributes that {@link orderOf} and {@link bucketOf} need. */
export const SHOWN_ATTRIBUTES = [
  'pk',
  'status',
  'head',
  'workShard',
  'dueAt',
  'available',
  'received',
  'withdrawn',
];

/** Beginnings of the keys of orders and of stock. */
export const KEY_PREFIXES = { order: 'ORDER#', stock: 'STOCK#' } as const;

/** Stands under an order's key where a shopper's attempt was given up; it is no order. */
const NO_ORDER = 'ABANDONED';

const text = z.object({ S: z.string() }).transform(({ S }) => S);
const number = z.object({ N: z.coerce.number() }).transform(({ N }) => N);

const orderSchema = z.object({
  pk: text,
  status: text,
  head: text.optional(),
  workShard: text.optional(),
  dueAt: number.optional(),
});

const headSchema = z
  .looseObject({
    total: z.tuple([z.number(), z.string()]),
    placedAt: z.number(),
    region: z.string(),
    tries: z.number().default(0),
  })
  .partial();

const bucketSchema = z.object({ pk: text, available: number, received: number, withdrawn: number });

/** The order that an item holds; `undefined` where it holds none. */
export function orderOf(item: AttributeMap): OrderItem | undefined {
  const { data } = orderSchema.safeParse(item);
  if (!data?.pk.startsWith(KEY_PREFIXES.order) || data.status === NO_ORDER) return undefined;
  const head = headOf(data.head ?? '');
  return {
    orderId: data.pk.slice(KEY_PREFIXES.order.length),
    status: data.status,
    total: head.total?.[0],
    currency: head.total?.[1],
    placedAt: head.placedAt,
    region: head.region,
    tries: head.tries ?? 0,
    work: workOf(data.workShard, data.dueAt),
  };
}

/** The bucket that an item holds; `undefined` where it holds none. */
export function bucketOf(item: AttributeMap): BucketItem | undefined {
  const { data } = bucketSchema.safeParse(item);
  const [, sku, bucket] = /^STOCK#(.+)#([^#]+)$/.exec(data?.pk ?? '') ?? [];
  if (data === undefined || sku === undefined || bucket === undefined) return undefined;
  const taken = data.received - data.withdrawn - data.available;
  return { sku, bucket, available: data.available, taken };
}

/** A shard is named after its Region: `us-east-1#3`. */
const workOf = (shard: string | undefined, dueAt: number | undefined): OrderItem['work'] =>
  shard === undefined || dueAt === undefined ? undefined : { region: shard.replace(/#\d+$/, ''), dueAt };

function headOf(json: string): z.infer<typeof headSchema> {
  try {
    return headSchema.safeParse(JSON.parse(json)).data ?? {};
  } catch {
    return {};
  }
}
