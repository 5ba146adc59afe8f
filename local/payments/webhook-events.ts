import { createHash } from 'node:crypto';
import { type PaymentLedger } from './ledger';
import { type Charge, type PaymentIntent } from './objects';

/** The version of Stripe's API whose shapes the simulator speaks. */
const API_VERSION = '2025-09-30.clover';

/** The types of events that the simulator knows. */
export type PaymentEventType =
  | 'payment_intent.succeeded'
  | 'payment_intent.payment_failed'
  | 'payment_intent.canceled'
  | 'charge.refunded';

/** An event as Stripe sends it (https://docs.stripe.com/api/events/object). */
export interface PaymentEvent {
  /** The same each time the event is sent. */
  readonly id: string;
  readonly object: 'event';
  readonly api_version: string;
  readonly type: PaymentEventType;
  /** When it happened: seconds since 1970. */
  readonly created: number;
  readonly livemode: false;
  readonly pending_webhooks: number;
  readonly request: { readonly id: null; readonly idempotency_key: null };
  readonly data: { readonly object: PaymentIntent | Charge };
}

/**
 * Everything that has happened to the payments of an order, in order: of things of the same second, attempts to charge come
 * first and refunds last. `undefined` where the provider knows no payment of the order.
 */
export function eventsOf(ledger: PaymentLedger, orderId: string): readonly PaymentEvent[] | undefined {
  const ofOrder = (one: PaymentIntent | Charge): boolean => one.metadata['order_id'] === orderId;
  const intents = [...ledger.intents.values()].filter(ofOrder);
  const charges = [...ledger.charges.values()].filter(ofOrder);
  if (intents.length === 0 && charges.length === 0) return undefined;
  const events = [
    ...charges.flatMap((charge) => attempted(charge, ledger.intents.get(charge.payment_intent))),
    ...intents.flatMap(canceled),
    ...charges.flatMap((charge) => refunded(charge, ledger)),
  ];
  return events.sort((a, b) => a.created - b.created);
}

/** The intent is told as it was then: it may have changed since. */
function attempted(charge: Charge, intent: PaymentIntent | undefined): PaymentEvent[] {
  if (intent === undefined) return [];
  const then = { ...intent, latest_charge: charge.id, canceled_at: null, cancellation_reason: null };
  if (charge.status === 'succeeded')
    return [
      event('payment_intent.succeeded', charge.id, charge.created, {
        ...then,
        status: 'succeeded',
        amount_received: charge.amount,
        last_payment_error: null,
      }),
    ];
  const failed = { status: 'requires_payment_method', payment_method: null, amount_received: 0 } as const;
  return [event('payment_intent.payment_failed', charge.id, charge.created, { ...then, ...failed })];
}

const canceled = (intent: PaymentIntent): PaymentEvent[] =>
  intent.canceled_at === null
    ? []
    : [event('payment_intent.canceled', intent.id, intent.canceled_at, intent)];

const refunded = (charge: Charge, { refunds }: PaymentLedger): PaymentEvent[] =>
  [...refunds.values()]
    .filter((refund) => refund.charge === charge.id)
    .map((refund) => event('charge.refunded', refund.id, refund.created, charge));

/** `cause` is the id of what made it happen, so that each event has an id of its own, which it keeps. */
function event(
  type: PaymentEventType,
  cause: string,
  created: number,
  object: PaymentIntent | Charge,
): PaymentEvent {
  const digest = createHash('sha256').update(`${type} ${cause}`).digest('hex');
  return {
    id: `evt_${digest.slice(0, 24)}`,
    object: 'event',
    api_version: API_VERSION,
    type,
    created,
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    data: { object },
  };
}
