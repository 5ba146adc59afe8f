import { type SagaDeps } from '../deps';
import { clearReturns, releaseStock } from '../stock/release';
import { type Known } from './advance';
import { discharge } from './discharge';
import { type Order } from './order';
import { isMessage } from './owed';
import { later, move, type Step } from './transition';

const givesStockBack = (order: Order): boolean => order.status === 'CANCELLED' || order.status === 'REFUNDED';

/**
 * CONFIRMED, CANCELLED, REFUNDED: returns the stock of an order that is over, tells what the order owes,
 * and takes it out of the work index, in this order, each step safe to repeat.
 *
 * A message is sent only by whoever has the order in hand, that is by the writer of its newest version
 * while `work.dueAt` has not come: two workers that meet the same order never send the same message. That
 * costs no write where one process both confirms an order and finishes it.
 */
export async function finishStep(deps: SagaDeps, order: Order, known: Known): Promise<Step> {
  // Nothing is achieved by taking it in hand: the back-off goes on where it was.
  if (!known.inHand && order.owes.some(isMessage)) return move(deps, order, { tries: order.tries });
  const details = known.details ?? (await detailsFor(deps, order));
  const release = givesStockBack(order) && !order.released;
  if (release && details) await releaseStock(deps, order, details);
  const owes = await discharge(deps, order, details);
  const changes = { released: order.released || release, owes };
  const step = await conclude(deps, order, changes);
  if (release && details && step.order.released) await clearReturns(deps, step.order, details);
  return step;
}

/** More changes than can meet one order while it is finished: an operator fulfils it, a worker takes it up. */
const MAX_TRIES = 4;

/**
 * Writes what was done. Somebody may have changed the order meanwhile without moving it on; what was told is
 * then taken off the newer version, or it would be told again.
 */
async function conclude(
  deps: SagaDeps,
  order: Order,
  changes: Pick<Order, 'released' | 'owes'>,
): Promise<Step> {
  const write = (current: Order) =>
    changes.owes.length === 0
      ? move(deps, current, { ...changes, work: undefined })
      : later(deps, current, changes);
  let step = await write(order);
  for (let tries = 1; tries < MAX_TRIES && isSameStill(step, order); tries++) step = await write(step.order);
  return step;
}

const isSameStill = (step: Step, { status }: Order): boolean =>
  step.kind === 'overtaken' && step.order.status === status && step.order.work !== undefined;

/** The details, if this step needs them: allocations to return, an address to write to. */
async function detailsFor(deps: SagaDeps, order: Order) {
  const needed = (givesStockBack(order) && !order.released) || order.owes.some(isMessage);
  return needed ? deps.orders.details(order) : undefined;
}
