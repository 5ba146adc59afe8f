import { orderRequest } from '../../../lambdas/shared/schemas/order-request';
import { order, placedOrder } from '../answers/orders';
import { SAMPLE, SAMPLE_LINE, SAMPLE_TOTAL } from '../answers/samples';
import { type RouteDescription } from '../model';
import { NO_INPUT } from '../no-input';
import { IDEMPOTENCY_KEY, ORDER_ID } from '../parameters';

const SMALL = {
  lines: [{ sku: SAMPLE_LINE.sku, quantity: SAMPLE_LINE.quantity }],
  customer: { email: 'ada@example.com' },
  payment: { token: 'pm_card_visa' },
};

const FULL = {
  ...SMALL,
  customer: { email: 'ada@example.com', name: 'Ada Lovelace', phone: '+44 20 7946 0000' },
  delivery: {
    name: 'Ada Lovelace',
    lines: ['12 St James Square'],
    city: 'London',
    postcode: 'SW1Y 4JH',
    country: 'United Kingdom',
  },
  expectedTotal: SAMPLE_TOTAL.total,
};

const WITH_COUPON = {
  ...SMALL,
  couponCode: 'THANKS10-7ZQ4M-0KX2C-V93TB',
  expectedTotal: SAMPLE_TOTAL.total * 0.9,
};

const PLACED = {
  orderId: SAMPLE.orderId,
  orderToken: SAMPLE.orderToken,
  status: 'confirmed',
  lines: [SAMPLE_LINE],
  ...SAMPLE_TOTAL,
  message: 'Thank you. Your order is confirmed.',
  region: SAMPLE.region,
};

const PENDING = {
  ...PLACED,
  status: 'payment_pending',
  message: 'Payment is busy. Your order is recorded and its goods are kept for you; we will tell you.',
};

const REFUNDED = {
  ...PLACED,
  status: 'refunded',
  message: 'The order was cancelled and your money was paid back.',
};

const PLACE_ORDER: RouteDescription = {
  method: 'POST',
  path: '/v1/orders',
  operationId: 'placeOrder',
  tag: 'Orders',
  summary: 'Place an order',
  description: `Takes the stock, records the order in two Regions and charges it.

The key in \`Idempotency-Key\` names the order. Whenever you do not know what became of an attempt (429, 5xx, a time-out, a lost connection), send the very same request again, to either Region: there will be one order and one charge. A replay is answered with the order as it is by then, and \`Idempotency-Replayed: true\`. An attempt that ended without an order (out of stock, price changed) leaves its key free.

Up to 1,500 lines, 1 to 100,000 units of one SKU; the same SKU twice is summed. All lines must be priced in one currency. Prices are final: delivery and tax are outside Holdfast. A coupon takes its percentage off the sum of the lines, parts of a minor unit left out; it is good for one order.`,
  parameters: [IDEMPOTENCY_KEY],
  body: {
    kind: 'json',
    description: 'What is bought, by whom, and how it is paid. Unknown fields are refused.',
    schema: orderRequest.meta({ id: 'OrderRequest' }),
    examples: {
      'The least that is needed': SMALL,
      'With delivery and the total that was shown': FULL,
      'With a coupon, and the total with its discount': WITH_COUPON,
    },
  },
  answers: [
    {
      status: 200,
      description:
        'A replay of an order that has gone further since: cancelled, on its way back, or refunded. Show `message`.',
      schema: placedOrder,
      example: REFUNDED,
      headers: ['Idempotency-Replayed'],
    },
    {
      status: 201,
      description:
        'Confirmed and paid. Show `message`, and keep `orderId` and `orderToken`: they open the order later.',
      schema: placedOrder,
      example: PLACED,
      headers: ['Idempotency-Replayed?'],
    },
    {
      status: 202,
      description:
        'Recorded, with the goods kept, while payment is down. This is a success: show `message`, do not order again, and look at the order later.',
      schema: placedOrder,
      example: PENDING,
      headers: ['Idempotency-Replayed?'],
    },
  ],
  problems: [
    'payment_declined',
    'unknown_product',
    'out_of_stock',
    'coupon_used',
    'price_changed',
    'idempotency_key_reused',
    'busy',
    'store_unavailable',
  ],
};

const GET_ORDER: RouteDescription = {
  method: 'GET',
  path: '/v1/orders/{orderId}',
  operationId: 'getOrder',
  tag: 'Orders',
  summary: 'Show an order to its shopper',
  description: 'The order as it is now, in either Region.',
  security: 'order',
  parameters: [ORDER_ID],
  answers: [
    {
      status: 200,
      description: 'The order. While it is `payment_pending` or `refunding`, look again after a while.',
      schema: order,
      example: {
        orderId: SAMPLE.orderId,
        status: 'confirmed',
        lines: [SAMPLE_LINE],
        ...SAMPLE_TOTAL,
        message: 'Thank you. Your order is confirmed.',
        history: [
          { status: 'payment_pending', at: SAMPLE.placedAt },
          { status: 'confirmed', at: SAMPLE.confirmedAt },
        ],
        region: SAMPLE.region,
      },
    },
  ],
  problems: ['unauthorized', 'order_not_found', 'store_unavailable'],
};

const CANCEL_ORDER: RouteDescription = {
  method: 'POST',
  path: '/v1/orders/{orderId}/cancel',
  operationId: 'cancelOrder',
  tag: 'Orders',
  summary: 'Cancel an order',
  description:
    'An unpaid order is never charged from then on; a paid one is refunded in full. The goods go back on sale. An order whose goods have left cannot be cancelled. Sending it again changes nothing.',
  security: 'order',
  parameters: [ORDER_ID],
  body: NO_INPUT,
  answers: [
    {
      status: 202,
      description:
        'It is or was cancelled, now or before, and will never be delivered; this is where it stands. Show `message`. While it is `payment_pending` or `refunding`, the payment provider is still to be reached: the shop goes on by itself and tells the shopper when it is done.',
      schema: order,
      example: {
        orderId: SAMPLE.orderId,
        status: 'refunded',
        lines: [SAMPLE_LINE],
        ...SAMPLE_TOTAL,
        message: 'The order was cancelled and your money was paid back.',
        history: [
          { status: 'payment_pending', at: SAMPLE.placedAt },
          { status: 'confirmed', at: SAMPLE.confirmedAt },
          { status: 'refunding', at: '2026-03-14T10:02:00.000Z' },
          { status: 'refunded', at: '2026-03-14T10:02:00.400Z' },
        ],
        region: SAMPLE.region,
      },
    },
  ],
  problems: ['unauthorized', 'order_not_found', 'not_cancellable', 'busy', 'store_unavailable'],
};

/** Placing, following and cancelling an order. */
export const ORDER_ROUTES: readonly RouteDescription[] = [PLACE_ORDER, GET_ORDER, CANCEL_ORDER];
