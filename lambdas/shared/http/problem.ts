import { HoldfastError } from '../../domain/errors';
import { type Answer } from './answer';

/** Every problem that a function answers: its status, and a title that does not depend on the case. */
const PROBLEMS = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  invalid_signature: { status: 400, title: 'The payment provider has not signed this, or not just now' },
  unauthorized: { status: 401, title: 'The order token is missing' },
  payment_declined: {
    status: 402,
    title: 'The payment was declined; another card needs a new Idempotency-Key',
  },
  unknown_route: { status: 404, title: 'There is no such route' },
  unknown_product: { status: 404, title: 'There is no such product' },
  cart_not_found: { status: 404, title: 'There is no such cart, or it has expired' },
  order_not_found: { status: 404, title: 'There is no such order, or the token does not open it' },
  report_not_found: { status: 404, title: 'There is no such audit report' },
  out_of_stock: { status: 409, title: 'Not everything can be had in this quantity' },
  coupon_used: {
    status: 409,
    title: 'The coupon was used for another order; it comes back if that is cancelled',
  },
  price_changed: { status: 409, title: 'The total is not the one that was expected' },
  limit_exceeded: { status: 409, title: 'This is more than is allowed' },
  not_cancellable: { status: 409, title: 'The order cannot be cancelled any more' },
  not_fulfillable: { status: 409, title: 'The order is not to be delivered: it is not paid, or cancelled' },
  insufficient_stock: { status: 409, title: 'Fewer units are available than are to be withdrawn' },
  request_too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'The content type of the request is not supported' },
  idempotency_key_reused: { status: 422, title: 'This Idempotency-Key was used for another order' },
  receipt_id_reused: { status: 422, title: 'This receipt id was used for another quantity' },
  internal_error: { status: 500, title: 'Something went wrong on our side' },
  busy: { status: 503, title: 'Too busy to answer now; send the same request again' },
  webhook_not_ready: { status: 503, title: 'Webhooks cannot be checked yet: they have no signing secret' },
  store_unavailable: { status: 503, title: 'This Region cannot reach its data now; send it again' },
  timeout: { status: 503, title: 'This took too long and may still happen; send the same request again' },
} as const;

/** Stable code of a problem: what clients decide by. */
export type ProblemCode = keyof typeof PROBLEMS;

/** What an answer says beyond its code. */
export interface ProblemDetails {
  /** For people: what was wrong here, and what to do. */
  readonly detail?: string;
  /** Members that stand beside the standard ones (RFC 9457, section 3.2). */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An RFC 9457 answer. `type` is `about:blank`, as in API Gateway's own answers (lib/region): the project owns
 * no address that a type could name, and `code` is what is promised to be stable.
 */
export function problem(code: ProblemCode, { detail, members, headers }: ProblemDetails = {}): Answer {
  const { status, title } = PROBLEMS[code];
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: { type: 'about:blank', title, status, code, ...(detail ? { detail } : {}), ...members },
  };
}

/** One thing that is wrong in a request. */
export interface FieldError {
  /** For example `lines[3].quantity`, or the name of a header or parameter. */
  readonly path: string;
  /** What was found, and what is allowed. */
  readonly message: string;
}

/** Errors that are listed at most: enough to correct a request, too few to make a large answer. */
const MAX_LISTED_ERRORS = 50;

/** 400 with every wrong field, up to 50. */
export function invalidRequest(errors: readonly FieldError[]): Answer {
  return problem('invalid_request', { members: { errors: errors.slice(0, MAX_LISTED_ERRORS) } });
}

/** A request is refused before any use case sees it; carries the answer. */
export class RequestRefused extends HoldfastError {
  readonly code = 'request_refused';
  readonly retryable = false;

  constructor(readonly answer: Answer) {
    super(`request refused with status ${answer.status}`);
  }

  /** A refusal with wrong fields. */
  static fields(...errors: FieldError[]): RequestRefused {
    return new RequestRefused(invalidRequest(errors));
  }
}
