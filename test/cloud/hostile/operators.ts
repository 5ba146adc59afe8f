import { invalid, type Row, type Target } from './attack';
import { signed } from './callers';

const JSON_BODY = { type: 'application/json' };

const get = (path: (target: Target) => string) => signed((target) => ({ path: path(target) }));
const put = (body: string, path = '/v1/admin/products/A') =>
  signed(() => ({ ...JSON_BODY, method: 'PUT', path, body }));
const receipt = (body: string) =>
  signed(({ sku }) => ({ ...JSON_BODY, method: 'POST', path: `/v1/admin/stock/${sku}/receipts`, body }));
const importOf = (type: string, body: string) =>
  signed(() => ({ method: 'POST', path: '/v1/admin/products:import', type, body }));

const SKU = 'allowed: 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-"';
const CURRENCY = 'found a string of 3 characters; allowed: an ISO 4217 code such as GBP';
const COLUMNS = 'allowed: sku, name, price_minor, currency, each once, and others';

const STOCK: readonly Row[] = [
  [
    'stock of a SKU that is none',
    get(() => '/v1/admin/stock/a%20b'),
    invalid(['sku', `found a string of 3 characters; ${SKU}`]),
  ],
  [
    'stock of a SKU that nobody sells',
    get(() => '/v1/admin/stock/NO-SUCH'),
    { status: 404, code: 'unknown_product' },
  ],
  [
    'a receipt of wrong types',
    receipt('{"receiptId":5,"quantity":"1"}'),
    invalid(
      ['receiptId', 'found 5; allowed: a string'],
      ['quantity', 'found a string of 1 character; allowed: a whole number'],
    ),
  ],
  [
    'a receipt of nothing under an odd id',
    receipt('{"receiptId":"a b","quantity":0}'),
    invalid(
      [
        'receiptId',
        'found a string of 3 characters; allowed: 1 to 64 of A-Z, a-z, 0-9, ".", "_", ":" and "-"',
      ],
      ['quantity', 'found 0; allowed: any other whole number up to 1e9'],
    ),
  ],
  [
    'a receipt of 1e12 units',
    receipt('{"receiptId":"a","quantity":1e12}'),
    invalid(['quantity', 'found 1000000000000; allowed: at most 1000000000']),
  ],
  [
    'a withdrawal of more than there is',
    receipt('{"receiptId":"hostile","quantity":-1000}'),
    { status: 409, code: 'insufficient_stock', available: 8 },
  ],
];

const PRODUCTS: readonly Row[] = [
  [
    'a product with everything wrong',
    put('{"name":"","price":0,"currency":"gbp","colour":"red"}'),
    invalid(
      ['name', 'found a string of 0 characters; allowed: at least 1 character'],
      ['price', 'found 0; allowed: at least 1'],
      ['currency', CURRENCY],
      ['colour', 'unknown field; leave it out'],
    ),
  ],
  [
    'a currency that nobody has',
    put('{"name":"A","price":1,"currency":"ABC"}'),
    invalid(['currency', CURRENCY]),
  ],
  [
    'a product of another SKU than the path',
    put('{"sku":"B","name":"A","price":1,"currency":"GBP"}'),
    invalid(['sku', 'differs from the path; allowed: A']),
  ],
  [
    'a product that is a coupon',
    put('{"name":"A","price":1,"currency":"GBP"}', '/v1/admin/products/coupon.a'),
    invalid(['sku', 'SKUs that begin with COUPON. are kept for coupons; allowed: any other']),
  ],
  [
    'an import of JSON',
    importOf('application/json', '[]'),
    {
      status: 415,
      code: 'unsupported_media_type',
      detail: 'Content-Type must be application/x-ndjson or text/csv.',
    },
  ],
  ['an import of nothing', importOf('text/csv', ''), invalid(['body', 'found nothing; a body is required'])],
  [
    'an import without a price',
    importOf('text/csv', 'sku,name,currency\nA,A,GBP\n'),
    invalid(['line 1', `found the columns sku, name, currency; ${COLUMNS}`]),
  ],
  [
    'an import of 5,001 rows',
    importOf('application/x-ndjson', '{}\n'.repeat(5001)),
    {
      status: 413,
      code: 'request_too_large',
      detail: 'More than 5000 rows; send the rest in further calls.',
    },
  ],
];

const LISTS: readonly Row[] = [
  [
    'orders that are not owed',
    get(() => '/v1/admin/orders'),
    invalid(['owed', 'found nothing; allowed: true']),
  ],
  [
    'orders due at no time',
    get(() => '/v1/admin/orders?dueBefore=yesterday&owed=true'),
    invalid([
      'dueBefore',
      'found a string of 9 characters; allowed: an ISO 8601 time, or milliseconds since the epoch',
    ]),
  ],
  ['an order that is none', get(() => '/v1/admin/orders/x'), { status: 404, code: 'order_not_found' }],
  ['an audit that is none', get(() => '/v1/admin/audit/x'), { status: 404, code: 'report_not_found' }],
];

/** Calls of operators, well signed and wrong. */
export const OPERATORS: readonly Row[] = [...STOCK, ...PRODUCTS, ...LISTS];
