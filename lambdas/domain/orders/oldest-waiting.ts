import { type SagaDeps } from '../deps';
import { FAR_AHEAD_MS } from './drain';
import { isDue } from './due';
import { type Order } from './order';

/**
 * Orders that are looked at, the soonest due first. Orders of any age are due at any time, so that the oldest of so many
 * is nearly as old as the oldest of all; reading them costs less than half a thousandth of a dollar.
 */
const MOST_LOOKED_AT = 500;

/** Its payment was put off, or whoever had it in hand left it. A checkout that is under way is neither. */
const isWaiting = (order: Order, now: number): boolean =>
  order.status === 'OPEN' && (order.bufferedAt !== undefined || isDue(order, now));

/**
 * How long the oldest order has waited that this Region is to charge, in ms by the clock of `deps`; 0 when none waits.
 * Looked up in the work index, due or not. Throws `StoreUnavailable`.
 */
export async function longestWaitMs({ orders, clock, settings }: SagaDeps): Promise<number> {
  const now = clock.now();
  const ids = await orders.due(settings.region, now + FAR_AHEAD_MS, MOST_LOOKED_AT);
  const records = [...(await orders.readMany(ids)).values()];
  const waits = records.flatMap((record) =>
    record.kind === 'order' && isWaiting(record.order, now) ? [now - record.order.placedAt] : [],
  );
  return Math.max(0, ...waits);
}
