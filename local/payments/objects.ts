import { type StripeError } from './errors';

/**
 * Statuses of a PaymentIntent that cards without 3-D Secure pass through
 * (https://docs.stripe.com/payments/paymentintents/lifecycle); `processing` is over within the request here.
 */
export type IntentStatus = 'requires_payment_method' | 'requires_confirmation' | 'succeeded' | 'canceled';

/** A PaymentIntent as the API shows it. Amounts in minor units, times in seconds since 1970. */
export interface PaymentIntent {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly amount: number;
  readonly amount_received: number;
  readonly currency: string;
  readonly status: IntentStatus;
  readonly payment_method: string | null;
  readonly latest_charge: string | null;
  readonly last_payment_error: StripeError['error'] | null;
  readonly cancellation_reason: string | null;
  readonly canceled_at: number | null;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly created: number;
  readonly livemode: false;
}

/** A charge: one attempt to take money. */
export interface Charge {
  readonly id: string;
  readonly object: 'charge';
  readonly amount: number;
  readonly amount_refunded: number;
  readonly currency: string;
  readonly status: 'succeeded' | 'failed';
  readonly paid: boolean;
  readonly refunded: boolean;
  readonly failure_code: string | null;
  readonly payment_intent: string;
  readonly payment_method: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly created: number;
  readonly livemode: false;
}

/** A refund, complete as soon as it exists. */
export interface Refund {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  readonly currency: string;
  readonly status: 'succeeded';
  readonly charge: string;
  readonly payment_intent: string;
  readonly reason: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly created: number;
}
