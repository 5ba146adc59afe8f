import { type Order, type OrderDetails } from '../../domain/orders/order';
import { type OrderView, viewOf } from '../../domain/orders/view';
import { type Answer, json } from './answer';
import { problem } from './problem';

/** Body of an answer to POST /v1/orders. */
export interface PlacedOrder {
  readonly orderId: string;
  readonly orderToken: string;
  readonly status: OrderView['status'];
  readonly lines: OrderView['lines'];
  /** Minor units of `currency`. */
  readonly total: number;
  readonly currency: string;
  /** What the coupon took off, where there was one. */
  readonly discount?: number;
  readonly couponCode?: string;
  readonly message: string;
  /** Region that recorded the order. */
  readonly region: string;
}

/** 201 confirmed, 202 payment pending, 402 declined, 200 for an order that has gone further since. */
export function placedAnswer(order: Order, details: OrderDetails, orderToken: string): Answer {
  const { declined, orderId, status, message, history: _history, ...sold } = viewOf(order, details);
  const { region } = order;
  if (declined)
    return problem('payment_declined', {
      detail: message,
      members: { orderId, orderToken, ...sold, region },
    });
  const body: PlacedOrder = { orderId, orderToken, status, ...sold, message, region };
  return json(STATUS_CODES[status] ?? 200, body);
}

const STATUS_CODES: Readonly<Partial<Record<OrderView['status'], number>>> = {
  confirmed: 201,
  payment_pending: 202,
};

/** The order as its shopper may see it; 202 where something is still to be done. */
export function orderAnswer(order: Order, details: OrderDetails, statusCode: 200 | 202 = 200): Answer {
  const { declined: _declined, ...view } = viewOf(order, details);
  return json(statusCode, { ...view, region: order.region });
}
