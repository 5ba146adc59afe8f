import { type MessageTemplate } from '../orders/owed';

/** What a message says, whatever the channel. Plain sentences: they are escaped where they become HTML. */
export interface Wording {
  /** Subject of an e-mail, and its heading. */
  readonly subject: string;
  /** First paragraph. */
  readonly opening: string;
  /** Last paragraph: what happens next, and what the shopper may do. */
  readonly next: string;
  /** An SMS: letters of the GSM 03.38 alphabet only, so that with its number it fits into one of 160. */
  readonly short: string;
}

/** The texts that shoppers get. Change them here, and the golden texts in test/domain/messages with them. */
export const WORDINGS: Record<MessageTemplate, Wording> = {
  'order-recorded': {
    subject: 'We have your order',
    opening: 'Thank you for your order. Payment is busy at the moment, so it is not paid yet.',
    next: 'Your order is recorded and its goods are kept for you. You need not do anything: we will write again as soon as it is paid.',
    short: 'We have your order. Payment is busy, its goods are kept for you. We will write again.',
  },
  'order-confirmed': {
    subject: 'Your order is confirmed',
    opening: 'Thank you for your order. It is confirmed and paid.',
    next: 'We are getting it ready. Until it leaves the house you can still cancel it.',
    short: 'Thank you. Your order is confirmed and paid.',
  },
  'order-cancelled': {
    subject: 'Your order was cancelled',
    opening: 'Your order was cancelled. You were not charged.',
    next: 'If this was not what you wanted, please order again.',
    short: 'Your order was cancelled. You were not charged.',
  },
  'order-refunded': {
    subject: 'Your money is on its way back',
    opening: 'Your order was cancelled, and we have paid back the full amount.',
    next: 'Depending on your bank it takes five to ten days until you see it on your account.',
    short:
      'Your order was cancelled and we have paid back the full amount. It may take your bank 5 to 10 days.',
  },
  'payment-declined': {
    subject: 'Your payment was declined',
    opening: 'Your payment was declined, so we could not accept your order. You were not charged.',
    next: 'Please order again with another card, or ask your bank.',
    short: 'Your payment was declined and your order was not accepted. You were not charged.',
  },
};
