import * as z from 'zod';
import { SKU_PATTERN } from '../../domain/catalogue/catalogue';
import { COUPON_SKU_PREFIX, isCouponSku } from '../../domain/coupons/coupon';

/** A SKU as the HTTP contract admits it. */
export const sku = z
  .string()
  .regex(SKU_PATTERN, { error: 'allowed: 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-"' })
  .describe('Stock keeping unit');

/** The SKU of something that is sold: coupons are kept in the Ledger under SKUs of their own. */
export const productSku = sku.refine((value) => !isCouponSku(value), {
  error: `SKUs that begin with ${COUPON_SKU_PREFIX} are kept for coupons; allowed: any other`,
});

/**
 * Text for people: one line, not empty, no control characters, and nothing that UTF-8 cannot carry. U+FFFD
 * stands where the bytes of a request were not UTF-8, and a lone surrogate would be stored as one.
 */
export const text = (maximum: number) =>
  z
    .string()
    .min(1)
    .max(maximum)
    .regex(/^[^\p{Cc}\p{Cs}\uFFFD]*$/u, { error: 'allowed: UTF-8 text without control characters' });

/** A whole number within bounds. */
export const integer = (minimum: number, maximum: number) => z.int().min(minimum).max(maximum);

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** ISO 4217, as far as the runtime's CLDR knows it. */
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: 'allowed: an ISO 4217 code such as GBP', abort: true })
  .refine((code) => CURRENCIES.has(code), { error: 'allowed: an ISO 4217 code such as GBP' })
  .describe('ISO 4217 currency');
