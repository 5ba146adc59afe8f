import { type Order, type OrderDetails } from '../orders/order';
import { type OwedMessage, partsOf } from '../orders/owed';
import { type OutgoingMessage } from './messages';
import { renderEmail } from './render-email';
import { renderSms } from './render-sms';

/** The message that an order owes; undefined where the shopper gave no address for the channel. */
export function messageFor(
  owed: OwedMessage,
  order: Order,
  details: OrderDetails,
): OutgoingMessage | undefined {
  const { channel, template } = partsOf(owed);
  const { email, phone } = details.customer;
  const common = { template, orderId: order.id };
  if (channel === 'email') return { ...common, channel, to: email, ...renderEmail(template, order, details) };
  return phone === undefined
    ? undefined
    : { ...common, channel, to: phone, text: renderSms(template, order) };
}
