import { type Attack, type Body, bytesOf, invalid, JSON_TYPE, type Row, type Target } from './attack';
import { signed } from './callers';

const UNAUTHORIZED = {
  status: 401,
  code: 'unauthorized',
  detail: 'Send the orderToken of the order as "Authorization: Bearer <orderToken>".',
};
const NOT_FOUND = { status: 404, code: 'order_not_found' };
const NO_ROUTE = {
  status: 403,
  code: 'missing_authentication',
  detail: 'Check method and path; calls under /v1/admin need AWS Signature Version 4 for execute-api.',
};
const NO_JSON = {
  status: 415,
  code: 'unsupported_media_type',
  detail: 'Content-Type must be application/json.',
};

/** How an attempt to cancel differs from a sound one. */
interface Cancelling {
  readonly method?: string;
  readonly id?: string;
  /** The whole header; none where it is empty. */
  readonly authorization?: string;
  readonly type?: string;
  readonly body?: Body;
}

function cancelling(make: (target: Target) => Cancelling): Attack {
  return (target) => {
    const { method = 'POST', id = target.orderId, type, body = '', ...given } = make(target);
    const { authorization = `Bearer ${target.orderToken}` } = given;
    const headers = [
      ...(authorization === '' ? [] : [['authorization', authorization] as const]),
      ...(type === undefined ? [] : [['content-type', type] as const]),
    ];
    return { method, target: `/v1/orders/${id}/cancel`, headers, body: bytesOf(body) };
  };
}

const JSON_BODY = { type: JSON_TYPE[1] };

/** Cancellations that nobody may make, or that ask for what there is not. */
export const CANCELLATIONS: readonly Row[] = [
  ['cancelling without a token', cancelling(() => ({ authorization: '' })), UNAUTHORIZED],
  ['cancelling with a password', cancelling(() => ({ authorization: 'Basic YTpi' })), UNAUTHORIZED],
  [
    'cancelling with a made-up token',
    cancelling(() => ({ authorization: `Bearer ${'a'.repeat(43)}` })),
    NOT_FOUND,
  ],
  ['cancelling with the token of another order', cancelling(({ otherOrderId: id }) => ({ id })), NOT_FOUND],
  ['cancelling an order that is none', cancelling(() => ({ id: `ord_${'0'.repeat(32)}` })), NOT_FOUND],
  ['cancelling an order id that is none', cancelling(() => ({ id: 'x' })), NOT_FOUND],
  ['cancelling no order', cancelling(() => ({ id: '' })), NO_ROUTE],
  ['cancelling by GET', cancelling(() => ({ method: 'GET' })), NO_ROUTE],
  ['cancelling by DELETE', cancelling(() => ({ method: 'DELETE' })), NO_ROUTE],
  [
    'cancelling one line',
    cancelling(({ sku }) => ({ ...JSON_BODY, body: { lines: [{ sku, quantity: 1 }] } })),
    invalid(['lines', 'unknown field; leave it out']),
  ],
  [
    'cancelling a list',
    cancelling(() => ({ ...JSON_BODY, body: '[]' })),
    invalid(['body', 'found a list of 0 items; allowed: an object']),
  ],
  [
    'cancelling by a form',
    cancelling(() => ({ type: 'application/x-www-form-urlencoded', body: 'all=1' })),
    NO_JSON,
  ],
];

const fulfilling = (idFor: (target: Target) => string, body?: string): Attack =>
  signed((target) => ({
    method: 'POST',
    path: `/v1/admin/orders/${idFor(target)}/fulfil`,
    ...(body === undefined ? {} : { ...JSON_BODY, body }),
  }));

/** Orders that an operator cannot fulfil so. */
export const FULFILMENTS: readonly Row[] = [
  [
    'fulfilling without a signature',
    (target) => ({
      method: 'POST',
      target: `/v1/admin/orders/${target.orderId}/fulfil`,
      headers: [['authorization', `Bearer ${target.orderToken}`]],
      body: Buffer.alloc(0),
    }),
    {
      status: 403,
      code: 'invalid_signature',
      detail:
        "Authorization must be 'AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…' with X-Amz-Date.",
    },
  ],
  ['fulfilling an order that is none', fulfilling(() => `ord_${'0'.repeat(32)}`), NOT_FOUND],
  ['fulfilling an order id that is none', fulfilling(() => 'x'), NOT_FOUND],
  [
    'fulfilling one line',
    fulfilling(({ orderId }) => orderId, '{"lines":[0]}'),
    invalid(['lines', 'unknown field; leave it out']),
  ],
  [
    'fulfilling with broken JSON',
    fulfilling(({ orderId }) => orderId, '{'),
    invalid(['body', expect.any(String) as string]),
  ],
];
