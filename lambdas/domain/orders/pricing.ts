import { type Product } from '../catalogue/catalogue';
import { MAX_TOTAL_MINOR, type Money, totalOf } from '../money';
import { type OrderLine } from './order';
import { type PlaceOrderOutcome } from './place-request';

export type Priced =
  | { readonly kind: 'priced'; readonly lines: readonly OrderLine[]; readonly total: Money }
  | Extract<
      PlaceOrderOutcome,
      { kind: 'unknown_products' | 'mixed_currencies' | 'total_too_large' | 'price_changed' }
    >;

/** Prices a cart at the catalogue's current prices; each SKU stands in `wants` once. */
export function priceLines(
  wants: readonly { sku: string; quantity: number }[],
  products: ReadonlyMap<string, Product>,
  expectedTotal: number | undefined,
): Priced {
  const unknown = wants.filter(({ sku }) => !products.has(sku)).map(({ sku }) => sku);
  if (unknown.length > 0) return { kind: 'unknown_products', skus: unknown };
  const lines = wants.flatMap(({ sku, quantity }) => {
    const product = products.get(sku);
    return product ? [{ sku, name: product.name, quantity, price: product.price }] : [];
  });
  const total = totalOf(lines);
  if (!total) return { kind: 'mixed_currencies' };
  if (total.amount > MAX_TOTAL_MINOR) return { kind: 'total_too_large', total, max: MAX_TOTAL_MINOR };
  if (expectedTotal !== undefined && expectedTotal !== total.amount) return { kind: 'price_changed', total };
  return { kind: 'priced', lines, total };
}
