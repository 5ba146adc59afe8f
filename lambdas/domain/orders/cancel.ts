import { type QueuedSagaDeps } from '../deps';
import { StoreUnavailable } from '../errors';
import { advance } from './advance';
import { type Order, type OrderDetails } from './order';
import { isEvent } from './owed';
import { move } from './transition';

/** How a shopper's wish to cancel ended. */
export type CancelOutcome =
  /** The order is being cancelled, or was before; this is where it stands now. */
  | { readonly kind: 'accepted'; readonly order: Order; readonly details: OrderDetails }
  /** Its goods have left the house. */
  | { readonly kind: 'not_cancellable' }
  | { readonly kind: 'unknown_order' }
  /** Others kept changing the order; the same call may succeed at once. */
  | { readonly kind: 'busy' };

/** Tries to be the one who moves the order; each one lost means that the saga went on meanwhile. */
const MAX_TRIES = 8;

type Stop =
  | { readonly kind: 'move'; readonly changes: Partial<Order> }
  | { readonly kind: 'stopped_already' }
  | { readonly kind: 'not_cancellable' };

/**
 * What stops an order where it stands. Messages that it still owes are owed no longer: the shopper hears of
 * the cancellation instead.
 */
function stopOf(order: Order): Stop {
  const common = { stopReason: 'shopper', owes: order.owes.filter(isEvent) } as const;
  switch (order.status) {
    case 'OPEN':
      return { kind: 'move', changes: { ...common, status: 'VOIDING' } };
    case 'CONFIRMED':
      return order.fulfilledAt === undefined
        ? { kind: 'move', changes: { ...common, status: 'REFUNDING' } }
        : { kind: 'not_cancellable' };
    case 'VOIDING':
    case 'CANCELLED':
    case 'REFUNDING':
    case 'REFUNDED':
      return { kind: 'stopped_already' };
  }
}

async function accepted(deps: QueuedSagaDeps, order: Order): Promise<CancelOutcome> {
  return { kind: 'accepted', order, details: await deps.orders.details(order) };
}

/** The cancellation is durable: whatever fails from here on, the workers finish it. */
async function finish(deps: QueuedSagaDeps, stopped: Order): Promise<CancelOutcome> {
  const outcome = await advance(deps, stopped);
  if (outcome.kind === 'waiting') await handOff(deps, outcome.order, outcome.retryAt);
  return accepted(deps, outcome.order);
}

/** Tells the workers when to look; if the queue is down too, the sweep finds the order by its `dueAt`. */
async function handOff(deps: QueuedSagaDeps, order: Order, retryAt: number): Promise<void> {
  const seconds = Math.min(900, Math.max(0, Math.ceil((retryAt - deps.clock.now()) / 1000)));
  try {
    await deps.queue.advanceLater(order.id, retryAt, seconds);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
}

/**
 * Cancels an order: an unpaid one goes through VOIDING, a paid one through REFUNDING, both back to the
 * shopper's money and the shop's stock. Safe to repeat. Throws `StoreUnavailable` when nothing was decided, or
 * when it cannot tell: the same call, sent again, does.
 */
export async function cancelOrder(deps: QueuedSagaDeps, orderId: string): Promise<CancelOutcome> {
  const record = await deps.orders.read(orderId);
  if (record?.kind !== 'order') return { kind: 'unknown_order' };
  let { order } = record;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const stop = stopOf(order);
    if (stop.kind === 'not_cancellable') return stop;
    if (stop.kind === 'stopped_already') return accepted(deps, order);
    const step = await move(deps, order, stop.changes);
    if (step.kind === 'moved') return finish(deps, step.order);
    order = step.order;
  }
  return { kind: 'busy' };
}
