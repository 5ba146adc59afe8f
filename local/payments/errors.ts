/** `error` in the body of a refused request (https://docs.stripe.com/api/errors). */
export interface StripeErrorBody {
  readonly type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  readonly code?: string;
  readonly decline_code?: string;
  readonly message: string;
  readonly param?: string;
  readonly charge?: string;
  readonly payment_intent?: unknown;
}

/** A refusal with its HTTP status. */
export interface StripeError {
  readonly status: number;
  readonly error: StripeErrorBody;
}

const invalidRequest = (
  status: number,
  code: string | undefined,
  message: string,
  extra: Partial<StripeErrorBody> = {},
): StripeError => ({
  status,
  error: { type: 'invalid_request_error', ...(code === undefined ? {} : { code }), message, ...extra },
});

/** 401: no key, or one that is not a secret key. */
export function unauthorized(message: string): StripeError {
  return invalidRequest(401, undefined, message);
}

/** 404 for an id in the URL, 400 for one in a parameter, as Stripe does. */
export function resourceMissing(status: 400 | 404, what: string, id: string, param: string): StripeError {
  return invalidRequest(status, 'resource_missing', `No such ${what}: '${id}'`, { param });
}

/** 400 for a parameter that is missing, unknown or malformed. */
export function invalidParameter(code: string, message: string, param: string): StripeError {
  return invalidRequest(400, code, message, { param });
}

/** 400: the intent's status does not allow what was asked; the intent comes with the answer. */
export function unexpectedState(message: string, intent: unknown): StripeError {
  return invalidRequest(400, 'payment_intent_unexpected_state', message, { payment_intent: intent });
}

/** 400: everything that was charged has been refunded. */
export function alreadyRefunded(chargeId: string): StripeError {
  return invalidRequest(400, 'charge_already_refunded', `Charge ${chargeId} has already been refunded.`, {
    charge: chargeId,
  });
}

/** 404: Stripe has no such path, or this simulator does not speak it. */
export function unknownRoute(method: string, path: string): StripeError {
  return invalidRequest(404, undefined, `Unrecognized request URL (${method}: ${path}).`);
}

/** 400: the key was used with other parameters or at another endpoint. */
export function idempotencyMismatch(key: string): StripeError {
  return {
    status: 400,
    error: {
      type: 'idempotency_error',
      message:
        `Keys for idempotent requests can only be used with the same parameters they were first used with. ` +
        `Try using a key other than '${key}' if you meant to execute a different request.`,
    },
  };
}

/** 409: a request with this key is being worked on. */
export function idempotencyKeyInUse(key: string): StripeError {
  return invalidRequest(
    409,
    'idempotency_key_in_use',
    `There is currently another in-progress request using this Idempotency Key '${key}'.`,
  );
}

/** 500, as in an outage at the provider. */
export const SERVER_ERROR: StripeError = {
  status: 500,
  error: { type: 'api_error', message: 'An unknown error occurred (fault payments.mode = error).' },
};
