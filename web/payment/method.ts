/** What came of asking the shopper for a means of payment. */
export type PaymentChoice =
  | { readonly kind: 'chosen'; readonly token: string }
  /** The form says itself what is missing. */
  | { readonly kind: 'incomplete' };

/** A way to pay, as the checkout sees it: it never sees a card. */
export interface PaymentMethod {
  /** The payment provider's name for what the shopper chose; the same one until they choose again. */
  choose(): Promise<PaymentChoice>;
}

/** What every way to pay is given by the checkout. */
export interface PaymentFieldProps {
  /** What is to be paid, in minor units, and in which currency. */
  readonly amount: number;
  readonly currency: string;
  /** Told which way to pay there is, as soon as it can be used; `undefined` when it no longer can. */
  readonly onMethod: (method: PaymentMethod | undefined) => void;
}

/** Stripe's test payment methods that are offered in a test shop (https://docs.stripe.com/testing). */
export const TEST_TOKENS = [
  'pm_card_visa',
  'pm_card_mastercard',
  'pm_card_visa_chargeDeclined',
  'pm_card_visa_chargeDeclinedInsufficientFunds',
  'pm_card_chargeDeclinedExpiredCard',
] as const;

export type TestToken = (typeof TEST_TOKENS)[number];
