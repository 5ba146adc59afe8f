import { type Order, type OrderDetails } from '../orders/order';
import { type MessageTemplate } from '../orders/owed';

/** The parts of an e-mail. */
export interface Email {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const SENTENCES: Record<MessageTemplate, string> = {
  'order-confirmed': 'Thank you. Your order is confirmed.',
  'order-cancelled': 'Your order was cancelled. Nothing was charged.',
  'order-refunded': 'Your order was cancelled and your money was paid back.',
  'payment-declined': 'The payment was declined. Nothing was charged; please order again with another card.',
};

/** The e-mail for a template. */
export function renderEmail(template: MessageTemplate, order: Order, details: OrderDetails): Email {
  const lines = details.lines.map(({ name, quantity }) => `${quantity} x ${name}`).join('\n');
  const text = `${SENTENCES[template]}\n\n${lines}\n\n${order.id}`;
  return { subject: SENTENCES[template], text, html: `<pre>${text}</pre>` };
}

/** The text message for a template. */
export function renderSms(template: MessageTemplate, order: Order): { text: string } {
  return { text: `${SENTENCES[template]} ${order.id}` };
}
