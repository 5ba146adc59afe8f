import { type SagaDeps } from '../deps';
import { type Order } from './order';

/** How an operator's word that the goods have left ended. */
export type FulfilOutcome =
  /** They had left before, too, if `order.fulfilledAt` is older than this call. */
  | { readonly kind: 'fulfilled'; readonly order: Order }
  /** Not paid, cancelled, or on its way to be: keep the goods. */
  | { readonly kind: 'not_fulfillable'; readonly order: Order }
  | { readonly kind: 'unknown_order' };

/**
 * Marks a confirmed order as fulfilled; from then on it cannot be cancelled. Cancelling and fulfilling are
 * conditional on the same version, so that only one of two that race succeeds. Safe to repeat. Changes
 * nothing about what the order owes. Throws `StoreUnavailable`.
 */
export async function fulfilOrder(
  { orders, clock }: Pick<SagaDeps, 'orders' | 'clock'>,
  orderId: string,
): Promise<FulfilOutcome> {
  const record = await orders.read(orderId);
  if (record?.kind !== 'order') return { kind: 'unknown_order' };
  let { order } = record;
  while (order.status === 'CONFIRMED' && order.fulfilledAt === undefined) {
    const next: Order = { ...order, version: order.version + 1, fulfilledAt: clock.now() };
    const result = await orders.update(next);
    if (result.kind === 'updated') return { kind: 'fulfilled', order: next };
    order = result.order;
  }
  return order.status === 'CONFIRMED' ? { kind: 'fulfilled', order } : { kind: 'not_fulfillable', order };
}
