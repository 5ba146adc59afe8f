/** The parts of Stripe's objects that Holdfast reads (https://docs.stripe.com/api). */

/** https://docs.stripe.com/payments/paymentintents/lifecycle */
export interface StripeIntent {
  readonly id: string;
  readonly status: string;
  readonly last_payment_error?: StripeError | null;
}

/** https://docs.stripe.com/api/errors */
export interface StripeError {
  readonly type?: string;
  readonly code?: string;
  readonly decline_code?: string;
  readonly payment_intent?: StripeIntent;
}

export interface StripeRefund {
  readonly id: string;
  readonly status: string | null;
}

export interface StripeCharge {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly currency: string;
  readonly refunded: boolean;
  readonly payment_intent: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** Seconds since 1970. */
  readonly created: number;
}

export interface StripeList<T> {
  readonly data: readonly T[];
  readonly has_more: boolean;
}

/** Tells JSON objects (and lists) from everything else. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The body as an intent; `undefined` when it is none. */
export const asIntent = (body: unknown): StripeIntent | undefined =>
  isObject(body) && typeof body['id'] === 'string' && typeof body['status'] === 'string'
    ? {
        id: body['id'],
        status: body['status'],
        last_payment_error: asError(body['last_payment_error']) ?? null,
      }
    : undefined;

/** The body as a refund; `undefined` when it is none. */
export const asRefund = (body: unknown): StripeRefund | undefined =>
  isObject(body) && typeof body['id'] === 'string' && typeof body['status'] === 'string'
    ? { id: body['id'], status: body['status'] }
    : undefined;

/** The body as a list; its elements are taken as Stripe documents them. */
export const asList = <T>(body: unknown): StripeList<T> | undefined =>
  isObject(body) && Array.isArray(body['data'])
    ? { data: body['data'] as T[], has_more: body['has_more'] === true }
    : undefined;

/** The error in the body of a refused request. */
export const errorOf = (body: unknown): StripeError =>
  (isObject(body) ? asError(body['error']) : undefined) ?? {};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function asError(value: unknown): StripeError | undefined {
  if (!isObject(value)) return undefined;
  const fields = {
    type: textOf(value['type']),
    code: textOf(value['code']),
    decline_code: textOf(value['decline_code']),
    payment_intent: asIntent(value['payment_intent']),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== undefined));
}
