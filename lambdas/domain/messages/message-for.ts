import { type Coupon } from '../coupons/coupon';
import { type Order, type OrderDetails } from '../orders/order';
import { type OwedMessage, partsOf } from '../orders/owed';
import { type OutgoingMessage } from './messages';
import { renderEmail } from './render-email';
import { renderSms } from './render-sms';

/** E.164, the only form in which a number says which country it is of. */
const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * A phone number as it is dialled from abroad, in E.164: without what people write for reading, `(0)` for the zero
 * that is dialled at home only included; undefined if it does not name its country.
 */
export function dialled(phone: string | undefined): string | undefined {
  const digits = phone?.replace('(0)', '').replace(/[ ().-]/g, '');
  return digits !== undefined && E164.test(digits) ? digits : undefined;
}

/**
 * The message that an order owes, with the coupon that comes with it; undefined where the shopper gave no address for
 * the channel, or was forgotten. A national number gets none: sent as it is, it could be a stranger's in another
 * country.
 */
export function messageFor(
  owed: OwedMessage,
  order: Order,
  details: OrderDetails,
  coupon?: Coupon,
): OutgoingMessage | undefined {
  const { channel, template } = partsOf(owed);
  const { email } = details.customer;
  const phone = dialled(details.customer.phone);
  const common = { template, orderId: order.id };
  if (channel === 'email')
    return email === undefined
      ? undefined
      : { ...common, channel, to: email, ...renderEmail(template, order, details, coupon) };
  return phone === undefined
    ? undefined
    : { ...common, channel, to: phone, text: renderSms(template, order, coupon) };
}
