import { type SagaDeps } from '../deps';
import { sendMessages } from './discharge';
import { isDue } from './due';
import { type Order } from './order';
import { isMessage, type Owed } from './owed';
import { later, move, retryTime, type Step, type Wait } from './transition';

/** What the shopper of an order whose payment is put off is told, on both channels. */
const RECORDED: readonly Owed[] = ['email:order-recorded', 'sms:order-recorded'];

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

/** Puts the payment of an OPEN order off. From the first time on it owes its shopper word that it is recorded. */
export function buffer(
  deps: SagaDeps,
  order: Order,
  { owes, notBefore }: Wait & { readonly owes: readonly Owed[] },
): Promise<Step> {
  const changes =
    order.bufferedAt === undefined ? { owes: [...owes, ...RECORDED], ...markOf(deps) } : { owes };
  return later(deps, order, changes, { notBefore });
}

/** Whether an order's shopper is still to hear that it is recorded. */
export const owesWord = ({ owes }: Order): boolean => owes.some(isMessage);

/**
 * Tells the shopper of an OPEN order that it is recorded. Whoever does it has the order in hand meanwhile, as
 * whoever finishes one has, and puts it back where it was in its back-off: word of it never waits for a charge,
 * and a charge never for word of it.
 */
export async function wordStep(deps: SagaDeps, order: Order): Promise<Step> {
  const taken = await move(deps, order, {});
  if (taken.kind !== 'moved') return taken;
  const { order: inHand } = taken;
  const details = await deps.orders.details(inHand);
  // Somebody else may be at it once this process was frozen for so long.
  if (isDue(inHand, deps.clock.now())) return { kind: 'waiting', order: inHand };
  const untold = await sendMessages(deps, inHand, details);
  const { tries, work } = order;
  return move(deps, inHand, {
    owes: inHand.owes.filter((owed) => !isMessage(owed) || untold.includes(owed)),
    tries,
    work,
  });
}
