import { type Product } from '../catalogue/catalogue';
import { type CartLine } from './cart';
import { type Cart } from './life';

/** A line at its current price, in minor units of the cart's currency. */
export interface PricedLine {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly price: number;
  readonly lineTotal: number;
}

/** A line that cannot be ordered now: its product left the catalogue, or costs another currency than the rest. */
export interface UnavailableLine {
  readonly sku: string;
  readonly quantity: number;
  readonly reason: 'unknown_product' | 'other_currency';
}

/** A cart as the HTTP contract shows it. */
export interface CartView {
  readonly cartId: string;
  /** In order of SKU. */
  readonly lines: readonly PricedLine[];
  /** Of `lines`, in minor units. */
  readonly total: number;
  /** ISO 4217; absent while there are no `lines`. */
  readonly currency?: string;
  /** Kept, but in no total; in order of SKU. */
  readonly unavailable: readonly UnavailableLine[];
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** Shows a cart at the catalogue's current prices; `products` holds those of its lines that exist. */
export function viewOfCart(cartId: string, cart: Cart, products: ReadonlyMap<string, Product>): CartView {
  const currency = commonestCurrency(cart.lines, products);
  const shown = cart.lines.map((line) => showLine(line, products.get(line.sku), currency));
  const lines = shown.filter((line) => 'price' in line);
  return {
    cartId,
    lines,
    total: lines.reduce((sum, { lineTotal }) => sum + lineTotal, 0),
    ...(currency === undefined ? {} : { currency }),
    unavailable: shown.filter((line) => 'reason' in line),
    expiresAt: new Date(cart.head.expiresAt).toISOString(),
  };
}

function showLine(
  { sku, quantity }: CartLine,
  product: Product | undefined,
  currency: string | undefined,
): PricedLine | UnavailableLine {
  if (product === undefined) return { sku, quantity, reason: 'unknown_product' };
  const { amount, currency: own } = product.price;
  if (own !== currency) return { sku, quantity, reason: 'other_currency' };
  return { sku, name: product.name, quantity, price: amount, lineTotal: amount * quantity };
}

/**
 * The currency of most lines, of equally many the one whose SKU comes first: an order has one currency, and this
 * one leaves the fewest lines out.
 */
function commonestCurrency(
  lines: readonly CartLine[],
  products: ReadonlyMap<string, Product>,
): string | undefined {
  const counts = new Map<string, number>();
  for (const { sku } of lines) {
    const currency = products.get(sku)?.price.currency;
    if (currency !== undefined) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  return [...counts.keys()].find((currency) => counts.get(currency) === most);
}
