import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { CorruptRecord } from '../../domain/errors';
import { type Order, type OrderDetails } from '../../domain/orders/order';
import { bytes, type Item, ItemReader, text } from './item';
import { linesKey } from './keys';
import { orderItemKey } from './order-item';
import { type Table } from './table';

/**
 * Details of up to 500 compressed bytes (about four lines) stand on the order's own item, which then stays
 * below 1 KB. Longer ones get an item of their own, so that a change of state costs one write unit
 * however long the cart is.
 */
const MAX_INLINE_BYTES = 500;

const linesItemKey = (orderId: string, attempt: string): Item => ({ pk: text(linesKey(orderId, attempt)) });

/**
 * Writes the details where they belong, before the commit makes them visible; returns the attributes to put
 * on the order itself. Details of an attempt that never commits stay behind: nothing refers to them.
 */
export async function storeDetails(table: Table, order: Order, details: OrderDetails): Promise<Item> {
  const compressed = compress(details);
  if (compressed.length <= MAX_INLINE_BYTES) return { details: bytes(compressed) };
  // A copy of the request that comes late must not bring back what was erased meanwhile.
  const condition = { expression: 'attribute_not_exists(pk)' };
  await table.put({ ...linesItemKey(order.id, order.attempt), details: bytes(compressed) }, condition);
  return {};
}

/** Details as they are stored. */
export const compress = (details: OrderDetails): Uint8Array => deflateRawSync(JSON.stringify(details));

/**
 * Reads them back. Only an erasure changes them, and replicas agree on that within moments: an eventually consistent
 * read that finds them is as good as a strong one.
 */
export async function loadDetails(table: Table, order: Order): Promise<OrderDetails> {
  const found = (await find(table, order, false)) ?? (await find(table, order, true));
  if (found === undefined)
    throw new CorruptRecord(`Order ${order.id} has no details of its attempt ${order.attempt}.`);
  return decode(found, order.id);
}

/** The details in an order's own item; undefined where they stand apart. */
export function inlineDetails(item: Item, order: Order): OrderDetails | undefined {
  const found = new ItemReader(item).optionalBytes('details');
  return found && decode(found, order.id);
}

/** Stored details of an order. Throws `CorruptRecord`, without the parser's error: it quotes what it cannot read. */
export function decode(found: Uint8Array, orderId: string): OrderDetails {
  try {
    return JSON.parse(inflateRawSync(found).toString('utf8')) as OrderDetails;
  } catch {
    throw new CorruptRecord(`The details of order ${orderId} cannot be read.`);
  }
}

async function find(table: Table, order: Order, consistent: boolean): Promise<Uint8Array | undefined> {
  const options = { consistent, only: ['attempt', 'details'] };
  const inline = await table.get(orderItemKey(order.id), options);
  const bytesInline = inline?.['attempt']?.S === order.attempt ? inline['details']?.B : undefined;
  if (bytesInline !== undefined) return bytesInline;
  const apart = await table.get(linesItemKey(order.id, order.attempt), options);
  return apart && new ItemReader(apart).optionalBytes('details');
}
