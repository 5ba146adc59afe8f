import { type Mail } from '../../client/shapes';
import { groupBy } from '../../group-by';
import { type Shown, type Visit } from '../record';
import { customersOf } from './orders';
import { judgeEach, type Verdict } from './verdict';

/** What the shop's thank-you coupons look like: percent, and 15 characters of Crockford's base 32. */
const COUPON = /\bTHANKS\d{1,3}(?:-[0-9A-HJKMNP-TV-Z]{5}){3}\b/;

/**
 * An order that was confirmed after it was put off brings a coupon that no other order has; one that was paid
 * at once brings none. Where an answer was lost nobody knows whether the order was put off.
 */
export function judgeCoupons(
  visits: readonly Visit[],
  shown: ReadonlyMap<string, Shown>,
  mails: readonly Mail[],
): Verdict {
  const confirmations = mails.filter(
    ({ channel, template }) => channel === 'email' && template === 'order-confirmed',
  );
  const byOrder = groupBy(confirmations, ({ orderId }) => orderId);
  const owners = groupBy(confirmations, ({ body }) => COUPON.exec(body)?.[0] ?? '');
  const customers = customersOf(visits).filter(({ kept }) => {
    const found = shown.get(kept.orderId);
    return (
      !kept.replayed && found?.kind === 'order' && found.status === 'confirmed' && byOrder.has(kept.orderId)
    );
  });
  return judgeEach(
    'each order that was confirmed after it was put off brought a coupon of its own, the others none',
    customers,
    ({ kept }) => kept.orderId,
    ({ kept }) => {
      const codes = new Set((byOrder.get(kept.orderId) ?? []).map(({ body }) => COUPON.exec(body)?.[0]));
      const [code] = codes;
      if (kept.status !== 202)
        return code === undefined ? null : `answered ${kept.status} and brought ${code}`;
      if (code === undefined || codes.size > 1) return `put off, and its message has ${code ?? 'no coupon'}`;
      const sharing = new Set(owners.get(code)?.map(({ orderId }) => orderId));
      return sharing.size === 1 ? null : `${code} is another order's as well`;
    },
  );
}
