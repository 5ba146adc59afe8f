import { type SagaDeps } from '../deps';
import { type CancelIntentResult, type IntentState, type RefundResult } from '../payments/payments';
import { type Known } from './advance';
import { buffer } from './buffer';
import { publishEvents } from './discharge';
import { type Order } from './order';
import { isMessage, owedAfter } from './owed';
import { later, move, type Step } from './transition';

type ProviderAnswer = IntentState | CancelIntentResult | RefundResult;

/** More changes than can meet one order while it is charged: somebody tells its shopper, puts it off again. */
const MAX_TRIES = 4;

/**
 * The intent has succeeded, which nothing can undo: an order that somebody only put off or told of meanwhile
 * is confirmed all the same. One that was stopped is not.
 */
async function confirmed(deps: SagaDeps, order: Order): Promise<Step> {
  const write = (current: Order) =>
    move(deps, current, {
      status: 'CONFIRMED',
      owes: owedAfter(current.owes, 'OrderConfirmed', 'order-confirmed'),
      paymentToken: undefined,
    });
  let step = await write(order);
  for (let tries = 1; tries < MAX_TRIES && isOpenStill(step, order); tries++) step = await write(step.order);
  return step;
}

const isOpenStill = ({ kind, order: { status, intentId } }: Step, before: Order): boolean =>
  kind === 'overtaken' && status === 'OPEN' && intentId === before.intentId;

/** Declined is final. The intent is cancelled first, so that nothing in flight can still charge it. */
async function declined(deps: SagaDeps, order: Order, intentId: string): Promise<Step> {
  const fence = await deps.payments.cancelIntent(intentId);
  if (fence.kind === 'succeeded') return confirmed(deps, order);
  if (fence.kind === 'cancelled') return cancelled(deps, order, 'declined');
  return move(deps, order, { status: 'VOIDING', stopReason: 'declined' });
}

/** The order is over without a charge; its stock goes back next. */
function cancelled(deps: SagaDeps, order: Order, reason: Order['stopReason']): Promise<Step> {
  const stopReason = order.stopReason ?? reason;
  const template = stopReason === 'declined' ? 'payment-declined' : 'order-cancelled';
  return move(deps, order, {
    status: 'CANCELLED',
    stopReason,
    owes: owedAfter(order.owes, 'OrderCancelled', template),
    paymentToken: undefined,
  });
}

/** Puts a step at the provider off. Events wait for no provider: what is owed to the bus is told now. */
async function putOff(deps: SagaDeps, order: Order, answer: ProviderAnswer): Promise<Step> {
  const notBefore = answer.kind === 'unavailable' ? answer.retryAt : undefined;
  const events = await publishEvents(deps, order);
  const owes = [...events, ...order.owes.filter(isMessage)];
  return order.status === 'OPEN'
    ? buffer(deps, order, { owes, notBefore })
    : later(deps, order, { owes }, { notBefore });
}

async function createIntent(deps: SagaDeps, order: Order): Promise<Step> {
  const result = await deps.payments.createIntent({
    orderId: order.id,
    // Stripe replays the first answer to a key, 500s included: a failed create goes on under a new
    // one. An intent that it may have left behind is unconfirmed and can never charge.
    idempotencyKey: `${order.id}:create:${order.tries}`,
    amount: order.total,
    token: order.paymentToken ?? '',
  });
  switch (result.kind) {
    case 'created':
      return move(deps, order, { intentId: result.intentId });
    case 'refused':
      return cancelled(deps, order, 'declined');
    case 'unavailable':
      return putOff(deps, order, result);
  }
}

async function onState(deps: SagaDeps, order: Order, intentId: string, state: IntentState): Promise<Step> {
  switch (state.kind) {
    case 'succeeded':
      return confirmed(deps, order);
    case 'declined':
      return declined(deps, order, intentId);
    case 'cancelled':
      return cancelled(deps, order, 'declined');
    case 'unconfirmed':
    case 'processing':
    case 'unavailable':
      return putOff(deps, order, state);
  }
}

/** Confirms the stored intent. What became of it after a time-out or a 5xx, the next try looks up first. */
async function confirmIntent(deps: SagaDeps, order: Order, intentId: string): Promise<Step> {
  const key = `${order.id}:confirm:${order.tries}`;
  return onState(deps, order, intentId, await deps.payments.confirmIntent(intentId, key));
}

/**
 * OPEN: charges. The intent is created unconfirmed and its id stored on the order before it is
 * confirmed, so that no other intent is ever confirmed for this order, and a confirmed one is always
 * found again. `fresh` says that the id was stored just now, so that nobody can have confirmed it, and
 * `paidIntentId` which intent has succeeded by the provider's own word.
 */
export async function chargeStep(deps: SagaDeps, order: Order, known: Known): Promise<Step> {
  const { fresh, refused, paidIntentId } = known;
  const { intentId } = order;
  if (intentId !== undefined && intentId === paidIntentId) return confirmed(deps, order);
  if (deps.clock.now() - order.placedAt > deps.settings.holdMaxMs)
    return move(deps, order, { status: 'VOIDING', stopReason: 'hold_expired' });
  if (intentId === undefined)
    return refused === true ? cancelled(deps, order, 'declined') : createIntent(deps, order);
  if (fresh) return confirmIntent(deps, order, intentId);
  const state = await deps.payments.retrieveIntent(intentId);
  return state.kind === 'unconfirmed'
    ? confirmIntent(deps, order, intentId)
    : onState(deps, order, intentId, state);
}

/**
 * VOIDING: stops an unpaid order by a fence at the provider. Never cancelled on "no charge found": a
 * charge may be in flight, and only a cancelled intent cannot succeed any more.
 */
export async function voidStep(deps: SagaDeps, order: Order): Promise<Step> {
  if (order.intentId === undefined) return cancelled(deps, order, order.stopReason);
  const fence = await deps.payments.cancelIntent(order.intentId);
  switch (fence.kind) {
    case 'cancelled':
      return cancelled(deps, order, order.stopReason);
    case 'succeeded':
      return move(deps, order, { status: 'REFUNDING' });
    case 'processing':
    case 'unavailable':
      return putOff(deps, order, fence);
  }
}

/** The money is back, or none was taken. Events that the order still owed from before are told as well. */
function refunded(deps: SagaDeps, order: Order): Promise<Step> {
  const owes = owedAfter(order.owes, 'OrderRefunded', 'order-refunded');
  return move(deps, order, { status: 'REFUNDED', owes, paymentToken: undefined });
}

/**
 * REFUNDING: gives the money back, once: a full refund of an intent cannot happen twice. A provider that is up and
 * refuses may have lost the charge: an intent that it lets be cancelled has none, and never will.
 */
export async function refundStep(deps: SagaDeps, order: Order): Promise<Step> {
  if (order.intentId === undefined) return refunded(deps, order);
  const result = await deps.payments.refund(order.intentId, `${order.id}:refund:${order.tries}`);
  if (result.kind === 'refunded') return refunded(deps, order);
  if (result.kind === 'processing' || !result.isUp) return putOff(deps, order, result);
  const { kind } = await deps.payments.cancelIntent(order.intentId);
  return kind === 'cancelled' ? cancelled(deps, order, order.stopReason) : putOff(deps, order, result);
}
