import * as z from 'zod';
import { sku } from '../../../lambdas/shared/schemas/fields';
import { currency, minorUnits, time } from './fields';

const cartLine = z
  .object({
    sku,
    name: z.string(),
    quantity: z.int().min(1),
    price: minorUnits('Of one unit now, in minor units of the currency'),
    lineTotal: minorUnits('Price times quantity'),
  })
  .meta({ id: 'CartLine' });

const unavailableLine = z
  .object({
    sku,
    quantity: z.int().min(1),
    reason: z
      .enum(['unknown_product', 'other_currency'])
      .describe('The product left the catalogue, or costs another currency than the rest of the cart'),
  })
  .meta({ id: 'UnavailableLine' });

/** Answer to every call about a cart. */
export const cart = z
  .object({
    cartId: z.uuid(),
    lines: z.array(cartLine).describe('In order of SKU'),
    total: minorUnits('Of `lines`, in minor units of the currency'),
    currency: currency.optional().describe('ISO 4217; absent while there are no lines'),
    unavailable: z
      .array(unavailableLine)
      .describe('Kept, but in no total: cannot be ordered now. In order of SKU.'),
    expiresAt: time('When the cart is forgotten unless it is changed'),
  })
  .meta({ id: 'Cart' });
