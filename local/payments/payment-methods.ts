/** How a card behaves when it is charged. */
export type CardBehaviour =
  | { readonly kind: 'succeeds' }
  | {
      readonly kind: 'declines';
      readonly code: string;
      readonly declineCode: string;
      readonly message: string;
    };

const declines = (declineCode: string, message: string, code = 'card_declined'): CardBehaviour => ({
  kind: 'declines',
  code,
  declineCode,
  message,
});

/** What the issuer says without giving a reason; also what the fault `decline` answers. */
export const GENERIC_DECLINE = {
  kind: 'declines',
  code: 'card_declined',
  declineCode: 'generic_decline',
  message: 'Your card was declined.',
} as const satisfies CardBehaviour;

/** Stripe's test payment methods (https://docs.stripe.com/testing), those that make sense without 3-D Secure. */
const TEST_PAYMENT_METHODS: ReadonlyMap<string, CardBehaviour> = new Map([
  ['pm_card_visa', { kind: 'succeeds' }],
  ['pm_card_mastercard', { kind: 'succeeds' }],
  ['pm_card_amex', { kind: 'succeeds' }],
  ['pm_card_visa_chargeDeclined', GENERIC_DECLINE],
  [
    'pm_card_visa_chargeDeclinedInsufficientFunds',
    declines('insufficient_funds', 'Your card has insufficient funds.'),
  ],
  ['pm_card_visa_chargeDeclinedLostCard', declines('lost_card', 'Your card was declined.')],
  ['pm_card_visa_chargeDeclinedStolenCard', declines('stolen_card', 'Your card was declined.')],
  ['pm_card_chargeDeclinedExpiredCard', declines('expired_card', 'Your card has expired.', 'expired_card')],
]);

/** The behaviour of a payment method, or `undefined` for an id that does not exist. */
export function findPaymentMethod(id: string): CardBehaviour | undefined {
  return TEST_PAYMENT_METHODS.get(id);
}
