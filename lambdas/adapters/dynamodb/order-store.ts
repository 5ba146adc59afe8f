import { CorruptRecord } from '../../domain/errors';
import {
  type CommitResult,
  type Order,
  type OrderDetails,
  type OrderRecord,
  type OrderStore,
  type UpdateResult,
} from '../../domain/orders/order';
import { getMany } from './batches';
import { type Item, number, text, textSet } from './item';
import { parseOrderKey, workShardsOf } from './keys';
import { inlineDetails, loadDetails, storeDetails } from './order-details';
import {
  ABANDONED,
  decodeRecord,
  encodeOrder,
  orderItemKey,
  RECORD_ATTRIBUTES,
  stateAttributesOf,
  workAttributesOf,
} from './order-item';
import { type Table } from './table';

/** `OrderStore` on the Ledger table. */
export class DynamoDbOrderStore implements OrderStore {
  constructor(private readonly table: Table) {}

  async read(orderId: string): Promise<OrderRecord | undefined> {
    const item = await this.table.get(orderItemKey(orderId), { only: RECORD_ATTRIBUTES });
    return item && decodeRecord(item);
  }

  async readMany(orderIds: readonly string[]): Promise<ReadonlyMap<string, OrderRecord>> {
    const keys = [...new Set(orderIds)].map(orderItemKey);
    const items = await getMany(this.table, keys, true);
    return new Map(items.map((item) => [parseOrderKey(item['pk']?.S ?? '') ?? '', withDetails(item)]));
  }

  async details(order: Order): Promise<OrderDetails> {
    return loadDetails(this.table, order);
  }

  async commit(order: Order, details: OrderDetails): Promise<CommitResult> {
    const inline = await storeDetails(this.table, order, details);
    const result = await this.table.put(
      { ...encodeOrder(order), ...inline },
      {
        expression: 'attribute_not_exists(pk) OR (#status = :abandoned AND NOT contains(fenced, :attempt))',
        names: { '#status': 'status' },
        values: { ':abandoned': text(ABANDONED), ':attempt': text(order.attempt) },
      },
    );
    if (result.kind === 'written') return { kind: 'committed' };
    const record = decodeRecord(this.expectOld(result.old, order.id));
    // A copy of this very request came first, and its answer went missing.
    const own = record.kind === 'order' && record.order.attempt === order.attempt;
    return own ? { kind: 'committed' } : { kind: 'taken', record };
  }

  async fence(orderId: string, attempt: string): Promise<OrderRecord> {
    const result = await this.table.update({
      key: orderItemKey(orderId),
      expression: 'SET #status = :abandoned ADD fenced :attempts',
      condition: 'attribute_not_exists(pk) OR #status = :abandoned',
      names: { '#status': 'status' },
      values: { ':abandoned': text(ABANDONED), ':attempts': textSet([attempt]) },
    });
    return decodeRecord(this.expectOld(result.kind === 'written' ? result.item : result.old, orderId));
  }

  async update(next: Order): Promise<UpdateResult> {
    const state = stateAttributesOf(next);
    const work = workAttributesOf(next);
    const result = await this.table.update({
      key: orderItemKey(next.id),
      expression:
        'SET #status = :status, version = :version, head = :head' +
        (next.work ? ', workShard = :workShard, dueAt = :dueAt' : ' REMOVE workShard, dueAt'),
      condition: 'version = :before',
      names: { '#status': 'status' },
      values: { ...asValues({ ...state, ...work }), ':before': number(next.version - 1) },
    });
    if (result.kind === 'written') return { kind: 'updated' };
    const record = decodeRecord(this.expectOld(result.old, next.id));
    if (record.kind !== 'order')
      throw new CorruptRecord(`Order ${next.id} is to be updated and was never committed.`);
    return result.resent && isSame(record.order, next)
      ? { kind: 'updated' }
      : { kind: 'changed', order: record.order };
  }

  async due(region: string, before: number, limit: number): Promise<string[]> {
    const pages = await Promise.all(workShardsOf(region).map((shard) => this.dueIn(shard, before, limit)));
    return pages
      .flat()
      .sort((a, b) => a.dueAt - b.dueAt)
      .slice(0, limit)
      .map(({ orderId }) => orderId);
  }

  private async dueIn(shard: string, before: number, limit: number) {
    const { items } = await this.table.query({
      IndexName: 'work',
      KeyConditionExpression: 'workShard = :shard AND dueAt <= :before',
      ExpressionAttributeValues: { ':shard': text(shard), ':before': number(before) },
      Limit: limit,
    });
    return items.map((item) => ({
      orderId: parseOrderKey(item['pk']?.S ?? '') ?? '',
      dueAt: Number(item['dueAt']?.N),
    }));
  }

  private expectOld(item: Item | undefined, orderId: string): Item {
    if (item) return item;
    throw new CorruptRecord(`DynamoDB refused a write to order ${orderId} and shows no item there.`);
  }
}

/**
 * What stands in a whole item, its details included where they are inline. Damaged ones are left out: they fail
 * whoever needs them, and not the reading of all other orders.
 */
function withDetails(item: Item): OrderRecord {
  const record = decodeRecord(item);
  if (record.kind !== 'order') return record;
  try {
    return { ...record, details: inlineDetails(item, record.order) };
  } catch (error) {
    if (error instanceof CorruptRecord) return record;
    throw error;
  }
}

const asValues = (attributes: Item): Item =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value]));

/** Whether the order already stands as it should: a lost copy of the same update was applied. */
const isSame = (stored: Order, next: Order): boolean =>
  JSON.stringify(encodeOrder(stored)) === JSON.stringify(encodeOrder(next));
