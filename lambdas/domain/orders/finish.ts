import { type SagaDeps } from '../deps';
import { clearReturns, releaseStock } from '../stock/release';
import { type Order } from './order';
import { move, type Step } from './transition';

const givesStockBack = (order: Order): boolean => order.status === 'CANCELLED' || order.status === 'REFUNDED';

/**
 * CONFIRMED, CANCELLED, REFUNDED: returns the stock of an order that is over, publishes what the order
 * owes, and takes it out of the work index, in this order, each step safe to repeat.
 */
export async function finishStep(deps: SagaDeps, order: Order): Promise<Step> {
  const release = givesStockBack(order) && !order.released;
  const details = release ? await deps.orders.details(order) : undefined;
  if (details) await releaseStock(deps, order, details);
  if (order.owes.length > 0)
    await deps.events.publish(order.owes.map((name) => ({ name, order, at: deps.clock.now() })));
  const step = await move(deps, order, {
    released: order.released || release,
    owes: [],
    work: undefined,
  });
  if (details && step.order.released) await clearReturns(deps, step.order, details);
  return step;
}
