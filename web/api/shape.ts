import {
  type Cart,
  type CartLine,
  type Order,
  type OrderLine,
  type PlacedOrder,
  type Product,
  type ProductDetails,
  type ProductPage,
  type UnavailableLine,
} from './types';

/**
 * Readers of answers. Something between the browser and the shop (a hotel's sign-in page, a broken proxy) may
 * answer 200 with anything, so an answer is used only when it has what is needed of it; members that
 * this version does not know are let through.
 */
export type Read<T> = (body: unknown) => T | undefined;

type Fields = Record<string, unknown>;

/** The members of a JSON object; `undefined` for anything else. */
export const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

const isText = (value: unknown): value is string => typeof value === 'string';
const isAmount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

type Check = (value: unknown) => boolean;

const has = (value: unknown, checks: Record<string, Check>): boolean => {
  const fields = fieldsOf(value);
  return fields !== undefined && Object.entries(checks).every(([name, check]) => check(fields[name]));
};
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

/** A reader that lets through what passes the checks. The checks above each type are its only proof. */
const reader =
  <T>(checks: Record<string, Check>): Read<T> =>
  (body) =>
    has(body, checks) ? (body as T) : undefined;

const isCurrency: Check = (value) => isText(value) && /^[A-Z]{3}$/.test(value);
const product = { sku: isText, name: isText, price: isAmount, currency: isCurrency };
const isOrderLine: Check = (line) =>
  has(line, { sku: isText, name: isText, quantity: isAmount, price: isAmount } satisfies Record<
    keyof OrderLine,
    Check
  >);
const isCartLine: Check = (line) =>
  has(line, {
    sku: isText,
    name: isText,
    quantity: isAmount,
    price: isAmount,
    lineTotal: isAmount,
  } satisfies Record<keyof CartLine, Check>);
const isUnavailableLine: Check = (line) =>
  has(line, { sku: isText, quantity: isAmount, reason: isText } satisfies Record<
    keyof UnavailableLine,
    Check
  >);

const STATUSES = ['confirmed', 'payment_pending', 'cancelled', 'refunding', 'refunded'];
const isStatus: Check = (value) => isText(value) && STATUSES.includes(value);
const order = {
  orderId: isText,
  status: isStatus,
  lines: listOf(isOrderLine),
  total: isAmount,
  currency: isCurrency,
  discount: optional(isAmount),
  couponCode: optional(isText),
  message: isText,
};

/** Whether a text is a SKU as the API has them (openapi.yaml). */
export const isSku = (text: string): boolean => /^[A-Za-z0-9._-]{1,64}$/.test(text);

/** Whether a value is a product of the catalogue; also for what was kept in the browser. */
export const isProduct = (value: unknown): value is Product => has(value, product);

export const readProductPage = reader<ProductPage>({ items: listOf(isProduct), cursor: optional(isText) });

const AVAILABILITIES = ['in_stock', 'low_stock', 'sold_out'];

export const readProductDetails = reader<ProductDetails>({
  ...product,
  availability: optional((value) => isText(value) && AVAILABILITIES.includes(value)),
  degraded: listOf(isText),
});

export const readCart = reader<Cart>({
  cartId: isText,
  lines: listOf(isCartLine),
  total: isAmount,
  currency: optional(isCurrency),
  unavailable: listOf(isUnavailableLine),
});

export const readPlacedOrder = reader<PlacedOrder>({ ...order, orderToken: isText });

export const readOrder = reader<Order>({
  ...order,
  history: listOf((step) => has(step, { status: isStatus, at: isText })),
});
