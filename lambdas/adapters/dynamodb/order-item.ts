import { type Money } from '../../domain/money';
import {
  type Order,
  type OrderRecord,
  orderKey,
  type OrderStatus,
  type StopReason,
} from '../../domain/orders/order';
import { CorruptRecord } from '../../domain/errors';
import { type Item, ItemReader, number, text } from './item';
import { parseOrderKey, regionOfWorkShard, workShardOf } from './keys';
import { codeOfOwed, owedOfCode } from './owed-codes';

/** Status of a record that is no order (so far), see R2 in docs/stock-ledger.md. */
export const ABANDONED = 'ABANDONED';

/**
 * What no condition and no index needs, as one JSON attribute. Defaults are left out and lists are tuples:
 * with its key, its details, four changes of status and all that it may owe an order of a few lines stays
 * below 1 KB, that is at one write unit.
 */
interface Head {
  readonly total: readonly [amount: number, currency: string];
  readonly fingerprint: string;
  readonly token?: string | undefined;
  readonly intent?: string | undefined;
  readonly stop?: StopReason | undefined;
  readonly released?: true | undefined;
  readonly tries?: number | undefined;
  /** Codes of ./owed-codes.ts. */
  readonly owes?: readonly string[] | undefined;
  readonly fulfilled?: number | undefined;
  readonly buffered?: number | undefined;
  readonly coupon?: number | undefined;
  readonly placedAt: number;
  readonly region: string;
  readonly history: readonly (readonly [OrderStatus, number])[];
}

const headOf = (order: Order): Head => ({
  total: [order.total.amount, order.total.currency],
  fingerprint: order.fingerprint,
  token: order.paymentToken,
  intent: order.intentId,
  stop: order.stopReason,
  released: order.released ? true : undefined,
  tries: order.tries === 0 ? undefined : order.tries,
  owes: order.owes.length === 0 ? undefined : order.owes.map(codeOfOwed),
  placedAt: order.placedAt,
  fulfilled: order.fulfilledAt,
  buffered: order.bufferedAt,
  coupon: order.couponPercent,
  region: order.region,
  history: order.history.map(({ status, at }) => [status, at] as const),
});

/** The key of an order's item. */
export const orderItemKey = (orderId: string): Item => ({ pk: text(orderKey(orderId)) });

/** The attributes that put an order into the work index; none while it owes nothing. */
export const workAttributesOf = ({ id, work }: Order): Item =>
  work ? { workShard: text(workShardOf(work.region, id)), dueAt: number(work.dueAt) } : {};

/** The attributes that a change of state replaces, work attributes left out. */
export const stateAttributesOf = (order: Order) => ({
  status: text(order.status),
  version: number(order.version),
  head: text(JSON.stringify(headOf(order))),
});

/** An order's item without its details. */
export const encodeOrder = (order: Order): Item => ({
  ...orderItemKey(order.id),
  attempt: text(order.attempt),
  ...stateAttributesOf(order),
  ...workAttributesOf(order),
});

/** The attributes that `decodeRecord` needs: all but the details. */
export const RECORD_ATTRIBUTES = [
  'pk',
  'attempt',
  'status',
  'version',
  'head',
  'workShard',
  'dueAt',
  'fenced',
];

/** What stands under an order's key. */
export function decodeRecord(item: Item): OrderRecord {
  const reader = new ItemReader(item);
  if (reader.text('status') === ABANDONED) return { kind: 'abandoned', fenced: reader.textSet('fenced') };
  return { kind: 'order', order: decodeOrder(reader) };
}

function decodeOrder(reader: ItemReader): Order {
  const key = reader.text('pk');
  const id = parseOrderKey(key);
  if (id === undefined) throw new CorruptRecord(`"${key}" is not the key of an order.`);
  const { total, token, intent, stop, released, tries, owes, fulfilled, buffered, coupon, history, ...rest } =
    reader.json<Head>('head');
  return {
    id,
    attempt: reader.text('attempt'),
    version: reader.number('version'),
    status: reader.text('status') as OrderStatus,
    total: moneyOf(total),
    paymentToken: token,
    intentId: intent,
    stopReason: stop,
    released: released ?? false,
    tries: tries ?? 0,
    owes: (owes ?? []).map(owedOfCode),
    fulfilledAt: fulfilled,
    bufferedAt: buffered,
    couponPercent: coupon,
    history: history.map(([status, at]) => ({ status, at })),
    work: workOf(reader),
    ...rest,
  };
}

const moneyOf = ([amount, currency]: Head['total']): Money => ({ amount, currency });

function workOf(reader: ItemReader): Order['work'] {
  const shard = reader.optionalText('workShard');
  return shard === undefined
    ? undefined
    : { region: regionOfWorkShard(shard), dueAt: reader.number('dueAt') };
}
