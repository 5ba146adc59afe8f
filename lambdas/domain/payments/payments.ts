import { type Money } from '../money';

/** The provider gave no usable answer: time-out, 5xx, throttled, unreachable. What happened is unknown. */
export interface Unavailable {
  readonly kind: 'unavailable';
  readonly reason: string;
  /** Not worth trying before, in ms since the epoch. */
  readonly retryAt?: number | undefined;
  /** The provider is at work: it refuses this one payment, for a reason that somebody has to mend. */
  readonly isUp?: true | undefined;
}

export type CreateIntentResult =
  | { readonly kind: 'created'; readonly intentId: string }
  /** The provider refuses this means of payment or amount for good. */
  | { readonly kind: 'refused'; readonly reason: string }
  | Unavailable;

/** Where an intent stands at the provider. */
export type IntentState =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'declined'; readonly reason: string }
  /** Nothing was charged yet, confirming may. */
  | { readonly kind: 'unconfirmed' }
  /** The provider is at work on it. */
  | { readonly kind: 'processing' }
  | { readonly kind: 'cancelled' }
  | Unavailable;

export type CancelIntentResult =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'processing' }
  | Unavailable;

export type RefundResult = { readonly kind: 'refunded' } | { readonly kind: 'processing' } | Unavailable;

/** A succeeded payment as the provider's list shows it. */
export interface Charge {
  readonly intentId: string;
  /** From the intent's metadata; absent on payments that Holdfast did not make. */
  readonly orderId?: string | undefined;
  readonly amount: Money;
  readonly refunded: boolean;
  readonly at: number;
}

/** Which succeeded payments to list; without a part it does not matter. */
export interface ChargeFilter {
  /** Made at or after this time, in ms since the epoch; providers know whole seconds only. */
  readonly from?: number | undefined;
  /** Made before this time, as `from`. */
  readonly to?: number | undefined;
  /** Those of one intent: at most one that succeeded. */
  readonly intentId?: string | undefined;
}

/** Port to the payment provider. Every call has a time-out; no call throws for the provider's reasons. */
export interface Payments {
  /** Creates an unconfirmed intent: nothing is charged. A repeated `idempotencyKey` gives the same intent. */
  createIntent(request: {
    readonly orderId: string;
    readonly idempotencyKey: string;
    readonly amount: Money;
    readonly token: string;
  }): Promise<CreateIntentResult>;
  /** Charges. An intent succeeds at most once, whatever is sent. */
  confirmIntent(intentId: string, idempotencyKey: string): Promise<IntentState>;
  retrieveIntent(intentId: string): Promise<IntentState>;
  /** The fence: after `cancelled` no confirm can succeed. */
  cancelIntent(intentId: string): Promise<CancelIntentResult>;
  /** Refunds in full, once, whatever is sent. */
  refund(intentId: string, idempotencyKey: string): Promise<RefundResult>;
  /** Succeeded payments, refunded ones too, newest first, a page at a time. Throws `StoreUnavailable`. */
  listCharges(
    cursor?: string,
    filter?: ChargeFilter,
  ): Promise<{ charges: Charge[]; cursor?: string | undefined }>;
}
