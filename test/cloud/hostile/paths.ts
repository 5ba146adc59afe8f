import { bare, invalid, type Row } from './attack';

const NO_ROUTE = {
  status: 403,
  code: 'missing_authentication',
  detail: 'Check method and path; calls under /v1/admin need AWS Signature Version 4 for execute-api.',
};
const NO_PRODUCT = { status: 404, code: 'unknown_product' };
const NO_HTTP = { status: 400, code: 'bad_request', detail: 'The request is not valid HTTP/1.1' };
const LIMIT = 'allowed: a whole number from 1 to 100';

const product = (path: string) => bare('GET', `/v1/products/${path}`);
const list = (query: string) => bare('GET', `/v1/products?${query}`);

const ROUTES: readonly Row[] = [
  ['an unknown path', bare('GET', '/v2/anything'), NO_ROUTE],
  ['the root', bare('GET', '/'), NO_ROUTE],
  ['a path in capitals', bare('GET', '/V1/products'), NO_ROUTE],
  ['a doubled slash', bare('GET', '//v1/products'), NO_ROUTE],
  ['a slash too many', bare('GET', '/v1/products/'), NO_ROUTE],
  ['a method that the path lacks', bare('DELETE', '/v1/orders'), NO_ROUTE],
  ['PATCH', bare('PATCH', '/v1/products/A'), NO_ROUTE],
  ['TRACE', bare('TRACE', '/v1/products'), NO_ROUTE],
  ['a method that is none', bare('BREW', '/v1/products'), NO_HTTP],
  ['a space in the path', bare('GET', '/v1/products/a b'), NO_HTTP],
  ['the address of another host', bare('GET', 'http://evil.example/v1/products/A'), NO_ROUTE],
  ['a way around to administration', bare('GET', '/v1/products/../admin/orders?owed=true'), NO_ROUTE],
  ['the same, encoded', product('..%2fadmin%2forders'), NO_PRODUCT],
  [
    'a path of 11 KB',
    product('a'.repeat(11_000)),
    { status: 431, code: 'bad_request', detail: 'Request line and headers are larger than 10240 bytes' },
  ],
];

const SKUS: readonly Row[] = [
  ['a SKU that nobody sells', product('NO-SUCH'), NO_PRODUCT],
  ['a SKU of 65 characters', product('a'.repeat(65)), NO_PRODUCT],
  ['an encoded slash', product('a%2Fb'), NO_PRODUCT],
  ['an encoded null character', product('%00'), NO_PRODUCT],
  ['bytes that are no UTF-8', product('%ff'), NO_PRODUCT],
  ['a percent sign that encodes nothing', product('%zz'), NO_PRODUCT],
  ['the parent of everything', product('..'), NO_PRODUCT],
];

const QUERIES: readonly Row[] = [
  ['limit 0', list('limit=0'), invalid(['limit', 'found 0; allowed: at least 1'])],
  ['limit 101', list('limit=101'), invalid(['limit', 'found 101; allowed: at most 100'])],
  ['limit -1', list('limit=-1'), invalid(['limit', `found a string of 2 characters; ${LIMIT}`])],
  ['limit 1e9', list('limit=1e9'), invalid(['limit', `found a string of 3 characters; ${LIMIT}`])],
  ['two limits', list('limit=5&limit=0'), invalid(['limit', 'found 0; allowed: at least 1'])],
  [
    'a made-up cursor',
    list('cursor=made-up'),
    invalid(['cursor', 'allowed: the cursor of an earlier answer']),
  ],
  [
    'a cursor into the orders',
    list(`cursor=${Buffer.from('{"pk":{"S":"ORDER#1"},"sk":{"S":"ORDER"}}').toString('base64url')}`),
    invalid(['cursor', 'allowed: the cursor of an earlier answer']),
  ],
  [
    'a cursor of 2,049 characters',
    list(`cursor=${'a'.repeat(2049)}`),
    invalid(['cursor', 'found a string of 2049 characters; allowed: at most 2048 characters']),
  ],
  [
    'a search of 101 characters',
    list(`q=${'a'.repeat(101)}`),
    invalid(['q', 'found a string of 101 characters; allowed: at most 100 characters']),
  ],
];

/** Paths and queries that lead nowhere. */
export const PATHS: readonly Row[] = [...ROUTES, ...SKUS, ...QUERIES];
