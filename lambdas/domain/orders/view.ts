import { type Order, type OrderDetails, type OrderLine, type OrderStatus } from './order';

/** Order states as shoppers see them. */
export type PublicStatus = 'confirmed' | 'payment_pending' | 'cancelled' | 'refunding' | 'refunded';

/** An order as the HTTP contract shows it, without its token. */
export interface OrderView {
  readonly orderId: string;
  readonly status: PublicStatus;
  readonly lines: readonly { sku: string; name: string; quantity: number; price: number }[];
  /** Minor units of `currency`. */
  readonly total: number;
  readonly currency: string;
  /** What a coupon took off, in minor units; it is in `total` already. Absent where none was used. */
  readonly discount?: number;
  readonly couponCode?: string;
  readonly message: string;
  readonly history: readonly { readonly status: PublicStatus; readonly at: string }[];
  /** Ended because the payment was declined. */
  readonly declined: boolean;
}

const PUBLIC: Record<OrderStatus, PublicStatus> = {
  OPEN: 'payment_pending',
  VOIDING: 'payment_pending',
  CONFIRMED: 'confirmed',
  CANCELLED: 'cancelled',
  REFUNDING: 'refunding',
  REFUNDED: 'refunded',
};

const MESSAGES: Record<PublicStatus, string> = {
  confirmed: 'Thank you. Your order is confirmed.',
  payment_pending:
    'Payment is busy. Your order is recorded and its goods are kept for you; we will tell you.',
  cancelled: 'The order was cancelled. Nothing was charged.',
  refunding: 'The order was cancelled. Your money is on its way back.',
  refunded: 'The order was cancelled and your money was paid back.',
};

const FULFILLED = 'Thank you. Your order is confirmed, and its goods have left our house.';

const STOPPING =
  'The order is being cancelled. Anything still charged will be paid back; we will tell you when it is done.';

const DECLINED = 'The payment was declined. Nothing was charged; please order again with another card.';

const lineOf = ({ sku, name, quantity, price }: OrderLine) => ({ sku, name, quantity, price: price.amount });

function messageOf({ status, fulfilledAt }: Order, declined: boolean): string {
  if (declined) return DECLINED;
  if (fulfilledAt !== undefined) return FULFILLED;
  return status === 'VOIDING' ? STOPPING : MESSAGES[PUBLIC[status]];
}

/** What a shopper may see of an order. */
export function viewOf(order: Order, details: OrderDetails): OrderView {
  const status = PUBLIC[order.status];
  const declined = order.stopReason === 'declined' && status === 'cancelled';
  return {
    orderId: order.id,
    status,
    lines: details.lines.map(lineOf),
    total: order.total.amount,
    currency: order.total.currency,
    ...(details.coupon && {
      discount: details.coupon.discount.amount,
      couponCode: details.coupon.code,
    }),
    message: messageOf(order, declined),
    history: order.history.map((step) => ({
      status: PUBLIC[step.status],
      at: new Date(step.at).toISOString(),
    })),
    declined,
  };
}
