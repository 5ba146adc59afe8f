import {
  type CheckoutForm,
  EMPTY_FORM,
  fieldOfPath,
  formFrom,
  orderRequestOf,
  wrongFields,
} from '../../../web/checkout/form';
import { emptyCart, withQuantity } from '../../../web/state/cart';
import { cartView } from '../../../web/state/cart-view';
import { openApi } from '../open-api';
import { product } from '../fakes';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

const filled: CheckoutForm = {
  email: ' ada@example.com ',
  name: 'Ada Lovelace',
  phone: '',
  address1: '12 St James Square',
  address2: '',
  city: 'London',
  postcode: 'SW1Y 4JH',
  country: 'United Kingdom',
  coupon: '',
};
const cart = cartView(withQuantity(emptyCart('c'), product('LAMP'), 2, 0), undefined);

describe('the checkout form', () => {
  it('names what is missing, in the order of the page', () => {
    expect(wrongFields(EMPTY_FORM)).toEqual(['email', 'name', 'address1', 'city', 'postcode', 'country']);
    expect(wrongFields(filled)).toEqual([]);
  });

  it.each<[keyof CheckoutForm, string]>([
    ['email', 'ada'],
    ['email', 'ada@example'],
    ['email', 'ada@@example.com'],
    ['phone', 'call me'],
    ['coupon', 'a b'],
    ['city', 'x'.repeat(101)],
    ['name', 'a\u0007b'],
  ])('refuses %s %j', (field, text) => {
    expect(wrongFields({ ...filled, [field]: text })).toEqual([field]);
  });

  it.each<CheckoutForm>([
    filled,
    { ...filled, phone: '+44 20 7946 0000', address2: 'Flat 2', coupon: 'THANKS10-7ZQ4M' },
  ])('makes an order that the contract takes: %#', (form) => {
    const ajv = new Ajv({ strict: false });
    addFormats(ajv);
    ajv.addSchema(openApi(), 'api');
    const validate = ajv.getSchema('api#/components/schemas/OrderRequest');
    const request = orderRequestOf(form, { cart, token: 'pm_card_visa', expectedTotal: cart.total });
    expect(validate?.(request)).toBe(true);
    expect(request).toMatchObject({ lines: [{ sku: 'LAMP', quantity: 2 }], expectedTotal: 1000 });
  });

  it('finds the field that a field of the request comes from', () => {
    expect(fieldOfPath('customer.email')).toBe('email');
    expect(fieldOfPath('delivery.lines[1]')).toBe('address2');
    expect(fieldOfPath('couponCode')).toBe('coupon');
    expect(fieldOfPath('lines[0].quantity')).toBeUndefined();
    expect(fieldOfPath('constructor')).toBeUndefined();
  });

  it('takes a draft only as far as it is text', () => {
    expect(formFrom({ email: 'a@b.co', city: 7 })).toEqual({ ...EMPTY_FORM, email: 'a@b.co' });
    expect(formFrom(null)).toEqual(EMPTY_FORM);
  });
});
