import { type SagaDeps } from '../deps';
import { StoreUnavailable } from '../errors';
import { type Coupon } from '../coupons/coupon';
import { issueCoupon } from '../coupons/issue-coupon';
import { clearReturns, releaseStock } from '../stock/release';
import { type Known } from './advance';
import { discharge, isStale, publishEvents } from './discharge';
import { type Order } from './order';
import { isMessage, tellsOfCoupon } from './owed';
import { later, move, type Step, TELLING_LATER } from './transition';

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
  const release = givesStockBack(order) && !order.released;
  if (!release && !mayTell(deps, order)) return takeInHand(deps, order);
  const details = known.details ?? (await detailsFor(deps, order));
  if (release && details) await releaseStock(deps, order, details);
  const coupon = await couponFor(deps, order);
  if (!mayTell(deps, order)) return takeInHand(deps, order);
  const owes =
    coupon.kind === 'not_yet'
      ? [...(await publishEvents(deps, order)), ...order.owes.filter(isMessage)]
      : await discharge(deps, order, details, coupon.coupon);
  const step = await conclude(deps, order, { released: order.released || release, owes });
  if (release && details && step.order.released) await clearReturns(deps, step.order, details);
  return step;
}

/**
 * Messages are for the one who has the order in hand. Others look at it only once it is due, and a process that
 * was frozen for so long has lost it.
 */
const mayTell = ({ clock }: SagaDeps, { owes, work }: Order): boolean =>
  !owes.some(isMessage) || (work !== undefined && clock.now() < work.dueAt);

/** Achieves nothing by itself: the back-off goes on where it was. */
const takeInHand = (deps: SagaDeps, order: Order): Promise<Step> => move(deps, order, { tries: order.tries });

/** More changes than can meet one order while it is finished: an operator fulfils it, a worker takes it up. */
const MAX_TRIES = 4;

/**
 * Writes what was done; `owes` is what could not be told. Somebody may have changed the order meanwhile without
 * moving it on: what was told is then taken off the newer version, which may owe less already.
 */
async function conclude(
  deps: SagaDeps,
  order: Order,
  { released, owes: untold }: Pick<Order, 'released' | 'owes'>,
): Promise<Step> {
  const write = (current: Order) => {
    const owes = current.owes.filter((owed) => untold.includes(owed));
    return owes.length === 0
      ? move(deps, current, { released, owes, work: undefined })
      : later(deps, current, { released, owes }, { pace: TELLING_LATER });
  };
  let step = await write(order);
  for (let tries = 1; tries < MAX_TRIES && isSameStill(step, order); tries++) step = await write(step.order);
  return step;
}

const isSameStill = (step: Step, { status }: Order): boolean =>
  step.kind === 'overtaken' && step.order.status === status && step.order.work !== undefined;

type Gift = { readonly kind: 'settled'; readonly coupon?: Coupon | undefined } | { readonly kind: 'not_yet' };

/**
 * Issued before its shopper hears of it, so that the code works as soon as anybody knows it. While it cannot be
 * issued only the message waits, like one that no channel takes, and for as long: then it goes without a code.
 */
async function couponFor(deps: SagaDeps, order: Order): Promise<Gift> {
  if (!order.owes.some(tellsOfCoupon)) return { kind: 'settled' };
  try {
    return { kind: 'settled', coupon: await issueCoupon(deps, order) };
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return isStale(deps, order) ? { kind: 'settled' } : { kind: 'not_yet' };
  }
}

/** The details, if this step needs them: allocations to return, an address to write to. */
async function detailsFor(deps: SagaDeps, order: Order) {
  const needed = (givesStockBack(order) && !order.released) || order.owes.some(isMessage);
  return needed ? deps.orders.details(order) : undefined;
}
