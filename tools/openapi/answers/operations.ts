import * as z from 'zod';
import { sku } from '../../../lambdas/shared/schemas/fields';
import { orderRequest } from '../../../lambdas/shared/schemas/order-request';
import { currency, minorUnits, orderId, region, time } from './fields';
import { orderLine, usedCoupon } from './orders';

/** Where an order is, for operators. */
export const sagaStatus = z
  .enum(['OPEN', 'CONFIRMED', 'VOIDING', 'CANCELLED', 'REFUNDING', 'REFUNDED'])
  .describe('Where the order is in its saga (docs/architecture.md)')
  .meta({ id: 'SagaStatus' });

const head = {
  orderId,
  status: sagaStatus,
  owes: z
    .array(z.string())
    .describe(
      'Events that are not published yet (`OrderConfirmed`), messages not sent yet (`email:order-confirmed`)',
    ),
  tries: z.int().min(0).describe('Steps tried in vain since the last progress'),
  dueAt: time('When the next step is due. Absent when none is owed.').optional(),
  workRegion: region('The Region whose sweep takes the next step').optional(),
  total: minorUnits('In minor units of the currency'),
  currency,
  placedAt: time('When it was placed'),
  fulfilledAt: time('When its goods left. Absent until then.').optional(),
  region: region('The Region that recorded the order'),
};

/** An order without its shopper. */
export const orderHead = z.object(head).meta({ id: 'OrderHead' });

/** Answer to GET /v1/admin/orders. */
export const owedOrders = z
  .object({ items: z.array(orderHead).describe('The longest due first') })
  .meta({ id: 'OwedOrders' });

const allocation = z
  .object({
    opId: z.string().describe("Names the reservation in the bucket's journal"),
    sku,
    bucket: z.int().min(0),
    quantity: z.int().min(1),
    resent: z.boolean().describe('A copy of the reservation may still arrive'),
  })
  .meta({ id: 'Allocation' });

const { customer, delivery } = orderRequest.shape;

const sagaStep = z.object({ status: sagaStatus, at: time('When') }).meta({ id: 'SagaStep' });

/** Answer to GET /v1/admin/orders/{orderId}. */
export const operatorOrder = z
  .object({
    ...head,
    attempt: z.string().describe('The checkout attempt that committed it'),
    version: z.int().min(1).describe('Rises by one with each change'),
    released: z.boolean().describe('The stock of a cancelled or refunded order was given back'),
    intentId: z.string().optional().describe("The payment provider's name for the payment"),
    stopReason: z.enum(['declined', 'shopper', 'hold_expired']).optional().describe('Why it was stopped'),
    lines: z.array(orderLine),
    ...usedCoupon,
    customer: z.object(customer.shape).optional().describe('Absent once it was erased'),
    erasedAt: time("When the shopper's data was erased on request").optional(),
    delivery: z.object(delivery.unwrap().shape).optional(),
    allocations: z.array(allocation).describe('Units taken, by bucket; that of a coupon among them'),
    history: z.array(sagaStep).describe('Oldest first'),
  })
  .meta({ id: 'OperatorOrder' });
