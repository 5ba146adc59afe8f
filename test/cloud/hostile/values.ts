import { cart, checkout, invalid, type Attack, type Refusal, type Row, type Target } from './attack';

/** A checkout whose one line has this quantity, as it stands in JSON. */
const quantity = (json: string): Attack =>
  checkout((target) => JSON.stringify(cart(target)).replace('"quantity":1', `"quantity":${json}`));

const refusedQuantity = (found: string, allowed: string) =>
  invalid(['lines[0].quantity', `found ${found}; allowed: ${allowed}`]);

const withLines = (lines: (target: Target) => unknown) =>
  checkout((target) => ({ ...cart(target), lines: lines(target) }));

const withCustomer = (members: object) =>
  checkout((target) => ({ ...cart(target), customer: { email: 'ada@example.com', ...members } }));

const withMembers = (members: object) => checkout((target) => ({ ...cart(target), ...members }));

const SKU = 'allowed: 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-"';
const TEXT = 'allowed: UTF-8 text without control characters';
const UNREADABLE: Refusal = {
  ...invalid(['body', '[could not parse the body as JSON]']),
  detail: 'The body must be one JSON object.',
};

const QUANTITIES: readonly Row[] = [
  ['quantity 0', quantity('0'), refusedQuantity('0', 'at least 1')],
  ['quantity -0', quantity('-0'), refusedQuantity('0', 'at least 1')],
  ['quantity -1', quantity('-1'), refusedQuantity('-1', 'at least 1')],
  ['quantity 1.5', quantity('1.5'), refusedQuantity('1.5', 'a whole number')],
  ['quantity 100,001', quantity('100001'), refusedQuantity('100001', 'at most 100000')],
  ['quantity 1e400', quantity('1e400'), refusedQuantity('a number that is too large', 'a whole number')],
  ['quantity "1"', quantity('"1"'), refusedQuantity('a string of 1 character', 'a whole number')],
  ['quantity true', quantity('true'), refusedQuantity('true', 'a whole number')],
  ['quantity null', quantity('null'), refusedQuantity('null', 'a whole number')],
  ['quantity [1]', quantity('[1]'), refusedQuantity('a list of 1 item', 'a whole number')],
  ['quantity NaN', quantity('NaN'), UNREADABLE],
  ['quantity 01', quantity('01'), UNREADABLE],
  [
    'more than 100,000 of a SKU over two lines',
    withLines(({ sku }) => [60_000, 60_000].map((units) => ({ sku, quantity: units }))),
    invalid(['lines[1].quantity', 'found 120000 units of this SKU up to this line; allowed: at most 100000']),
  ],
];

const LINES: readonly Row[] = [
  ['no lines', withLines(() => []), invalid(['lines', 'found a list of 0 items; allowed: at least 1 item'])],
  [
    '1,501 lines',
    withLines(({ sku }) => Array.from({ length: 1501 }, () => ({ sku, quantity: 1 }))),
    invalid(['lines', 'found a list of 1501 items; allowed: at most 1500 items']),
  ],
  ['a line that is null', withLines(() => [null]), invalid(['lines[0]', 'found null; allowed: an object'])],
  [
    'a SKU of 65 characters',
    withLines(() => [{ sku: 'x'.repeat(65), quantity: 1 }]),
    invalid(['lines[0].sku', `found a string of 65 characters; ${SKU}`]),
  ],
  [
    'a SKU with a line break',
    withLines(() => [{ sku: 'A\nB', quantity: 1 }]),
    invalid(['lines[0].sku', `found a string of 3 characters; ${SKU}`]),
  ],
  [
    'SKUs that nobody sells',
    withLines(({ sku }) => ['NO-SUCH', sku, '__proto__'].map((one) => ({ sku: one, quantity: 1 }))),
    { status: 404, code: 'unknown_product', skus: ['NO-SUCH', '__proto__'] },
  ],
];

const PEOPLE: readonly Row[] = [
  [
    'an address without @',
    withCustomer({ email: 'ada' }),
    invalid([
      'customer.email',
      'found a string of 3 characters; allowed: an e-mail address of at most 254 characters',
    ]),
  ],
  [
    'an address of 262 characters',
    withCustomer({ email: `${'a'.repeat(250)}@example.com` }),
    invalid([
      'customer.email',
      'found a string of 262 characters; allowed: an e-mail address of at most 254 characters',
    ]),
  ],
  [
    'a name with a null character',
    withCustomer({ name: 'A\u0000' }),
    invalid(['customer.name', `found a string of 2 characters; ${TEXT}`]),
  ],
  [
    'a name with half a surrogate pair',
    withCustomer({ name: 'A\ud83d' }),
    invalid(['customer.name', `found a string of 2 characters; ${TEXT}`]),
  ],
  [
    'a name that breaks the line of a mail head',
    withCustomer({ name: 'Ada\r\nBcc: all@example.com' }),
    invalid(['customer.name', `found a string of 25 characters; ${TEXT}`]),
  ],
  [
    'a telephone number in words',
    withCustomer({ phone: 'call me' }),
    invalid([
      'customer.phone',
      'found a string of 7 characters; allowed: 3 to 40 digits, with spaces, (, ), . and -',
    ]),
  ],
  [
    'an address to deliver to with everything wrong',
    withMembers({ delivery: { name: '', lines: [], city: 'x'.repeat(101), postcode: 5, country: null } }),
    invalid(
      ['delivery.name', 'found a string of 0 characters; allowed: at least 1 character'],
      ['delivery.lines', 'found a list of 0 items; allowed: at least 1 item'],
      ['delivery.city', 'found a string of 101 characters; allowed: at most 100 characters'],
      ['delivery.postcode', 'found 5; allowed: a string'],
      ['delivery.country', 'found null; allowed: a string'],
    ),
  ],
];

const MONEY: readonly Row[] = [
  [
    'a payment token with a space',
    withMembers({ payment: { token: 'pm card' } }),
    invalid([
      'payment.token',
      'found a string of 7 characters; allowed: 1 to 255 printable ASCII characters without spaces',
    ]),
  ],
  [
    'an expected total below zero',
    withMembers({ expectedTotal: -1 }),
    invalid(['expectedTotal', 'found -1; allowed: at least 0']),
  ],
  [
    'an expected total that is not the total',
    withMembers({ expectedTotal: 1 }),
    { status: 409, code: 'price_changed', total: 500, currency: 'GBP' },
  ],
];

const coupon = (couponCode: unknown) => withMembers({ couponCode });

const noCode = (found: string) =>
  invalid(['couponCode', `found ${found}; allowed: a code such as THANKS10-7ZQ4M-0KX2C-V93TB`]);

const noCoupon = invalid(['couponCode', 'there is no such coupon; leave it out']);

const SOME = '-00000-00000-00000';

const COUPONS: readonly Row[] = [
  ['a coupon that is a number', coupon(10), invalid(['couponCode', 'found 10; allowed: a string'])],
  [
    'two coupons',
    coupon([`THANKS10${SOME}`, `THANKS50${SOME}`]),
    invalid(['couponCode', 'found a list of 2 items; allowed: a string']),
  ],
  ['a coupon of nothing', coupon(' \t '), noCode('a string of 0 characters')],
  ['a coupon that is no code', coupon('FREE'), noCode('a string of 4 characters')],
  ['a coupon of 300,000 characters', coupon('9'.repeat(3e5)), noCode('a string of 300000 characters')],
  ['a coupon that takes off everything', coupon(`THANKS100${SOME}`), noCode('a string of 27 characters')],
  ['a coupon that takes off nothing', coupon(`THANKS0${SOME}`), noCode('a string of 25 characters')],
  ['a coupon that adds to the total', coupon(`THANKS-9${SOME}`), noCode('a string of 26 characters')],
  ['a coupon with a zero in front', coupon(`THANKS010${SOME}`), noCode('a string of 27 characters')],
  ['a coupon as the Ledger keeps it', coupon(`COUPON.THANKS10${SOME}`), noCode('a string of 33 characters')],
  ['a coupon with a path in it', coupon('../THANKS50'), noCode('a string of 11 characters')],
  ['a bucket of a coupon', coupon(`THANKS10${SOME}#0`), noCode('a string of 28 characters')],
  [
    'two coupons in one text',
    coupon(`THANKS10${SOME}\nTHANKS10${SOME}`),
    noCode('a string of 53 characters'),
  ],
  ['a coupon that nobody gave out', coupon(`THANKS10${SOME}`), noCoupon],
  ['the most valuable one that nobody gave out', coupon(` thanks50${SOME} `), noCoupon],
  [
    'a coupon as goods',
    withLines(({ sku }) => [`COUPON.THANKS10${SOME}`, sku].map((one) => ({ sku: one, quantity: 1 }))),
    { status: 404, code: 'unknown_product', skus: [`COUPON.THANKS10${SOME}`] },
  ],
];

/** Checkouts with values that are not allowed. */
export const VALUES: readonly Row[] = [...QUANTITIES, ...LINES, ...PEOPLE, ...MONEY, ...COUPONS];
