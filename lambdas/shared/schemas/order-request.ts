import * as z from 'zod';
import { parseCouponCode } from '../../domain/coupons/coupon';
import { MAX_LINES, MAX_QUANTITY } from '../../domain/orders/place-request';
import { integer, sku, text } from './fields';

const line = z.strictObject({ sku, quantity: integer(1, MAX_QUANTITY) });

/**
 * Zod's own pattern takes labels of a domain that cannot be (RFC 1035, section 2.3.1): they end with a letter or a
 * digit, after 63 characters at most. Nothing would ever reach such an address.
 */
const EMAIL =
  /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

/** RFC 5321 allows 254 characters in an address. */
const email = z
  .email({ pattern: EMAIL, error: 'allowed: an e-mail address of at most 254 characters' })
  .max(254);

const customer = z.strictObject({
  email,
  name: text(200).optional(),
  phone: z
    .string()
    .regex(/^[+0-9][0-9 ().-]{2,39}$/, { error: 'allowed: 3 to 40 digits, with spaces, (, ), . and -' })
    .optional(),
});

const delivery = z.strictObject({
  name: text(200),
  lines: z.array(text(200)).min(1).max(6),
  city: text(100),
  postcode: text(20),
  country: text(100),
});

const payment = z.strictObject({
  token: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, { error: 'allowed: 1 to 255 printable ASCII characters without spaces' })
    .describe("The payment provider's name for a means of payment; never card data"),
});

/** Shoppers type small letters, and copy blanks with it: neither is part of the code, nor tells two requests apart. */
const couponCode = z
  .string()
  .trim()
  .toUpperCase()
  .refine((code) => parseCouponCode(code) !== undefined, {
    error: 'allowed: a code such as THANKS10-7ZQ4M-0KX2C-V93TB',
  })
  .describe('Code of a coupon, such as THANKS10-7ZQ4M-0KX2C-V93TB; small letters will do');

/** Body of POST /v1/orders. */
export const orderRequest = z.strictObject({
  lines: z.array(line).min(1).max(MAX_LINES).superRefine(refuseTooManyOfOneSku),
  customer,
  delivery: delivery.optional(),
  payment,
  couponCode: couponCode.optional(),
  expectedTotal: integer(0, Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('The total that the shopper saw, in minor units'),
});

export type OrderRequest = z.infer<typeof orderRequest>;

/** The same SKU twice is summed, so the bound on a quantity holds for the sum. */
function refuseTooManyOfOneSku(
  lines: readonly { sku: string; quantity: number }[],
  context: z.RefinementCtx,
): void {
  const sums = new Map<string, number>();
  lines.forEach(({ sku: key, quantity }, index) => {
    const sum = (sums.get(key) ?? 0) + quantity;
    sums.set(key, sum);
    if (sum <= MAX_QUANTITY || quantity > MAX_QUANTITY) return;
    const message = `found ${sum} units of this SKU up to this line; allowed: at most ${MAX_QUANTITY}`;
    context.addIssue({ code: 'custom', path: [index, 'quantity'], message });
  });
}
