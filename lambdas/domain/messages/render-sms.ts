import { type Order } from '../orders/order';
import { type MessageTemplate } from '../orders/owed';
import { referenceOf } from './reference';
import { WORDINGS } from './templates';

/** The SMS that tells a shopper of an order: at most 160 letters, so that it is one message. */
export const renderSms = (template: MessageTemplate, order: Order): string =>
  `${WORDINGS[template].short} Order ${referenceOf(order)}`;
