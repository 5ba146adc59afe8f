/** Facts that other systems are told about an order, at least once, as events on the bus. */
export type OrderEventName = 'OrderPlaced' | 'OrderConfirmed' | 'OrderCancelled' | 'OrderRefunded';

/** What shoppers are told of their orders; the texts are in lambdas/domain/messages. */
export type MessageTemplate =
  | 'order-recorded'
  | 'order-confirmed'
  | 'order-cancelled'
  | 'order-refunded'
  | 'payment-declined';

/** Ways to reach a shopper. */
export type Channel = 'email' | 'sms';

/** A message on one channel, so that a failure of one never repeats the other. */
export type OwedMessage = `${Channel}:${MessageTemplate}`;

/** Something that an order's next step has to tell. */
export type Owed = OrderEventName | OwedMessage;

/** Tells messages from events. */
export const isMessage = (owed: Owed): owed is OwedMessage => owed.includes(':');

/** Tells events from messages. */
export const isEvent = (owed: Owed): owed is OrderEventName => !isMessage(owed);

/** The two parts of an owed message. */
export function partsOf(owed: OwedMessage): { channel: Channel; template: MessageTemplate } {
  const [channel, template] = owed.split(':') as [Channel, MessageTemplate];
  return { channel, template };
}

/** Whether a message brings the coupon of an order that was buffered. */
export const tellsOfCoupon = (owed: Owed): boolean =>
  isMessage(owed) && partsOf(owed).template === 'order-confirmed';

/**
 * What an order owes once it has moved on. Events pile up, as other systems may count on each of them. A
 * message that was not sent yet gives way to the newer one, which makes it pointless; and as nobody sends
 * it any more, a state that changes while a message is being sent never makes it be sent twice.
 */
export function owedAfter(before: readonly Owed[], event: OrderEventName, template: MessageTemplate): Owed[] {
  return [...before.filter(isEvent), event, `email:${template}`, `sms:${template}`];
}
