import { createHash } from 'node:crypto';
import { type Order } from '../orders/order';

/** A coupon as its code has it. */
export interface Coupon {
  /** For example `THANKS10-7ZQ4M-0KX2C-V93TB`. */
  readonly code: string;
  /** Its value, in percent of what is ordered. */
  readonly percent: number;
}

/** Crockford's base32: no I, L, O or U, which people take for other letters (crockford.com/base32.html). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 3;
const LETTERS = 5;

/** Of 1 to 50 percent, as the configuration has it: more would be a mistake rather than thanks. */
const FORM = new RegExp(`^THANKS([1-9]|[1-4][0-9]|50)((?:-[${ALPHABET}]{${LETTERS}}){${GROUPS}})$`);

/** Start of the SKUs under which the Ledger keeps coupons; no product may have such a one. */
export const COUPON_SKU_PREFIX = 'COUPON.';

/** The SKU of a coupon: of a code with another percentage it is another SKU, of which there is no stock. */
export const couponSku = (code: string): string => `${COUPON_SKU_PREFIX}${code}`;

/** Whether a SKU is kept for coupons, however it is written. */
export const isCouponSku = (sku: string): boolean => sku.toUpperCase().startsWith(COUPON_SKU_PREFIX);

/** The code as it was made from what people type; `undefined` when it has not the form of one. */
export function parseCouponCode(text: string): Coupon | undefined {
  const code = text.trim().toUpperCase();
  const [, percent] = FORM.exec(code) ?? [];
  return percent === undefined ? undefined : { code, percent: Number(percent) };
}

/**
 * The coupon of a buffered order; `undefined` where none was promised. Its 75 bits come from the order's id and
 * its attempt, which is random and stands in the Ledger only: who sees an id in a mail or a log cannot work
 * out the code. The value was fixed when the order was buffered, so that an order has one code for ever.
 */
export function couponOf({ id, attempt, couponPercent }: Order): Coupon | undefined {
  if (couponPercent === undefined) return undefined;
  const digest = createHash('sha256').update(`holdfast coupon\n${id}\n${attempt}`).digest();
  const letters = [...digest.subarray(0, GROUPS * LETTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  const groups = Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * LETTERS, (group + 1) * LETTERS).join(''),
  );
  return { code: [`THANKS${couponPercent}`, ...groups].join('-'), percent: couponPercent };
}

/** What a coupon takes off, in minor units; parts of a unit stay with the shop. */
export const discountOf = ({ percent }: Coupon, amount: number): number =>
  Math.floor((amount * percent) / 100);
