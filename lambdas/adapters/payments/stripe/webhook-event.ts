import { ORDER_ID_PATTERN } from '../../../domain/orders/identity';
import { type PaymentNotice } from '../../../domain/payments/webhook';
import { isObject } from './objects';

/** An event as Stripe sends it, as far as Holdfast reads it (https://docs.stripe.com/api/events/object). */
export interface StripeEvent {
  /** `evt_…`, the same each time the event is sent. */
  readonly id: string;
  readonly type: string;
  /** False in Stripe's test mode. */
  readonly livemode: boolean;
  /** When it happened: seconds since 1970. */
  readonly created: number;
  readonly data: { readonly object: Readonly<Record<string, unknown>> };
}

/** What an event tells of one of our orders; `undefined` for every other event. */
export function noticeOf({ type, data: { object } }: StripeEvent): PaymentNotice | undefined {
  switch (type) {
    case 'payment_intent.succeeded':
      return noticeAbout(object, { paidIntentId: textOf(object['id']) });
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
      return noticeAbout(object);
    case 'charge.refunded':
      // A charge has a copy of its intent's metadata, unless somebody edits it.
      return noticeAbout(object) ?? noticeAbout(object['payment_intent']);
    default:
      return undefined;
  }
}

function noticeAbout(object: unknown, told: Partial<PaymentNotice> = {}): PaymentNotice | undefined {
  const metadata = isObject(object) ? object['metadata'] : undefined;
  const orderId = isObject(metadata) ? textOf(metadata['order_id']) : undefined;
  return orderId !== undefined && ORDER_ID_PATTERN.test(orderId) ? { ...told, orderId } : undefined;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
