import * as z from 'zod';
import { sku } from '../../../lambdas/shared/schemas/fields';
import { currency, minorUnits, orderId, region, time, units } from './fields';

const STATUSES = ['confirmed', 'payment_pending', 'cancelled', 'refunding', 'refunded'] as const;

const status = z
  .enum(STATUSES)
  .describe(
    '`payment_pending`: recorded, goods kept, payment still to come. `refunding`: cancelled, money on its way back.',
  )
  .meta({ id: 'OrderStatus' });

export const orderLine = z
  .object({
    sku,
    name: z.string().describe('As it was when the order was placed'),
    quantity: z.int().min(1),
    price: minorUnits('Of one unit, in minor units of the currency of the order, as it was then'),
  })
  .meta({ id: 'OrderLine' });

export const orderToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .describe(
    'Opens this order, and no other. Keep it with the order; it is not shown again except to a replay.',
  );

const message = z.string().describe('For the shopper');

/** What an order with a coupon shows besides. */
export const usedCoupon = {
  discount: minorUnits('What the coupon took off, already taken off the total').optional(),
  couponCode: sku.optional().describe('The coupon of the order, where it has one'),
};

/** Answer to POST /v1/orders. */
export const placedOrder = z
  .object({
    orderId,
    orderToken,
    status,
    lines: z.array(orderLine),
    total: minorUnits('In minor units of the currency'),
    currency,
    ...usedCoupon,
    message,
    region: region('The Region that recorded the order'),
  })
  .meta({ id: 'PlacedOrder' });

const step = z.object({ status, at: time('When it came to be so') }).meta({ id: 'OrderStep' });

/** Answer to GET /v1/orders/{orderId}. */
export const order = z
  .object({
    orderId,
    status,
    lines: z.array(orderLine),
    total: minorUnits('In minor units of the currency'),
    currency,
    ...usedCoupon,
    message,
    history: z.array(step).describe('Oldest first'),
    region: region('The Region that recorded the order'),
  })
  .meta({ id: 'Order' });

/** What there is of a line that cannot be had. */
export const shortLine = z
  .object({
    sku,
    requested: z.int().min(1),
    available: units('What was left when it was looked at'),
  })
  .meta({ id: 'ShortLine' });
