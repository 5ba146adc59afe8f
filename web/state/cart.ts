import { fieldsOf, isProduct, isSku } from '../api/shape';
import { type Cart, type Product } from '../api/types';

/**
 * What this shopper put into the cart, as this browser knows it. It is the truth: the copy on the server may lack
 * what was changed within the replication lag before a Region was lost, and is repaired by repeating the change.
 */
export interface LocalCart {
  /** Names the cart on the server; whoever knows it can see and change it. */
  readonly cartId: string;
  readonly lines: readonly LocalLine[];
}

/** A line with name and price as they were last seen. Quantity 0 is a line that was taken out. */
export interface LocalLine extends Product {
  readonly quantity: number;
  /** When the shopper last changed it, in milliseconds since the epoch. */
  readonly changedAt: number;
  /** The server knows no such product: it is shown, and asked for no more. */
  readonly gone?: boolean | undefined;
}

/** How long a line that was taken out is remembered: far longer than any replication lag. */
const REMOVAL_KEPT_MS = 24 * 3_600_000;

/** The largest quantity of one SKU in an order (openapi.yaml). */
export const MAX_QUANTITY = 100_000;

/** A cart without lines. */
export const emptyCart = (cartId: string): LocalCart => ({ cartId, lines: [] });

/** The cart with this quantity of a product; 0 takes it out. */
export function withQuantity(cart: LocalCart, product: Product, quantity: number, now: number): LocalCart {
  const { sku, name, price, currency } = product;
  const line = { sku, name, price, currency, quantity: clamp(quantity), changedAt: now };
  const index = cart.lines.findIndex((other) => other.sku === sku);
  const lines = cart.lines.filter(({ quantity: q, changedAt }) => q > 0 || now - changedAt < REMOVAL_KEPT_MS);
  if (index === -1) return { ...cart, lines: [...lines, line] };
  return { ...cart, lines: lines.map((other) => (other.sku === sku ? line : other)) };
}

const clamp = (quantity: number): number => Math.min(Math.max(Math.trunc(quantity), 0), MAX_QUANTITY);

/** How many of a SKU the cart holds. */
export const quantityOf = ({ lines }: LocalCart, sku: string): number =>
  lines.find((line) => line.sku === sku)?.quantity ?? 0;

/** The cart after an order: what was ordered is out, what was added since stays. */
export function withoutOrdered(
  cart: LocalCart,
  ordered: readonly { sku: string; quantity: number }[],
  now: number,
): LocalCart {
  return ordered.reduce((rest, { sku, quantity }) => {
    const line = rest.lines.find((other) => other.sku === sku);
    if (line === undefined) return rest;
    return withQuantity(rest, line, line.quantity - quantity, now);
  }, cart);
}

/** The cart with the line marked as a product that there is not (any more). */
export const withGone = (cart: LocalCart, sku: string): LocalCart => ({
  ...cart,
  lines: cart.lines.map((line) => (line.sku === sku ? { ...line, gone: true } : line)),
});

/** A change that the server's copy lacks; quantity 0 takes the line out. */
export interface Repair {
  readonly sku: string;
  readonly quantity: number;
}

/** What has to be repeated so that the server's copy is as this browser's. `undefined`: the server has no cart. */
export function repairsOf(local: LocalCart, server: Cart | undefined): Repair[] {
  const there = serverQuantities(server);
  return local.lines
    .filter(({ sku, quantity, gone }) => (there.get(sku) ?? 0) !== quantity && !(gone && quantity > 0))
    .map(({ sku, quantity }) => ({ sku, quantity }));
}

/**
 * The local cart with the lines that only the server knows, and with names and prices as they are now. Only the
 * browser's own storage having been cleared makes the server know more.
 */
export function adopted(local: LocalCart, server: Cart, now: number): LocalCart {
  const { currency } = server;
  const current = new Map(server.lines.map((line) => [line.sku, line]));
  const known = local.lines.map((line) => {
    const { name, price } = current.get(line.sku) ?? line;
    const here = current.has(line.sku);
    return { ...line, name, price, ...(here && currency !== undefined && { currency, gone: undefined }) };
  });
  const skus = new Set(known.map(({ sku }) => sku));
  const others = server.lines
    .filter(({ sku }) => !skus.has(sku))
    .map(({ sku, name, price, quantity }) => ({ sku, name, price, quantity, changedAt: now }));
  if (currency === undefined) return { ...local, lines: known };
  return { ...local, lines: [...known, ...others.map((line) => ({ ...line, currency }))] };
}

function serverQuantities(server: Cart | undefined): ReadonlyMap<string, number> {
  const lines = server === undefined ? [] : [...server.lines, ...server.unavailable];
  return new Map(lines.map(({ sku, quantity }) => [sku, quantity]));
}

/** What the shop takes for the id of a cart (openapi.yaml). With another, every change would be refused. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What was kept in the browser; a fresh cart when that is nothing or not a cart. */
export function cartFrom(kept: unknown, newId: () => string): LocalCart {
  const { cartId, lines } = fieldsOf(kept) ?? {};
  if (typeof cartId !== 'string' || !UUID.test(cartId) || !Array.isArray(lines)) return emptyCart(newId());
  return { cartId, lines: lines.filter(isLocalLine) };
}

function isLocalLine(value: unknown): value is LocalLine {
  const { quantity, changedAt } = fieldsOf(value) ?? {};
  if (!isProduct(value) || !isSku(value.sku) || typeof changedAt !== 'number') return false;
  return typeof quantity === 'number' && quantity === clamp(quantity);
}
