import { type RawRequest } from '../../support/raw-http';

/** What bad requests are aimed at: a product with stock and two orders of it. */
export interface Target {
  readonly sku: string;
  readonly orderId: string;
  readonly orderToken: string;
  readonly otherOrderId: string;
  /** The Idempotency-Key that the first order was placed under. */
  readonly usedKey: string;
}

/** A request that the shop must refuse. */
export type Attack = (target: Target) => RawRequest | Promise<RawRequest>;

/** The whole answer, save what every problem has. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  /** Every other member of the body, exactly. */
  readonly [member: string]: unknown;
}

/** One row of a table: what is wrong, the request, the answer. */
export type Row = readonly [name: string, attack: Attack, refusal: Refusal];

/** A checkout of one unit that only lacks whatever a row makes of it. */
export const cart = ({ sku }: Target) => ({
  lines: [{ sku, quantity: 1 }],
  customer: { email: 'ada@example.com' },
  payment: { token: 'pm_card_visa' },
});

/** `Content-Type` of a checkout. */
export const JSON_TYPE = ['content-type', 'application/json'] as const;

/** A body, which objects become as JSON. */
export type Body = string | Buffer | object;

/** Bytes of a body. */
export function bytesOf(body: Body): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** POST /v1/orders under a key of its own. */
export function checkout(bodyFor: (target: Target) => Body): Attack {
  return (target) =>
    post(bodyFor(target), [JSON_TYPE, ['idempotency-key', `hostile-${process.hrtime.bigint()}`]]);
}

/** A sound checkout with other headers. */
export function checkoutWith(
  headersFor: (target: Target) => RawRequest['headers'],
  bodyFor: (target: Target) => Body = cart,
): Attack {
  return (target) => post(bodyFor(target), headersFor(target));
}

function post(body: Body, headers: RawRequest['headers']): RawRequest {
  return { method: 'POST', target: '/v1/orders', headers, body: bytesOf(body) };
}

/** A request without a body. */
export function bare(method: string, target: string, headers: RawRequest['headers'] = []): Attack {
  return () => ({ method, target, headers, body: Buffer.alloc(0) });
}

/** 400 that names every wrong field. */
export function invalid(...errors: readonly (readonly [path: string, message: string])[]): Refusal {
  const listed = errors.map(([path, message]) => ({ path, message }));
  return { status: 400, code: 'invalid_request', errors: listed };
}
