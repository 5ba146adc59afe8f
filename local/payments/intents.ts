import {
  resourceMissing,
  unexpectedState,
  alreadyRefunded,
  invalidParameter,
  type StripeError,
} from './errors';
import { type Charge, type PaymentIntent, type Refund } from './objects';
import { findPaymentMethod, GENERIC_DECLINE, type CardBehaviour } from './payment-methods';

/** What a new intent is made of. */
export interface IntentDetails {
  readonly amount: number;
  readonly currency: string;
  readonly paymentMethod?: string | undefined;
  readonly description?: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A new intent, not yet confirmed. */
export function openIntent(id: string, created: number, details: IntentDetails): PaymentIntent {
  return {
    id,
    object: 'payment_intent',
    amount: details.amount,
    amount_received: 0,
    currency: details.currency,
    status: details.paymentMethod === undefined ? 'requires_payment_method' : 'requires_confirmation',
    payment_method: details.paymentMethod ?? null,
    latest_charge: null,
    last_payment_error: null,
    cancellation_reason: null,
    canceled_at: null,
    description: details.description ?? null,
    metadata: details.metadata,
    created,
    livemode: false,
  };
}

/** What confirming an intent leads to. A declined one has changed too, and left a failed charge. */
export type Confirmation =
  | { readonly kind: 'charged'; readonly intent: PaymentIntent; readonly charge: Charge }
  | {
      readonly kind: 'declined';
      readonly intent: PaymentIntent;
      readonly charge: Charge;
      readonly refusal: StripeError;
    }
  | { readonly kind: 'refused'; readonly refusal: StripeError };

/** A confirmation: the method may come with it, and the whole provider may be declining (a fault). */
export interface ConfirmRequest {
  readonly paymentMethod?: string | undefined;
  readonly declineAll: boolean;
  readonly chargeId: string;
  /** Seconds since 1970. */
  readonly now: number;
}

function chargeOf(
  intent: PaymentIntent,
  method: string,
  request: ConfirmRequest,
  outcome: Pick<Charge, 'status' | 'paid' | 'failure_code'>,
): Charge {
  return {
    id: request.chargeId,
    object: 'charge',
    amount: intent.amount,
    amount_refunded: 0,
    currency: intent.currency,
    refunded: false,
    payment_intent: intent.id,
    payment_method: method,
    metadata: intent.metadata,
    created: request.now,
    livemode: false,
    ...outcome,
  };
}

function decline(
  intent: PaymentIntent,
  method: string,
  request: ConfirmRequest,
  card: CardBehaviour & { kind: 'declines' },
): Confirmation {
  const reason = {
    type: 'card_error' as const,
    code: card.code,
    decline_code: card.declineCode,
    message: card.message,
    charge: request.chargeId,
  };
  const declined: PaymentIntent = {
    ...intent,
    status: 'requires_payment_method',
    payment_method: null,
    latest_charge: request.chargeId,
    last_payment_error: reason,
  };
  return {
    kind: 'declined',
    intent: declined,
    charge: chargeOf(intent, method, request, { status: 'failed', paid: false, failure_code: card.code }),
    refusal: { status: 402, error: { ...reason, payment_intent: declined } },
  };
}

function charge(intent: PaymentIntent, method: string, request: ConfirmRequest): Confirmation {
  return {
    kind: 'charged',
    intent: {
      ...intent,
      status: 'succeeded',
      payment_method: method,
      amount_received: intent.amount,
      latest_charge: request.chargeId,
      last_payment_error: null,
    },
    charge: chargeOf(intent, method, request, { status: 'succeeded', paid: true, failure_code: null }),
  };
}

/** Confirms an intent: charges the card, or leaves the intent waiting for another one. */
export function confirmIntent(intent: PaymentIntent, request: ConfirmRequest): Confirmation {
  if (intent.status === 'succeeded' || intent.status === 'canceled') {
    const message =
      `You cannot confirm this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent ` +
      `with one of the following statuses may be confirmed: requires_confirmation, requires_payment_method.`;
    return { kind: 'refused', refusal: unexpectedState(message, intent) };
  }
  const method = request.paymentMethod ?? intent.payment_method;
  if (method === null) {
    const message = `You cannot confirm this PaymentIntent because it's missing a payment method.`;
    return { kind: 'refused', refusal: unexpectedState(message, intent) };
  }
  const card = findPaymentMethod(method);
  if (card === undefined) {
    return { kind: 'refused', refusal: resourceMissing(400, 'PaymentMethod', method, 'payment_method') };
  }
  if (request.declineAll) return decline(intent, method, request, GENERIC_DECLINE);
  return card.kind === 'declines' ? decline(intent, method, request, card) : charge(intent, method, request);
}

/** What cancelling an intent leads to. */
export type Cancellation =
  | { readonly kind: 'canceled'; readonly intent: PaymentIntent }
  | { readonly kind: 'refused'; readonly refusal: StripeError };

/** Cancels an intent that has not been paid: from then on it can never be charged. */
export function cancelIntent(intent: PaymentIntent, reason: string | null, now: number): Cancellation {
  if (intent.status === 'succeeded' || intent.status === 'canceled') {
    const message =
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent ` +
      `with one of the following statuses may be canceled: requires_payment_method, requires_confirmation.`;
    return { kind: 'refused', refusal: unexpectedState(message, intent) };
  }
  return {
    kind: 'canceled',
    intent: { ...intent, status: 'canceled', cancellation_reason: reason, canceled_at: now },
  };
}

/** What a refund is made of; without an amount it takes all that is left. */
export interface RefundDetails {
  readonly amount?: number | undefined;
  readonly reason: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What refunding a charge leads to. */
export type Refunding =
  | { readonly kind: 'refunded'; readonly charge: Charge; readonly refund: Refund }
  | { readonly kind: 'refused'; readonly refusal: StripeError };

/** Gives a charge back, in full or in part, never more than was taken. */
export function refundCharge(
  source: Charge,
  details: RefundDetails,
  refundId: string,
  now: number,
): Refunding {
  const left = source.amount - source.amount_refunded;
  if (left === 0) return { kind: 'refused', refusal: alreadyRefunded(source.id) };
  const amount = details.amount ?? left;
  if (amount > left) {
    const message = `Refund amount (${amount}) is greater than unrefunded amount on charge (${left}).`;
    return { kind: 'refused', refusal: invalidParameter('amount_too_large', message, 'amount') };
  }
  const refunded = source.amount_refunded + amount;
  return {
    kind: 'refunded',
    charge: { ...source, amount_refunded: refunded, refunded: refunded === source.amount },
    refund: {
      id: refundId,
      object: 'refund',
      amount,
      currency: source.currency,
      status: 'succeeded',
      charge: source.id,
      payment_intent: source.payment_intent,
      reason: details.reason,
      metadata: details.metadata,
      created: now,
    },
  };
}
