import { validate } from '../../../../lambdas/shared/http/validation';
import { orderRequest } from '../../../../lambdas/shared/schemas/order-request';
import { orderBody } from '../../support/shop';

const valid = orderBody({ sku: 'mug', quantity: 1 });
const errorsOf = (body: unknown) => {
  const result = validate(orderRequest, body);
  return result.kind === 'invalid' ? result.errors : [];
};

it.each([
  ['a full request', valid],
  ['the least', { lines: valid.lines, customer: { email: 'a@b.co' }, payment: { token: 't' } }],
  ['coupon and expected total', { ...valid, couponCode: ' thanks10-7zq4m-0kx2c-v93tb\n', expectedTotal: 0 }],
  [
    '1,500 lines',
    { ...valid, lines: Array.from({ length: 1500 }, (_, n) => ({ sku: `s${n}`, quantity: 1 })) },
  ],
  ['the largest quantity', orderBody({ sku: 'A-Za.z_0-9', quantity: 100_000 })],
])('takes %s', (_, body) => {
  expect(errorsOf(body)).toEqual([]);
});

const line = (sku: unknown, quantity: unknown) => ({ ...valid, lines: [valid.lines[0], { sku, quantity }] });
const SKU = '; allowed: 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-"';

it.each([
  ['no object', 'text', 'body', 'found a string of 4 characters; allowed: an object'],
  ['null', null, 'body', 'found null; allowed: an object'],
  ['no lines', { ...valid, lines: [] }, 'lines', 'found a list of 0 items; allowed: at least 1 item'],
  [
    'lines that are none',
    { ...valid, lines: 'mug' },
    'lines',
    'found a string of 3 characters; allowed: a list',
  ],
  ['quantity 0', line('a', 0), 'lines[1].quantity', 'found 0; allowed: at least 1'],
  ['quantity -1', line('a', -1), 'lines[1].quantity', 'found -1; allowed: at least 1'],
  ['quantity 100,001', line('a', 100_001), 'lines[1].quantity', 'found 100001; allowed: at most 100000'],
  ['quantity 1.5', line('a', 1.5), 'lines[1].quantity', 'found 1.5; allowed: a whole number'],
  [
    'quantity "1"',
    line('a', '1'),
    'lines[1].quantity',
    'found a string of 1 character; allowed: a whole number',
  ],
  ['no quantity', line('a', undefined), 'lines[1].quantity', 'found nothing; allowed: a whole number'],
  ['a SKU with a space', line('a b', 1), 'lines[1].sku', `found a string of 3 characters${SKU}`],
  [
    'a SKU of 65 characters',
    line('a'.repeat(65), 1),
    'lines[1].sku',
    `found a string of 65 characters${SKU}`,
  ],
  ['an empty SKU', line('', 1), 'lines[1].sku', `found a string of 0 characters${SKU}`],
  ['a SKU with a line break', line('a\n', 1), 'lines[1].sku', `found a string of 2 characters${SKU}`],
  ['an unknown field', { ...valid, extra: 1 }, 'extra', 'unknown field; leave it out'],
  [
    'an unknown field in a line',
    { ...valid, lines: [{ ...valid.lines[0], price: 1 }] },
    'lines[0].price',
    'unknown field; leave it out',
  ],
  [
    'no e-mail address',
    { ...valid, customer: { email: 'ada@' } },
    'customer.email',
    'found a string of 4 characters; allowed: an e-mail address of at most 254 characters',
  ],
  [
    'an e-mail address at a domain that cannot be',
    { ...valid, customer: { email: 'ada@shop-.example.com' } },
    'customer.email',
    'found a string of 21 characters; allowed: an e-mail address of at most 254 characters',
  ],
  [
    'an e-mail address at a domain of 64 letters',
    { ...valid, customer: { email: `ada@${'a'.repeat(64)}.com` } },
    'customer.email',
    'found a string of 72 characters; allowed: an e-mail address of at most 254 characters',
  ],
  [
    'a name with a control character',
    { ...valid, customer: { ...valid.customer, name: 'Ada\u0000' } },
    'customer.name',
    'found a string of 4 characters; allowed: UTF-8 text without control characters',
  ],
  [
    'a name with a lone surrogate',
    { ...valid, customer: { ...valid.customer, name: 'Ada\ud800' } },
    'customer.name',
    'found a string of 4 characters; allowed: UTF-8 text without control characters',
  ],
  [
    'a name whose bytes were not UTF-8',
    { ...valid, customer: { ...valid.customer, name: 'Ad\ufffd' } },
    'customer.name',
    'found a string of 3 characters; allowed: UTF-8 text without control characters',
  ],
  [
    'a number beyond all bounds',
    { ...valid, expectedTotal: Number('1e400') },
    'expectedTotal',
    'found a number that is too large; allowed: a whole number',
  ],
  [
    'a long city',
    { ...valid, delivery: { ...valid.delivery, city: 'x'.repeat(101) } },
    'delivery.city',
    'found a string of 101 characters; allowed: at most 100 characters',
  ],
  ['no payment', { ...valid, payment: undefined }, 'payment', 'found nothing; allowed: an object'],
  ['a negative total', { ...valid, expectedTotal: -1 }, 'expectedTotal', 'found -1; allowed: at least 0'],
])('refuses %s', (_, body, path, message) => {
  expect(errorsOf(body)).toEqual([{ path, message }]);
});

it('refuses 1,501 lines', () => {
  const lines = Array.from({ length: 1501 }, (_, n) => ({ sku: `s${n}`, quantity: 1 }));
  expect(errorsOf({ ...valid, lines })).toEqual([
    { path: 'lines', message: 'found a list of 1501 items; allowed: at most 1500 items' },
  ]);
});

it('refuses more than 100,000 of one SKU over several lines', () => {
  const body = orderBody(
    { sku: 'a', quantity: 60_000 },
    { sku: 'b', quantity: 1 },
    { sku: 'a', quantity: 60_000 },
  );
  const message = 'found 120000 units of this SKU up to this line; allowed: at most 100000';
  expect(errorsOf(body)).toEqual([{ path: 'lines[2].quantity', message }]);
});

it('lists every wrong field, and repeats none of the shopper’s data', () => {
  const body = {
    ...line('a', 0),
    customer: { email: 'ada(at)example.com', phone: 'call me' },
    payment: { token: '' },
  };
  const errors = errorsOf(body);
  expect(errors.map(({ path }) => path)).toEqual([
    'lines[1].quantity',
    'customer.email',
    'customer.phone',
    'payment.token',
  ]);
  expect(JSON.stringify(errors)).not.toMatch(/ada|call me/);
});
