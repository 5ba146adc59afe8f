import { type Coupon } from '../coupons/coupon';
import { type Order } from '../orders/order';
import { type MessageTemplate } from '../orders/owed';
import { referenceOf } from './reference';
import { WORDINGS } from './templates';

/** The SMS that tells a shopper of an order: at most 160 letters, so that it is one message. */
export function renderSms(template: MessageTemplate, order: Order, coupon?: Coupon): string {
  const thanks = coupon ? [`For your patience, ${coupon.percent}% off your next: ${coupon.code}`] : [];
  return [WORDINGS[template].short, ...thanks, `Order ${referenceOf(order)}`].join(' ');
}
