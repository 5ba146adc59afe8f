import { cart, checkoutWith, invalid, JSON_TYPE, type Row } from './attack';

const KEY = ['idempotency-key', 'hostile-headers'] as const;

const withKey = (value: string) => checkoutWith(() => [JSON_TYPE, ['idempotency-key', value]]);
const withType = (value: string) => checkoutWith(() => [KEY, ['content-type', value]]);

const refusedKey = (found: string) =>
  invalid(['Idempotency-Key', `found ${found}; allowed: 1 to 255 printable ASCII characters`]);
const NO_KEY = invalid(['request', 'Missing required request parameters: [Idempotency-Key]']);

const unsupported = (detail: string) => ({ status: 415, code: 'unsupported_media_type', detail });
const NOT_JSON = unsupported('Content-Type must be application/json.');
const NOT_UTF_8 = unsupported('The body must be UTF-8, and its charset, where one is named, utf-8.');

const HEAD_TOO_LARGE = {
  status: 431,
  code: 'bad_request',
  detail: 'Request line and headers are larger than 10240 bytes',
};
const NO_HTTP = { status: 400, code: 'bad_request', detail: 'The request is not valid HTTP/1.1' };

const KEYS: readonly Row[] = [
  ['no key', checkoutWith(() => [JSON_TYPE]), NO_KEY],
  ['an empty key', withKey(''), NO_KEY],
  ['a key of spaces', withKey('   '), NO_KEY],
  ['a key of 256 characters', withKey('k'.repeat(256)), refusedKey('256 characters')],
  ['a key with é', withKey('caf\u00e9'), refusedKey('characters that are not printable ASCII')],
  ['a key with a tab', withKey('a\tb'), refusedKey('characters that are not printable ASCII')],
  [
    'two keys',
    checkoutWith(() => [JSON_TYPE, ['idempotency-key', 'a'], ['Idempotency-Key', 'b']]),
    refusedKey('2 of these headers'),
  ],
  [
    'a key that was used for another order',
    checkoutWith(
      ({ usedKey }) => [JSON_TYPE, ['idempotency-key', usedKey]],
      (target) => ({ ...cart(target), customer: { email: 'eve@example.com' } }),
    ),
    { status: 422, code: 'idempotency_key_reused' },
  ],
];

const CONTENT_TYPES: readonly Row[] = [
  ['no content type', checkoutWith(() => [KEY]), NOT_JSON],
  ['text/plain', withType('text/plain'), NOT_JSON],
  ['a form', withType('application/x-www-form-urlencoded'), NOT_JSON],
  ['parts of a form', withType('multipart/form-data; boundary=x'), NOT_JSON],
  ['application/jsonp', withType('application/jsonp'), NOT_JSON],
  ['a content type that is none', withType(';;;'), NOT_JSON],
  ['ISO 8859-1', withType('application/json; charset=iso-8859-1'), NOT_UTF_8],
  ['UTF-16', withType('application/json;charset="UTF-16"'), NOT_UTF_8],
  [
    'gzip',
    checkoutWith(() => [KEY, JSON_TYPE, ['content-encoding', 'gzip']]),
    unsupported('The body must not be compressed; leave Content-Encoding out.'),
  ],
];

const HEADS: readonly Row[] = [
  [
    'a header of 10 KiB',
    checkoutWith(() => [KEY, JSON_TYPE, ['x-long', 'a'.repeat(10_240)]]),
    HEAD_TOO_LARGE,
  ],
  ['a header of 100 KB', checkoutWith(() => [KEY, JSON_TYPE, ['x-long', 'a'.repeat(1e5)]]), HEAD_TOO_LARGE],
  ['a null character in a header', checkoutWith(() => [KEY, JSON_TYPE, ['x-odd', 'a\u0000b']]), NO_HTTP],
  ['a header name with a space', checkoutWith(() => [KEY, JSON_TYPE, ['x odd', 'a']]), NO_HTTP],
  ['a length that is none', checkoutWith(() => [KEY, JSON_TYPE, ['content-length', 'many']]), NO_HTTP],
  [
    'two lengths of one body',
    checkoutWith(() => [KEY, JSON_TYPE, ['content-length', '5'], ['transfer-encoding', 'chunked']]),
    NO_HTTP,
  ],
];

/** Checkouts with sound bodies under heads that are not. */
export const HEADERS: readonly Row[] = [...KEYS, ...CONTENT_TYPES, ...HEADS];
