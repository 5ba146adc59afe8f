import { type Order, type OrderStatus } from '../orders/order';
import { type Charge } from '../payments/payments';
import { type AuditReport } from './report';

/** In these states an order may have been charged. */
const MAY_BE_CHARGED: ReadonlySet<OrderStatus> = new Set(['OPEN', 'CONFIRMED', 'VOIDING', 'REFUNDING']);

/** What an audit remembers of an order to compare it with the provider's list. */
export type AuditedOrder = Pick<Order, 'id' | 'status' | 'intentId'>;

/** A charge that is not refunded and names an order. */
type LiveCharge = Charge & { readonly orderId: string };

const isLive = (charge: Charge): charge is LiveCharge => !charge.refunded && charge.orderId !== undefined;

/** P3, both ways. Charges that carry no order id were not made by Holdfast and are left alone. */
export function comparePayments(
  orders: ReadonlyMap<string, AuditedOrder>,
  charges: readonly Charge[],
): Pick<AuditReport, 'chargesWithoutOrder' | 'ordersWithoutCharge' | 'duplicateCharges'> {
  const live = charges.filter(isLive);
  const byOrder = new Map<string, string[]>();
  for (const { orderId, intentId } of live) byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), intentId]);
  const isOwed = ({ orderId, intentId }: LiveCharge) => {
    const order = orders.get(orderId);
    return order !== undefined && MAY_BE_CHARGED.has(order.status) && order.intentId === intentId;
  };
  return {
    chargesWithoutOrder: live
      .filter((charge) => !isOwed(charge))
      .map(({ intentId, orderId, amount: { amount, currency } }) => ({
        intentId,
        orderId,
        amount,
        currency,
      })),
    ordersWithoutCharge: [...orders.values()]
      .filter(({ id, status }) => status === 'CONFIRMED' && !byOrder.has(id))
      .map(({ id }) => ({ orderId: id })),
    duplicateCharges: [...byOrder]
      .filter(([, intentIds]) => intentIds.length > 1)
      .map(([orderId, intentIds]) => ({ orderId, intentIds })),
  };
}
