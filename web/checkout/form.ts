import { type OrderRequest } from '../api/types';
import { type CartView } from '../state/cart-view';

/** The fields of the checkout form, in the order in which they stand on the page. */
export const FIELDS = [
  'email',
  'name',
  'phone',
  'address1',
  'address2',
  'city',
  'postcode',
  'country',
  'coupon',
  'payment',
] as const;

export type FieldName = (typeof FIELDS)[number];

/** What the shopper has typed. How it is paid stands elsewhere: see payment/. */
export type CheckoutForm = Readonly<Record<Exclude<FieldName, 'payment'>, string>>;

export const EMPTY_FORM: CheckoutForm = {
  email: '',
  name: '',
  phone: '',
  address1: '',
  address2: '',
  city: '',
  postcode: '',
  country: '',
  coupon: '',
};

/** Patterns and lengths of openapi.yaml, so that the shopper hears of a slip without waiting for an answer. */
const EMAIL =
  /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;
const PHONE = /^[+0-9][0-9 ().-]{2,39}$/;
const COUPON = /^[A-Za-z0-9._-]{1,64}$/;
/** Control characters, which no field of text takes. */
const CONTROL = /\p{Cc}/u;

const isText = (text: string, max: number): boolean => text.length <= max && !CONTROL.test(text);
const needed =
  (max: number) =>
  (text: string): boolean =>
    text !== '' && isText(text, max);
const orNothing =
  (check: (text: string) => boolean) =>
  (text: string): boolean =>
    text === '' || check(text);

const RULES: Readonly<Record<keyof CheckoutForm, (text: string) => boolean>> = {
  email: (text) => text.length <= 254 && EMAIL.test(text),
  name: needed(200),
  phone: orNothing((text) => PHONE.test(text)),
  address1: needed(200),
  address2: (text) => isText(text, 200),
  city: needed(100),
  postcode: needed(20),
  country: needed(100),
  coupon: orNothing((text) => COUPON.test(text)),
};

/** The fields that are not filled in rightly, in the order of the page. */
export const wrongFields = (form: CheckoutForm): FieldName[] =>
  FIELDS.filter((field) => field !== 'payment' && !RULES[field](form[field].trim()));

/**
 * The order that the form and the cart make.
 *
 * @param token The payment provider's name for a means of payment.
 * @param expectedTotal What the shopper was shown, in minor units; the shop refuses any other.
 */
export function orderRequestOf(
  form: CheckoutForm,
  { cart, token, expectedTotal }: { cart: CartView; token: string; expectedTotal: number },
): OrderRequest {
  const text = (field: keyof CheckoutForm): string => form[field].trim();
  const name = text('name');
  return {
    lines: cart.lines.map(({ sku, quantity }) => ({ sku, quantity })),
    customer: { email: text('email'), name, ...(text('phone') !== '' && { phone: text('phone') }) },
    delivery: {
      name,
      lines: [text('address1'), text('address2')].filter((line) => line !== ''),
      city: text('city'),
      postcode: text('postcode'),
      country: text('country'),
    },
    payment: { token },
    ...(text('coupon') !== '' && { couponCode: text('coupon') }),
    expectedTotal,
  };
}

/** The field of the page that a field of the request comes from; `undefined` for what the shopper did not type. */
export function fieldOfPath(path: string): FieldName | undefined {
  const known: Readonly<Record<string, FieldName>> = {
    'customer.email': 'email',
    'customer.name': 'name',
    'customer.phone': 'phone',
    'delivery.name': 'name',
    'delivery.lines': 'address1',
    'delivery.lines[0]': 'address1',
    'delivery.lines[1]': 'address2',
    'delivery.city': 'city',
    'delivery.postcode': 'postcode',
    'delivery.country': 'country',
    'payment.token': 'payment',
    couponCode: 'coupon',
  };
  return Object.hasOwn(known, path) ? known[path] : undefined;
}

/** What was kept of a form; whatever is not text is left empty. */
export function formFrom(kept: unknown): CheckoutForm {
  const fields = typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {};
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  return {
    email: text('email'),
    name: text('name'),
    phone: text('phone'),
    address1: text('address1'),
    address2: text('address2'),
    city: text('city'),
    postcode: text('postcode'),
    country: text('country'),
    coupon: text('coupon'),
  };
}
