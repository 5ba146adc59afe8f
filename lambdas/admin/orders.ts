import { type StockDeps } from '../domain/deps';
import { fulfilOrder } from '../domain/orders/fulfil';
import { ORDER_ID_PATTERN } from '../domain/orders/identity';
import { type Order } from '../domain/orders/order';
import { type Answer, json } from '../shared/http/answer';
import { refuseInput } from '../shared/http/body';
import { type HttpCall } from '../shared/http/call';
import { problem } from '../shared/http/problem';
import { validOrRefuse } from '../shared/http/validation';
import { owedOrdersQuery } from '../shared/schemas/queries';
import { type Telemetry } from '../shared/telemetry/telemetry';

/** What the routes of orders need. */
export interface OrderRoutes {
  readonly stock: Pick<StockDeps, 'orders' | 'settings' | 'clock'>;
  readonly telemetry: Pick<Telemetry, 'isAbout'>;
}

/** GET /v1/admin/orders?owed=true: orders of all Regions that owe a step and are due, oldest first. */
export async function listOwedOrders({ stock }: OrderRoutes, call: HttpCall): Promise<Answer> {
  const { orders, settings, clock } = stock;
  const query = validOrRefuse(owedOrdersQuery, call.query, 'query');
  const { limit, dueBefore = clock.now() } = query;
  const lists = await Promise.all(settings.regions.map((region) => orders.due(region, dueBefore, limit)));
  const records = await orders.readMany([...new Set(lists.flat())]);
  const owed = [...records.values()]
    .flatMap((record) => (record.kind === 'order' ? [record.order] : []))
    .filter(({ work }) => work !== undefined && work.dueAt <= dueBefore)
    .sort((a, b) => (a.work?.dueAt ?? 0) - (b.work?.dueAt ?? 0));
  return json(200, { items: owed.slice(0, limit).map(headOf) });
}

/** GET /v1/admin/orders/{orderId}: everything of an order, save what only the provider needs. */
export async function showOrder({ stock, telemetry }: OrderRoutes, call: HttpCall): Promise<Answer> {
  const orderId = call.path('orderId');
  if (!ORDER_ID_PATTERN.test(orderId)) return problem('order_not_found');
  telemetry.isAbout(orderId);
  const record = await stock.orders.read(orderId);
  if (record?.kind !== 'order') return problem('order_not_found');
  const { order } = record;
  const { lines, allocations, customer, delivery, coupon } = await stock.orders.details(order);
  const { intentId, stopReason, released, attempt, version } = order;
  return json(200, {
    ...headOf(order),
    attempt,
    version,
    released,
    intentId,
    stopReason,
    lines: lines.map(({ sku, name, quantity, price }) => ({ sku, name, quantity, price: price.amount })),
    ...(coupon && { discount: coupon.discount.amount, couponCode: coupon.code }),
    ...(customer.erasedAt !== undefined
      ? { erasedAt: new Date(customer.erasedAt).toISOString() }
      : { customer }),
    delivery,
    allocations,
    history: order.history.map(({ status, at }) => ({ status, at: new Date(at).toISOString() })),
  });
}

/** POST /v1/admin/orders/{orderId}/fulfil: its goods have left, and it cannot be cancelled any more. */
export async function fulfil({ stock, telemetry }: OrderRoutes, call: HttpCall): Promise<Answer> {
  refuseInput(call);
  const orderId = call.path('orderId');
  if (!ORDER_ID_PATTERN.test(orderId)) return problem('order_not_found');
  telemetry.isAbout(orderId);
  const outcome = await fulfilOrder(stock, orderId);
  switch (outcome.kind) {
    case 'fulfilled':
      return json(200, headOf(outcome.order));
    case 'not_fulfillable':
      return notFulfillable(outcome.order);
    case 'unknown_order':
      return problem('order_not_found');
  }
}

const notFulfillable = ({ status }: Order): Answer =>
  problem('not_fulfillable', {
    detail: `The order is ${status}; only a CONFIRMED one is fulfilled. Keep the goods.`,
    members: { orderStatus: status },
  });

/** An order without its shopper. `status` is the saga's own: operators see where it stands. */
const headOf = ({ id, status, work, owes, tries, total, placedAt, fulfilledAt, region }: Order) => ({
  orderId: id,
  status,
  owes,
  tries,
  ...(work ? { dueAt: new Date(work.dueAt).toISOString(), workRegion: work.region } : {}),
  total: total.amount,
  currency: total.currency,
  placedAt: new Date(placedAt).toISOString(),
  ...(fulfilledAt === undefined ? {} : { fulfilledAt: new Date(fulfilledAt).toISOString() }),
  region,
});
