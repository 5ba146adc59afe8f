import { type SagaDeps } from '../deps';
import { sendMessages } from './discharge';
import { type Order } from './order';
import { isDue, isPutOff } from './due';
import { isMessage, type Owed } from './owed';
import { IN_HAND_MS, later, LATER, move, type Pace, retryTime, type Step, type Wait } from './transition';

/** What the shopper of an order whose payment is put off is told, on both channels. */
const RECORDED: readonly Owed[] = ['email:order-recorded', 'sms:order-recorded'];

/** Whoever tells the shopper has the order in hand for a minute, as whoever finishes an order has. */
const TELLING: Pace = { ...LATER, leastMs: IN_HAND_MS, capMs: IN_HAND_MS + LATER.capMs };

/** What an order keeps for ever of having been put off: that it was, and what its shopper gets for it. */
const markOf = ({ clock, settings }: SagaDeps): Pick<Order, 'bufferedAt' | 'couponPercent'> => ({
  bufferedAt: clock.now(),
  ...(settings.couponPercent > 0 && { couponPercent: settings.couponPercent }),
});

/** What stands on an order that is committed while its provider is known to fail. */
export const bufferedFromTheStart = (deps: SagaDeps, wait: Wait) =>
  ({
    tries: 1,
    ...markOf(deps),
    owes: ['OrderPlaced', ...RECORDED],
    work: { region: deps.settings.region, dueAt: retryTime(deps, 0, wait) },
  }) as const satisfies Partial<Order>;

/**
 * Puts the payment of an OPEN order off. The first time it only owes its shopper word that it is recorded: a
 * hiccup that the next try mends, seconds later, is not worth a message. Whoever finds the order due and still
 * cannot charge it sends that word; one who was hurried leaves it to the next, as others may be at it.
 */
export async function buffer(
  deps: SagaDeps,
  order: Order,
  { owes, notBefore }: Wait & { readonly owes: readonly Owed[] },
): Promise<Step> {
  const { bufferedAt } = order;
  if (bufferedAt === undefined)
    return later(deps, order, { owes: [...owes, ...RECORDED], ...markOf(deps) }, { notBefore });
  const tells = owes.some(isMessage) && isDue(order, deps.clock.now());
  const step = await later(deps, order, { owes }, { notBefore, ...(tells && { pace: TELLING }) });
  return tells && step.kind === 'waiting' ? tell(deps, step.order) : step;
}

/** More changes than can meet one order while its shopper is told: hurried workers put it off once more. */
const MAX_TRIES = 4;

/**
 * Sends what the order owes its shopper, unless this process was frozen until others may be at it, and writes down
 * what was sent, on the newest version of the order.
 */
async function tell(deps: SagaDeps, order: Order): Promise<Step> {
  if (isDue(order, deps.clock.now())) return { kind: 'waiting', order };
  const untold = await sendMessages(deps, order, await deps.orders.details(order));
  const write = (current: Order) =>
    move(deps, current, {
      owes: current.owes.filter((owed) => !isMessage(owed) || untold.includes(owed)),
      tries: current.tries,
      work: current.work,
    });
  let step = await write(order);
  for (let tries = 1; tries < MAX_TRIES && isPutOffStill(step); tries++) step = await write(step.order);
  return step.kind === 'moved' ? { kind: 'waiting', order: step.order } : step;
}

const isPutOffStill = ({ kind, order }: Step): boolean => kind === 'overtaken' && isPutOff(order);
