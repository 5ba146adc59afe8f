import { type Product } from '../catalogue/catalogue';
import { MAX_TOTAL_MINOR, type Money, totalOf } from '../money';
import { type Coupon, discountOf } from '../coupons/coupon';
import { type OrderLine, type UsedCoupon } from './order';
import { type PlaceOrderOutcome } from './place-request';

export type Priced =
  | {
      readonly kind: 'priced';
      readonly lines: readonly OrderLine[];
      /** With the discount taken off. */
      readonly total: Money;
      readonly coupon?: UsedCoupon | undefined;
    }
  | Extract<
      PlaceOrderOutcome,
      { kind: 'unknown_products' | 'mixed_currencies' | 'total_too_large' | 'price_changed' }
    >;

/** What a shopper brings besides the lines. */
export interface Terms {
  /** The total that the shopper saw, in minor units. */
  readonly expectedTotal?: number | undefined;
  readonly coupon?: Coupon | undefined;
}

/** Prices a cart at the catalogue's current prices, less its coupon; each SKU stands in `wants` once. */
export function priceLines(
  wants: readonly { sku: string; quantity: number }[],
  products: ReadonlyMap<string, Product>,
  { expectedTotal, coupon }: Terms = {},
): Priced {
  const unknown = wants.filter(({ sku }) => !products.has(sku)).map(({ sku }) => sku);
  if (unknown.length > 0) return { kind: 'unknown_products', skus: unknown };
  const lines = wants.flatMap(({ sku, quantity }) => {
    const product = products.get(sku);
    return product ? [{ sku, name: product.name, quantity, price: product.price }] : [];
  });
  const subtotal = totalOf(lines);
  if (!subtotal) return { kind: 'mixed_currencies' };
  const used = coupon && { code: coupon.code, discount: takenOff(subtotal, coupon) };
  const total = { ...subtotal, amount: subtotal.amount - (used?.discount.amount ?? 0) };
  if (total.amount > MAX_TOTAL_MINOR) return { kind: 'total_too_large', total, max: MAX_TOTAL_MINOR };
  if (expectedTotal !== undefined && expectedTotal !== total.amount) return { kind: 'price_changed', total };
  return { kind: 'priced', lines, total, ...(used && { coupon: used }) };
}

const takenOff = ({ amount, currency }: Money, coupon: Coupon): Money => ({
  amount: discountOf(coupon, amount),
  currency,
});
