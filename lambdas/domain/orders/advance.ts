import { type SagaDeps } from '../deps';
import { StoreUnavailable } from '../errors';
import { owesWord, wordStep } from './buffer';
import { chargeStep, refundStep, voidStep } from './charge';
import { isDue, isPutOff } from './due';
import { finishStep } from './finish';
import { type Order, type OrderDetails } from './order';
import { type Step } from './transition';

/** Where an order stands after it was advanced as far as it would go. */
export type AdvanceOutcome =
  /** It owes nothing more. */
  | { readonly kind: 'finished'; readonly order: Order }
  /** A step is owed; `retryAt` (ms since the epoch) is when to try it again. */
  | { readonly kind: 'waiting'; readonly order: Order; readonly retryAt: number };

/** The same, and whether the last word on it was this process's own: others who change an order see to it. */
export type Advanced = AdvanceOutcome & { readonly touched: boolean };

/** More steps than any path through the saga has. */
const MAX_STEPS = 12;

/** What whoever advances an order knows of it beyond what stands in it. */
export interface Known {
  /** The intent's id was stored just now, so that nobody can have confirmed it. */
  readonly fresh: boolean;
  /** The provider just refused to make an intent, for good. */
  readonly refused?: boolean | undefined;
  /** The details, where they are at hand. */
  readonly details?: OrderDetails | undefined;
  /** The intent that has succeeded, as the provider's signed word has it. */
  readonly paidIntentId?: string | undefined;
}

function stepOf(deps: SagaDeps, order: Order, known: Known): Promise<Step> {
  switch (order.status) {
    case 'OPEN':
      return chargeStep(deps, order, known);
    case 'VOIDING':
      return voidStep(deps, order);
    case 'REFUNDING':
      return refundStep(deps, order);
    case 'CONFIRMED':
    case 'CANCELLED':
    case 'REFUNDED':
      return finishStep(deps, order, known);
  }
}

const outcomeOf = (order: Order): AdvanceOutcome =>
  order.work === undefined
    ? { kind: 'finished', order }
    : { kind: 'waiting', order, retryAt: order.work.dueAt };

/**
 * Takes an order on until it is finished or has to wait. Idempotent, and safe to run anywhere any
 * number of times at once: every change is conditional on the version that was read, and money moves
 * only on the intent that the order names. Where the store fails it stops; the work index remembers.
 */
export async function advance(
  deps: SagaDeps,
  start: Order,
  known: Known = { fresh: false },
): Promise<Advanced> {
  const { details } = known;
  return whileStoreAnswers(start, async (seen) => {
    let order = start;
    for (let now = known, n = 0; n < MAX_STEPS && order.work !== undefined; n++) {
      const step = await stepOf(deps, order, now);
      now = { fresh: step.order.intentId !== order.intentId, details };
      order = seen(step);
      if (step.kind !== 'moved') break;
    }
  });
}

/** How far an order came before the store failed, if it did. */
async function whileStoreAnswers(
  start: Order,
  work: (seen: (step: Step) => Order) => Promise<void>,
): Promise<Advanced> {
  let last: Pick<Step, 'kind' | 'order'> = { kind: 'waiting', order: start };
  try {
    await work((step) => (last = step).order);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
  return { ...outcomeOf(last.order), touched: last.kind !== 'overtaken' };
}

/** Why an order that was put off may go on before its time. */
export type Hurry = Pick<Known, 'paidIntentId'>;

/** How a look at an order ended that a message or the work index named. */
export type Look = Advanced | { readonly kind: 'unknown_order' };

/** Whether somebody who comes to an order now may take it on; others may have it in hand. */
function mayGoOn(deps: SagaDeps, order: Order, hurry: Hurry | undefined): boolean {
  if (isDue(order, deps.clock.now())) return true;
  if (hurry === undefined) return false;
  const isPaid = order.intentId !== undefined && order.intentId === hurry.paidIntentId;
  return isPutOff(order) || (order.status === 'OPEN' && isPaid);
}

/**
 * Advances an order that a message or the work index named, if it is due: somebody may have it in hand, or it
 * may have to wait for others to recover. `hurry`, and it is advanced as well if it was put off, or if its very
 * intent is known to have succeeded: whoever has it in hand then does not mind. One that stays put off, or is not
 * due yet, lets its shopper know at least.
 */
export async function advanceById(deps: SagaDeps, orderId: string, hurry?: Hurry): Promise<Look> {
  const record = await deps.orders.read(orderId);
  if (record?.kind !== 'order') return { kind: 'unknown_order' };
  const { order } = record;
  const goesOn = mayGoOn(deps, order, hurry);
  const outcome: Advanced = goesOn
    ? await advance(deps, order, { fresh: false, ...hurry })
    : { ...outcomeOf(order), touched: false };
  const isToBeTold = isPutOff(outcome.order) && owesWord(outcome.order);
  return isToBeTold ? sendWord(deps, outcome.order) : outcome;
}

const sendWord = (deps: SagaDeps, order: Order): Promise<Advanced> =>
  whileStoreAnswers(order, async (seen) => void seen(await wordStep(deps, order)));
