/** A time in which charges and orders are compared: `from` belongs to it, `to` does not. */
export interface Range {
  /** Ms since the epoch, whole seconds: the provider knows nothing finer. */
  readonly from: number;
  readonly to: number;
}

/** Why a charge has no order that is to be paid with it. */
export type StrayReason =
  | 'no_order'
  /** Its order is over, and was never to be paid. */
  | 'order_cancelled'
  /** Its order says that the money is back, and it is not: the refund failed afterwards. */
  | 'order_refunded'
  /** Its order is paid, or is to be paid, with another intent. */
  | 'duplicate';

/** A charge that goes back to the shopper. */
export interface Stray {
  readonly intentId: string;
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
  /** ISO 8601. */
  readonly chargedAt: string;
  readonly reason: StrayReason;
}

/** A stray that is not refunded yet; the next run tries again. */
export interface PendingRefund extends Stray {
  readonly tries: number;
  /** What has to happen first, in words. */
  readonly waitingFor: string;
}

/** A confirmed order that the provider may never have charged. */
export interface Suspect {
  readonly orderId: string;
  readonly intentId?: string | undefined;
  readonly amount: number;
  readonly currency: string;
  /** ISO 8601. */
  readonly confirmedAt: string;
}

/** A confirmed order without money. Nothing is done about it: somebody has to look (docs/operations.md). */
export interface ConfirmedWithoutCharge extends Suspect {
  readonly state: 'no_intent' | 'no_charge' | 'refunded';
}

/** A suspect that the provider gave no answer about. */
export interface Unverified extends Suspect {
  readonly waitingFor: string;
}

/** Minor units of one currency. */
export interface CurrencyAmounts {
  /** All charges of the range, refunded ones too. */
  readonly charged: number;
  /** What this reconciliation refunded. */
  readonly refunded: number;
}

/** What a comparison came to. It holds no personal data. All times ISO 8601. */
export interface ReconciliationReport {
  readonly from: string;
  readonly to: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** The provider's charges of the range that name an order of ours. */
  readonly charges: number;
  /** Those that name none; they are left alone. */
  readonly notOurs: number;
  /** Orders that were confirmed in the range and are so now. */
  readonly orders: number;
  /** By ISO 4217 code. */
  readonly amounts: Readonly<Record<string, CurrencyAmounts>>;
  readonly refunded: readonly Stray[];
  readonly refundsPending: readonly PendingRefund[];
  readonly confirmedWithoutCharge: readonly ConfirmedWithoutCharge[];
  readonly unverified: readonly Unverified[];
}

/** Whether a later run has something to try again. */
export const isOpen = ({
  refundsPending,
  unverified,
}: Pick<ReconciliationReport, 'refundsPending' | 'unverified'>): boolean =>
  refundsPending.length > 0 || unverified.length > 0;
