import {
  type CancelIntentResult,
  type Charge,
  type ChargeFilter,
  type CreateIntentResult,
  type IntentState,
  type RefundResult,
  type Unavailable,
} from '../../../domain/payments/payments';
import { type StripeAnswer } from './http';
import {
  asIntent,
  asRefund,
  errorOf,
  type StripeCharge,
  type StripeError,
  type StripeIntent,
} from './objects';

/**
 * Refusals of a request that are no statement about the card or the amount: they are our mistakes or
 * settings, somebody has to mend them, and until then the order waits.
 */
const OUR_FAULT = new Set([
  'parameter_unknown',
  'parameter_missing',
  'idempotency_key_in_use',
  'lock_timeout',
  'rate_limit',
  'api_key_expired',
  'secret_key_required',
  'testmode_charges_only',
  'livemode_mismatch',
]);

/**
 * Answers to what stands in a request: a conflict, an intent that does not exist, a refund that the balance does not
 * cover. Others say that Stripe does not work, or not for us: 401, 403, 424, 429 and 5xx
 * (https://docs.stripe.com/api/errors).
 */
const ABOUT_THE_REQUEST: readonly number[] = [400, 402, 404, 409];

const unavailable = (reason: string): Unavailable => ({ kind: 'unavailable', reason });

/** Stripe works, and this payment does not. */
export const unavailableWhileUp = (reason: string): Unavailable => ({ ...unavailable(reason), isUp: true });

/** Short and stable, for logs; Stripe's messages are left out because they quote keys and tokens. */
export function unusable(answer: StripeAnswer): Unavailable {
  if (answer.kind === 'none') return unavailable(answer.reason);
  const { code, type } = errorOf(answer.body);
  const reason = ['HTTP', answer.status, code ?? type].filter((part) => part !== undefined).join(' ');
  return ABOUT_THE_REQUEST.includes(answer.status) ? unavailableWhileUp(reason) : unavailable(reason);
}

const declineReason = ({ decline_code, code }: StripeError): string =>
  decline_code ?? code ?? 'card_declined';

/** Answer to `POST /v1/payment_intents`. */
export function createResultOf(answer: StripeAnswer): CreateIntentResult {
  if (answer.kind === 'none') return unusable(answer);
  if (answer.status === 200) {
    const intent = asIntent(answer.body);
    return intent ? { kind: 'created', intentId: intent.id } : unavailable('HTTP 200 without an intent');
  }
  const error = errorOf(answer.body);
  const refusal = answer.status === 402 || (answer.status === 400 && error.type === 'invalid_request_error');
  return refusal && !OUR_FAULT.has(error.code ?? '')
    ? { kind: 'refused', reason: declineReason(error) }
    : unusable(answer);
}

/** Where an intent stands by its status. */
export function stateOf(intent: StripeIntent): IntentState {
  switch (intent.status) {
    case 'succeeded':
      return { kind: 'succeeded' };
    case 'canceled':
      return { kind: 'cancelled' };
    // After a decline Stripe takes the payment method off the intent; ours always have one before that.
    case 'requires_payment_method':
      return { kind: 'declined', reason: declineReason(intent.last_payment_error ?? {}) };
    case 'requires_confirmation':
    case 'requires_action':
      return { kind: 'unconfirmed' };
    case 'processing':
    case 'requires_capture':
      return { kind: 'processing' };
    default:
      return unavailableWhileUp(`unknown status ${intent.status}`);
  }
}

/**
 * Answer to a retrieval, or to a confirmation. `undefined` when a confirmation was refused without saying
 * where the intent stands: it has to be retrieved.
 */
export function intentStateOf(answer: StripeAnswer): IntentState | undefined {
  if (answer.kind === 'none') return unusable(answer);
  if (answer.status === 200) {
    const intent = asIntent(answer.body);
    return intent ? stateOf(intent) : unavailable('HTTP 200 without an intent');
  }
  const error = errorOf(answer.body);
  if (answer.status === 402) return { kind: 'declined', reason: declineReason(error) };
  if (answer.status !== 400 || error.type !== 'invalid_request_error') return unusable(answer);
  return error.payment_intent && stateOf(error.payment_intent);
}

/** What a cancellation came to, by where the intent stands after it. */
export function cancelResultOf(state: IntentState): CancelIntentResult {
  switch (state.kind) {
    case 'cancelled':
    case 'succeeded':
    case 'processing':
    case 'unavailable':
      return state;
    case 'declined':
    case 'unconfirmed':
      return unavailableWhileUp('the intent was not cancelled');
  }
}

/** Answer to `POST /v1/refunds`. */
export function refundResultOf(answer: StripeAnswer): RefundResult {
  if (answer.kind === 'none') return unusable(answer);
  if (errorOf(answer.body).code === 'charge_already_refunded') return { kind: 'refunded' };
  const refund = answer.status === 200 ? asRefund(answer.body) : undefined;
  switch (refund?.status) {
    case undefined:
      return unusable(answer);
    case 'succeeded':
      return { kind: 'refunded' };
    case 'pending':
    case 'requires_action':
      return { kind: 'processing' };
    default:
      return unavailableWhileUp(`refund ${refund?.status}`);
  }
}

/** Whether Stripe knows no object with an id that the request named. */
export const isUnknown = (answer: StripeAnswer): boolean =>
  answer.kind === 'answer' && errorOf(answer.body).code === 'resource_missing';

const secondsOf = (ms: number): string => String(Math.ceil(ms / 1_000));

/** Parameters of `GET /v1/charges` (https://docs.stripe.com/api/charges/list); `created` is in whole seconds. */
export const chargeListParameters = ({ from, to, intentId }: ChargeFilter): Record<string, string> => ({
  ...(from === undefined ? {} : { 'created[gte]': secondsOf(from) }),
  ...(to === undefined ? {} : { 'created[lt]': secondsOf(to) }),
  ...(intentId === undefined ? {} : { payment_intent: intentId }),
});

/** A succeeded charge of the list. */
export const chargeOf = (charge: StripeCharge): Charge => ({
  intentId: charge.payment_intent ?? charge.id,
  orderId: charge.metadata['order_id'],
  amount: { amount: charge.amount, currency: charge.currency.toUpperCase() },
  refunded: charge.refunded,
  at: charge.created * 1_000,
});
