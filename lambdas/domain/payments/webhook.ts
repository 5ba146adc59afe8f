import { isPutOff } from '../orders/due';
import { type WorkQueue } from '../orders/hand-off';
import { type Order, type OrderStatus, type OrderStore } from '../orders/order';

/** What the provider says of a payment of ours, in a message that it has signed. */
export interface PaymentNotice {
  readonly orderId: string;
  /** The intent that succeeded. Absent where something else happened: then the notice only says "look". */
  readonly paidIntentId?: string | undefined;
}

/** What became of a notice. */
export type NoticeOutcome =
  /** A worker looks at the order next. */
  | { readonly kind: 'hurried' }
  /** Somebody has the order in hand, or its payment is settled: there is nothing to hurry. */
  | { readonly kind: 'not_waiting'; readonly status: OrderStatus }
  | { readonly kind: 'unknown_order' };

/** What heeding a notice needs: no provider, and nothing to write to. */
export interface NoticeDeps {
  readonly orders: OrderStore;
  readonly queue: WorkQueue;
}

/**
 * Tells the workers of an order whose payment was put off, or whose charge succeeded before its checkout had the
 * answer, and of no other: every ordinary checkout makes the provider send a notice as well, and each of those
 * costs one read. Nothing is remembered, so that a notice may
 * come any number of times, in any order, and in both Regions. That an intent succeeded counts for the order's own
 * intent only; of any other it says "look" as well. Throws `StoreUnavailable`.
 */
export async function heedNotice(
  { orders, queue }: NoticeDeps,
  { orderId, paidIntentId }: PaymentNotice,
): Promise<NoticeOutcome> {
  const record = await orders.read(orderId);
  if (record?.kind !== 'order') return { kind: 'unknown_order' };
  const { order } = record;
  const paid = paidIntentId === order.intentId ? paidIntentId : undefined;
  if (!isPutOff(order) && !isBeingCharged(order, paid)) return { kind: 'not_waiting', status: order.status };
  const delaySeconds = isPutOff(order) ? 0 : LOST_ANSWER_SECONDS;
  await queue.hurry([{ orderId, delaySeconds, paidIntentId: paid }]);
  return { kind: 'hurried' };
}

/** Longer than any checkout waits for the provider's answer: by then it has it, or has put the order off. */
const LOST_ANSWER_SECONDS = 10;

/** Whoever has the order in hand waits for the answer that this notice has overtaken, and may never get it. */
const isBeingCharged = ({ status, intentId }: Order, paid: string | undefined): boolean =>
  status === 'OPEN' && intentId !== undefined && intentId === paid;
