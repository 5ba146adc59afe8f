import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { type CartHead, type CartLine, type CartStore, type StoredCart } from '../../domain/carts/cart';
import { mapBounded } from '../../domain/runtime';
import { type Item, ItemReader, number, text } from './item';
import { type Table } from './table';

/** Sort keys of a cart's items; each item is far below 1 KB, that is one write unit. */
const HEAD = 'CART';
const LINE_PREFIX = 'ITEM#';

/** Renewals in flight: enough to renew the largest cart within a second or two. */
const LANES = 32;

const partition = (cartId: string) => text(`CART#${cartId}`);
const headKey = (cartId: string): Item => ({ pk: partition(cartId), sk: text(HEAD) });
const lineKey = (cartId: string, sku: string): Item => ({
  pk: partition(cartId),
  sk: text(`${LINE_PREFIX}${sku}`),
});

/** DynamoDB's time to live takes seconds since the epoch. */
const expiry = (time: number) => number(Math.ceil(time / 1_000));
const timeOf = (reader: ItemReader): number => reader.number('expiresAt') * 1_000;

function decodeHead(item: Item): CartHead {
  const reader = new ItemReader(item);
  return { since: reader.number('since'), expiresAt: timeOf(reader) };
}

function decodeLine(item: Item): CartLine {
  const reader = new ItemReader(item);
  const sku = reader.text('sk').slice(LINE_PREFIX.length);
  return { sku, quantity: reader.number('quantity'), keptUntil: timeOf(reader) };
}

const isHead = (item: Item): boolean => item['sk']?.S === HEAD;

/** `CartStore` on the Shop table: a cart is a partition, its head and each line are items. */
export class DynamoDbCartStore implements CartStore {
  constructor(private readonly table: Table) {}

  async read(cartId: string): Promise<StoredCart> {
    const items = await this.items(cartId);
    const head = items.find(isHead);
    return {
      head: head && decodeHead(head),
      lines: items.filter((item) => !isHead(item)).map(decodeLine),
    };
  }

  async putHead(cartId: string, { since, expiresAt }: CartHead): Promise<void> {
    await this.table.put({ ...headKey(cartId), since: number(since), expiresAt: expiry(expiresAt) });
  }

  async putLine(cartId: string, { sku, quantity, keptUntil }: CartLine): Promise<void> {
    const item = { ...lineKey(cartId, sku), quantity: number(quantity), expiresAt: expiry(keptUntil) };
    await this.table.put(item);
  }

  async removeLine(cartId: string, sku: string): Promise<void> {
    const command = new DeleteItemCommand({ TableName: this.table.name, Key: lineKey(cartId, sku) });
    await this.table.call(`DeleteItem on ${this.table.name}`, command);
  }

  async keepLines(cartId: string, skus: readonly string[], keptUntil: number): Promise<void> {
    await mapBounded(skus, LANES, (sku) =>
      this.table.update({
        key: lineKey(cartId, sku),
        expression: 'SET expiresAt = :until',
        condition: 'attribute_exists(pk)',
        values: { ':until': expiry(keptUntil) },
      }),
    );
  }

  /** Strongly consistent within the Region: who has just put a line must see it. */
  private async items(cartId: string): Promise<Item[]> {
    const items: Item[] = [];
    let start: Item | undefined;
    do {
      const page = await this.table.query({
        KeyConditionExpression: 'pk = :cart',
        ExpressionAttributeValues: { ':cart': partition(cartId) },
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      });
      items.push(...page.items);
      start = page.last;
    } while (start !== undefined);
    return items;
  }
}
