import { detailsKey } from '../../lambdas/adapters/memory/memory-ledger';
import { couponOf, couponSku } from '../../lambdas/domain/coupons/coupon';
import { type Order, type OrderStatus } from '../../lambdas/domain/orders/order';
import { type Channel, type MessageTemplate } from '../../lambdas/domain/orders/owed';
import { hold } from './broken-promise';
import { type World } from './world';
import { FORGOTTEN, type Scenario } from './scenario';

const orderIn = ({ ledger }: World, orderId: string): Order | undefined => {
  const record = ledger.orders.get(orderId);
  return record?.kind === 'order' ? record.order : undefined;
};

const STOPPED: readonly OrderStatus[] = ['VOIDING', 'CANCELLED', 'REFUNDING', 'REFUNDED'];

/** What shoppers and operators were told of an order holds at every moment from then on. */
export function checkPromised(world: World, { cancellations, fulfilments }: Scenario): void {
  for (const { orderId, answer, isStranger } of cancellations) {
    const order = orderIn(world, orderId);
    if (isStranger)
      hold(answer.status === 404, `a stranger who wanted ${orderId} cancelled was told ${answer.status}`);
    else if (answer.status === 202)
      hold(
        order !== undefined && STOPPED.includes(order.status),
        `order ${orderId} was cancelled and is ${order?.status}`,
      );
    else if (answer.code === 'not_cancellable')
      hold(
        order?.fulfilledAt !== undefined,
        `order ${orderId} could not be cancelled and its goods are in the house`,
      );
  }
  for (const { orderId, outcome } of fulfilments)
    if (outcome.kind === 'fulfilled') checkFulfilled(world, orderId);
}

function checkFulfilled(world: World, orderId: string): void {
  const order = orderIn(world, orderId);
  const isSold = order?.status === 'CONFIRMED' && order.fulfilledAt !== undefined && !order.released;
  hold(isSold, `order ${orderId} was fulfilled and is ${order?.status}`);
  const charges = [...world.provider.intents.values()].filter(
    (intent) => intent.orderId === orderId && intent.state === 'succeeded',
  );
  hold(
    charges.length === 1 && charges.every(({ refunded }) => !refunded),
    `order ${orderId} was fulfilled and its charges are ${JSON.stringify(charges)}`,
  );
}

/** What a shopper has to be told of an order that has come to rest. */
function templateOf({ status, stopReason }: Order): MessageTemplate | undefined {
  switch (status) {
    case 'CONFIRMED':
      return 'order-confirmed';
    case 'CANCELLED':
      return stopReason === 'declined' ? 'payment-declined' : 'order-cancelled';
    case 'REFUNDED':
      return 'order-refunded';
    case 'OPEN':
    case 'VOIDING':
    case 'REFUNDING':
      return undefined;
  }
}

/** States of which each message tells. */
const TELLS: Record<MessageTemplate, OrderStatus> = {
  'order-recorded': 'OPEN',
  'order-confirmed': 'CONFIRMED',
  'order-cancelled': 'CANCELLED',
  'payment-declined': 'CANCELLED',
  'order-refunded': 'REFUNDED',
};

/**
 * Messages of an order that has come to rest: that of its final state came, on every channel that the
 * shopper gave; none of a state that it never had; and none twice, unless there was no way to exclude it.
 */
export function checkMessages(world: World, order: Order): void {
  const { id, attempt, status, history } = order;
  const sent = world.messages.sent.filter(({ orderId }) => orderId === id);
  const customer = world.ledger.details.get(detailsKey(id, attempt))?.customer;
  if (customer && 'erasedAt' in customer) {
    hold(sent.length > 0, `order ${id} was erased before its shopper was told of it`);
    return;
  }
  const phone = customer?.phone;
  const channels: Channel[] = phone === undefined ? ['email'] : ['email', 'sms'];
  const expected = templateOf(order);
  for (const channel of channels)
    hold(
      sent.some((message) => message.channel === channel && message.template === expected),
      `order ${id} is ${status} and its shopper got no ${channel} of it`,
    );
  const told = sent.map(({ channel, template }) => `${channel} ${template}`);
  for (const { template } of sent)
    hold(
      history.some((step) => step.status === TELLS[template]),
      `order ${id} was never ${TELLS[template]} and its shopper was sent ${template}`,
    );
  if (world.senders.isStrict(id))
    hold(new Set(told).size === told.length, `order ${id} told its shopper twice: ${told.join(', ')}`);
}

/** A coupon is one unit for each confirmed order that was put off, and an order with a discount has one. */
export function checkCoupons(world: World, order: Order): void {
  const { id, attempt, status } = order;
  const coupon = couponOf(order);
  const issued = coupon === undefined ? 0 : receivedOf(world, couponSku(coupon.code));
  const most = order.history.some((step) => step.status === 'CONFIRMED') ? 1 : 0;
  const least = coupon !== undefined && status === 'CONFIRMED' ? 1 : 0;
  hold(least <= issued && issued <= most, `order ${id} is ${status}, ${issued} units of its coupon came in`);
  const details = world.ledger.details.get(detailsKey(id, attempt));
  const used = details?.coupon && couponSku(details.coupon.code);
  const units = (details?.allocations ?? []).filter(({ sku }) => sku === used);
  hold(used === undefined || units.length === 1, `order ${id} has a discount and no coupon`);
}

const receivedOf = ({ ledger }: World, sku: string): number =>
  [...ledger.buckets.values()].reduce((sum, bucket) => sum + (bucket.sku === sku ? bucket.received : 0), 0);

/** Whoever asked to be forgotten when everything had come to rest is nowhere in the Ledger. */
export function checkErased({ ledger }: World): void {
  for (const [key, { customer }] of ledger.details)
    hold(customer.email !== FORGOTTEN.email, `personal data is left in ${key}`);
}
