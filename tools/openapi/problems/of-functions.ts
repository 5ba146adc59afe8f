import * as z from 'zod';
import { problem, type ProblemCode } from '../../../lambdas/shared/http/problem';
import { sku } from '../../../lambdas/shared/schemas/fields';
import { currency, minorUnits, orderId, region, units } from '../answers/fields';
import { sagaStatus } from '../answers/operations';
import { orderLine, orderToken, shortLine, usedCoupon } from '../answers/orders';
import { SAMPLE, SAMPLE_LINE, SAMPLE_TOTAL } from '../answers/samples';
import { type Advice, type ProblemDescription } from './description';

const AGAIN =
  'Send the same request again after `Retry-After`, with the same `Idempotency-Key` if it has one; in the other Region if you can.';

const fieldError = z
  .object({
    path: z.string().describe('For example `lines[3].quantity`, or the name of a header or parameter'),
    message: z.string().describe('What was found, and what is allowed'),
  })
  .meta({ id: 'FieldError' });

const orderMembers = {
  orderId,
  orderToken,
  lines: z.array(orderLine),
  total: minorUnits('In minor units of the currency'),
  currency,
  ...usedCoupon,
  region: region('The Region that recorded the order'),
};

/** Requests that are wrong in themselves. */
const WRONG_REQUESTS = {
  invalid_request: {
    advice: 'Correct what `errors` (or `detail`) names; sending it again unchanged gives the same answer.',
    members: { errors: z.array(fieldError).max(50).optional().describe('Every wrong field, up to 50') },
    example: { errors: [{ path: 'lines[0].quantity', message: 'found 0; allowed: at least 1' }] },
  },
  invalid_signature: {
    advice:
      'Nothing was read. Sign the very bytes that are sent, with the signing secret of this endpoint, and send them within five minutes; `detail` says what is wrong.',
    example: {
      detail:
        'The signature was made 412 seconds ago; 300 seconds are allowed either way. Sign again, and check the clocks.',
    },
  },
  request_too_large: {
    advice: 'Send it in parts.',
    example: { detail: 'More than 5000 rows; send the rest in further calls.' },
  },
  unsupported_media_type: {
    advice: 'Set `Content-Type` to one that this route takes.',
    example: { detail: 'Content-Type must be application/json.' },
  },
  unknown_route: { advice: 'Look up the path and the method here.' },
} as const satisfies Partial<Record<ProblemCode, Advice>>;

/** Things that are not there, or not for this caller. */
const NOT_THERE = {
  unauthorized: {
    advice: "Send the order's token: `Authorization: Bearer <orderToken>`.",
    headers: ['WWW-Authenticate'],
  },
  unknown_product: {
    advice: 'Take the product off the page or out of the cart. It is no use asking again soon.',
    members: { skus: z.array(sku).optional().describe('At checkout: the SKUs that there are not') },
  },
  cart_not_found: { advice: 'Begin with an empty cart: put a line into it, and it is there again.' },
  order_not_found: {
    advice:
      'Check the order id and the token. A wrong token and an unknown order are answered alike, so that nobody learns which orders exist.',
  },
  report_not_found: { advice: 'Start another audit.' },
} as const satisfies Partial<Record<ProblemCode, Advice>>;

/** Requests that are fine and cannot be granted as things are. */
const CONFLICTS = {
  payment_declined: {
    advice:
      'Ask the shopper for another card and order again under a **new** `Idempotency-Key`. Nothing was charged, and the goods were given back.',
    members: orderMembers,
    example: {
      detail: 'The payment was declined. Nothing was charged; please order again with another card.',
      orderId: SAMPLE.orderId,
      orderToken: SAMPLE.orderToken,
      lines: [SAMPLE_LINE],
      ...SAMPLE_TOTAL,
      region: SAMPLE.region,
    },
    headers: ['Idempotency-Replayed?'],
  },
  out_of_stock: {
    advice:
      'Nothing was ordered and nothing is held. Offer what `lines` says is left; when `mayReturn` is true, others still hold units that may come free, so trying again in a minute may help. The same `Idempotency-Key` may be used again.',
    members: {
      lines: z.array(shortLine).describe('The lines that cannot be had in full'),
      mayReturn: z.boolean().describe('Units that others hold now may come free'),
    },
    example: { lines: [{ sku: 'CLOCK-TIDE', requested: 5, available: 2 }], mayReturn: false },
  },
  coupon_used: {
    advice:
      'Nothing was ordered. Order again without `couponCode`; the same `Idempotency-Key` may be used again. A coupon can be used once; it can be used again if the order that has it is cancelled or declined.',
  },
  price_changed: {
    advice:
      'Show the shopper the new total and, if they agree, order again with it as `expectedTotal`. Nothing was ordered; the same `Idempotency-Key` may be used again.',
    members: { total: minorUnits('What it costs now, in minor units of the currency'), currency },
    example: { total: 8900, currency: 'GBP' },
  },
  limit_exceeded: {
    advice: 'Ask for less, as `detail` says. Nothing was changed.',
    members: { maxLines: z.int().min(1).describe('Different SKUs that a cart holds at most') },
    example: { detail: 'A cart holds at most 1500 different SKUs; take one out first.', maxLines: 1500 },
  },
  not_cancellable: {
    advice:
      'The goods are on their way. Show `detail`; nothing was changed, and asking again gives the same answer.',
    example: {
      detail: 'The goods have left the house. Nothing was changed; ask the shop how to return them.',
    },
  },
  not_fulfillable: {
    advice:
      'Keep the goods: only a CONFIRMED order is to be delivered. One that is OPEN may still become CONFIRMED; the others never will.',
    members: { orderStatus: sagaStatus },
    example: {
      detail: 'The order is REFUNDED; only a CONFIRMED one is fulfilled. Keep the goods.',
      orderStatus: 'REFUNDED',
    },
  },
  insufficient_stock: {
    advice: 'Withdraw at most what is available. Nothing was booked; the same `receiptId` may be used again.',
    members: { available: units('Units that can be withdrawn') },
    example: { available: 6 },
  },
  idempotency_key_reused: {
    advice:
      'This key has placed another order already. Use a new key for a new order, and for a retry the same body as before.',
  },
  receipt_id_reused: {
    advice: 'This receipt was booked with another quantity. Use a new id for a new receipt.',
    members: { quantity: z.int().describe('Units that were booked under this id') },
    example: { quantity: 7 },
  },
} as const satisfies Partial<Record<ProblemCode, Advice>>;

/** What goes wrong on the shop's side. */
const FAILURES = {
  internal_error: {
    advice: 'A fault of ours. Trying again may not help; tell us the `x-request-id`.',
    statesStatus: 'sometimes',
  },
  busy: {
    advice: AGAIN,
    example: { detail: 'the same order is being placed right now' },
    headers: ['Retry-After'],
  },
  webhook_not_ready: {
    advice:
      'Put the signing secret of the endpoint into the payment secret; until then nothing is taken. The provider sends it again by itself.',
    headers: ['Retry-After'],
  },
  store_unavailable: { advice: AGAIN, headers: ['Retry-After'] },
  timeout: {
    advice: `What was asked for may still happen. ${AGAIN}`,
    headers: ['Retry-After'],
  },
} as const satisfies Partial<Record<ProblemCode, Advice>>;

/** Typed so that a code without advice does not compile. */
const ADVICE: Readonly<Record<ProblemCode, Advice>> = {
  ...WRONG_REQUESTS,
  ...NOT_THERE,
  ...CONFLICTS,
  ...FAILURES,
};

/** A problem that functions answer; status and title come from where the answer is made. */
export function functionProblem(code: ProblemCode): ProblemDescription {
  const { status, body } = problem(code);
  const { title } = body as { readonly title: string };
  return { status, code, title, ...ADVICE[code] };
}
