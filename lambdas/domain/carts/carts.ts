import { type Catalogue, type Product } from '../catalogue/catalogue';
import { MAX_LINES } from '../orders/place-request';
import { type Clock } from '../runtime';
import { type CartHead, type CartLine, type CartStore } from './cart';
import { type Cart, expiryAfterChange, keptUntilFor, livingCart, newCart } from './life';
import { type CartView, viewOfCart } from './view';

/** What the rules of carts need. */
export interface CartDeps {
  readonly carts: CartStore;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
}

/** How a call about a cart ended. */
export type CartOutcome =
  | { readonly kind: 'shown'; readonly cart: CartView }
  | { readonly kind: 'cart_not_found' }
  | { readonly kind: 'unknown_product' }
  /** Another SKU would be one more than an order may have. */
  | { readonly kind: 'too_many_lines'; readonly max: number };

/** The cart at current prices. One that was emptied is still there, without lines, until it expires. */
export async function showCart(deps: CartDeps, cartId: string): Promise<CartOutcome> {
  const cart = livingCart(await deps.carts.read(cartId), deps.clock.now());
  if (cart === undefined) return { kind: 'cart_not_found' };
  return shown(cartId, cart, await productsOf(deps, cart));
}

/** Sets the quantity of one line; the first line makes the cart. */
export async function putLine(
  deps: CartDeps,
  cartId: string,
  { sku, quantity }: { readonly sku: string; readonly quantity: number },
): Promise<CartOutcome> {
  const now = deps.clock.now();
  const cart = livingCart(await deps.carts.read(cartId), now) ?? newCart(now);
  const others = withoutLine(cart, sku);
  const isNew = others.length === cart.lines.length;
  if (isNew && others.length >= MAX_LINES) return { kind: 'too_many_lines', max: MAX_LINES };
  const head = extended(cart.head, now);
  const line = { sku, quantity, keptUntil: keptUntilFor(head.expiresAt) };
  const changed = { head, lines: [...others, line].sort(bySku) };
  const products = await productsOf(deps, changed);
  if (!products.has(sku)) return { kind: 'unknown_product' };
  await save(deps, cartId, { before: cart, after: changed }, () => deps.carts.putLine(cartId, line));
  return shown(cartId, changed, products);
}

/** Takes one line out. Where there is none, nothing is changed, and the cart is shown as it is. */
export async function removeLine(deps: CartDeps, cartId: string, sku: string): Promise<CartOutcome> {
  const now = deps.clock.now();
  const cart = livingCart(await deps.carts.read(cartId), now);
  if (cart === undefined) return { kind: 'cart_not_found' };
  const others = withoutLine(cart, sku);
  if (others.length === cart.lines.length) return shown(cartId, cart, await productsOf(deps, cart));
  const changed = { head: extended(cart.head, now), lines: others };
  await save(deps, cartId, { before: cart, after: changed }, () => deps.carts.removeLine(cartId, sku));
  return shown(cartId, changed, await productsOf(deps, changed));
}

const withoutLine = ({ lines }: Cart, sku: string): CartLine[] => lines.filter((line) => line.sku !== sku);

/** By UTF-16 code units, which for SKUs is the order of their bytes, and so the store's. */
const bySku = (a: CartLine, b: CartLine): number => (a.sku < b.sku ? -1 : 1);

/** Never shorter: the clocks of two Regions may differ. */
const extended = (head: CartHead, now: number): CartHead => ({
  ...head,
  expiresAt: Math.max(head.expiresAt, expiryAfterChange(now)),
});

const productsOf = ({ catalogue }: CartDeps, { lines }: Cart): Promise<ReadonlyMap<string, Product>> =>
  catalogue.getMany(lines.map(({ sku }) => sku));

const shown = (cartId: string, cart: Cart, products: ReadonlyMap<string, Product>): CartOutcome => ({
  kind: 'shown',
  cart: viewOfCart(cartId, cart, products),
});

/**
 * Writes one change of a line, and the new expiry when there is one. Lines that would not be kept that long come
 * first, so that whatever fails in between, no part of a cart is lost before the whole of it expires.
 */
async function save(
  { carts }: CartDeps,
  cartId: string,
  { before, after }: { readonly before: Cart; readonly after: Cart },
  change: () => Promise<void>,
): Promise<void> {
  const { expiresAt } = after.head;
  const short = after.lines.filter(({ keptUntil }) => keptUntil < expiresAt).map(({ sku }) => sku);
  if (short.length > 0) await carts.keepLines(cartId, short, keptUntilFor(expiresAt));
  const extend = expiresAt > before.head.expiresAt ? [carts.putHead(cartId, after.head)] : [];
  await Promise.all([change(), ...extend]);
}
