import { type StockDeps } from '../deps';
import { StoreUnavailable } from '../errors';
import { type Order } from '../orders/order';
import { applyReceipt } from '../stock/receipts';
import { type Coupon, couponOf, couponSku } from './coupon';

/**
 * Makes the coupon of a buffered order redeemable, in both Regions: one unit of its SKU comes into stock under the
 * order's id, which the ledger does once, however often and by however many it is tried. `undefined` where the
 * order gets none. Throws `StoreUnavailable`: try again.
 */
export async function issueCoupon(deps: StockDeps, order: Order): Promise<Coupon | undefined> {
  const coupon = couponOf(order);
  if (coupon === undefined) return undefined;
  const outcome = await applyReceipt(deps, {
    sku: couponSku(coupon.code),
    receiptId: order.id,
    quantity: 1,
  });
  if (outcome.kind === 'applied') return coupon;
  throw new StoreUnavailable(`The coupon of ${order.id} could not be issued: ${outcome.kind}`, 'unknown');
}
