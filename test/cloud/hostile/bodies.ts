import { cart, checkout, invalid, type Refusal, type Row, type Target } from './attack';

/** API Gateway's refusal of what is no object, in its own words. */
function notAnObject(message: string): Refusal {
  return {
    ...invalid(['body', `[${message}]`]),
    detail: 'The body must be one JSON object.',
  };
}

const ofType = (type: string) =>
  notAnObject(`instance type (${type}) does not match any allowed primitive type (allowed: ["object"])`);

const UNREADABLE = notAnObject('could not parse the body as JSON');

/** The sound checkout as text, with something in it replaced. */
const altered = (from: string, to: string) =>
  checkout((target) => JSON.stringify(cart(target)).replace(from, to));

/** Bytes that no UTF-8 text has, as the shopper's name. */
function notUtf8(target: Target): Buffer {
  const text = JSON.stringify({ ...cart(target), customer: { email: 'ada@example.com', name: '#' } });
  const [before = '', after = ''] = text.split('#');
  return Buffer.concat([Buffer.from(before), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from(after)]);
}

const twice = (place: string) => invalid(['body', `a name stands twice in an object, again at ${place}`]);

/** Bodies that are no checkout at all. */
export const BODIES: readonly Row[] = [
  ['no JSON', checkout(() => '{"lines": oops'), UNREADABLE],
  ['nothing', checkout(() => ''), UNREADABLE],
  ['blanks', checkout(() => ' \n\t '), UNREADABLE],
  ['half a body', checkout((target) => JSON.stringify(cart(target)).slice(0, -9)), UNREADABLE],
  ['two bodies', checkout((target) => JSON.stringify(cart(target)).repeat(2)), UNREADABLE],
  ['a form', checkout(() => 'sku=A&quantity=1'), UNREADABLE],
  ['UTF-16', checkout((target) => Buffer.from(JSON.stringify(cart(target)), 'utf16le')), UNREADABLE],
  ['a byte order mark', checkout((target) => `\uFEFF${JSON.stringify(cart(target))}`), UNREADABLE],
  ['a raw control character', altered('ada@', 'a\u0001da@'), UNREADABLE],
  ['a list', checkout(() => '[]'), ofType('array')],
  ['null', checkout(() => 'null'), ofType('null')],
  ['a string', checkout(() => '"order"'), ofType('string')],
  ['a number', checkout(() => '5'), ofType('integer')],
  ['100,000 lists in one another', checkout(() => '['.repeat(1e5) + ']'.repeat(1e5)), ofType('array')],
  [
    'an object that is empty',
    checkout(() => ({})),
    invalid(
      ['lines', 'found nothing; allowed: a list'],
      ['customer', 'found nothing; allowed: an object'],
      ['payment', 'found nothing; allowed: an object'],
    ),
  ],
  [
    'members of wrong types',
    checkout(() => ({ lines: 'A', customer: 5, payment: null })),
    invalid(
      ['lines', 'found a string of 1 character; allowed: a list'],
      ['customer', 'found 5; allowed: an object'],
      ['payment', 'found null; allowed: an object'],
    ),
  ],
  [
    'members that are not known',
    checkout((target) => ({ ...cart(target), total: 1, lines: [{ ...cart(target).lines[0], price: 0 }] })),
    invalid(['lines[0].price', 'unknown field; leave it out'], ['total', 'unknown field; leave it out']),
  ],
  [
    'card data',
    checkout((target) => ({
      ...cart(target),
      payment: { token: 'pm_card_visa', number: '4242424242424242' },
    })),
    invalid(['payment.number', 'unknown field; leave it out']),
  ],
  [
    '__proto__ and constructor',
    altered('{', '{"__proto__":{"admin":true},"constructor":{"prototype":{}},'),
    invalid(['__proto__', 'unknown field; leave it out'], ['constructor', 'unknown field; leave it out']),
  ],
  [
    '50,000 lists in a member that is not known',
    altered('{', `{"deep":${'['.repeat(5e4)}${']'.repeat(5e4)},`),
    invalid(['deep', 'unknown field; leave it out']),
  ],
  [
    'a quantity that stands twice',
    checkout(() => '{"lines":[{"sku":"A","quantity":1,"quantity":9}],"customer":{},"payment":{}}'),
    twice('line 1, column 35'),
  ],
  ['a name that stands twice, once escaped', altered('{', '{"l\\u0069nes":[],'), twice('line 1, column 18')],
  [
    'bytes that are no UTF-8',
    checkout(notUtf8),
    invalid([
      'customer.name',
      'found a string of 3 characters; allowed: UTF-8 text without control characters',
    ]),
  ],
  [
    'a body beyond 512 KiB',
    checkout((target) => JSON.stringify(cart(target)).padEnd(600_000)),
    {
      status: 413,
      code: 'request_too_large',
      detail: 'The body has 600000 characters; at most 524288 are taken.',
    },
  ],
  [
    'a body beyond the 6 MB that Lambda takes',
    checkout((target) => JSON.stringify(cart(target)).padEnd(6.5 * 1024 ** 2)),
    { status: 413, code: 'request_too_large', detail: 'A body may have up to 6 MB; send it in parts.' },
  ],
  [
    'a body beyond the 10 MB that API Gateway takes',
    checkout((target) => JSON.stringify(cart(target)).padEnd(10.5 * 1024 ** 2)),
    { status: 413, code: 'request_too_large', detail: 'A body may have up to 6 MB; send it in parts.' },
  ],
];
