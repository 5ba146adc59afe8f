import { type QueuedSagaDeps, type SagaDeps } from '../deps';
import { advanceById, type AdvanceOutcome, type Hurry } from './advance';
import { isPutOff } from './due';
import { type Order } from './order';

/** How an order is drained. */
export interface Draining {
  /** Orders that are taken on at the same time, in this Region, at most. */
  readonly slots: number;
  /** The order may go on before its time. */
  readonly hurry?: Hurry | undefined;
}

/**
 * Advances an order, like `advanceById`. One whose payment was put off and that is charged now keeps its slot
 * for `slots / drainPerSecond` seconds: that is what keeps a backlog from flooding a provider that has just
 * recovered, without anything that the workers would have to share. Each slot takes one order in that time, so
 * that all together charge `drainPerSecond` at most, however fast they are.
 */
export async function drainById(
  deps: SagaDeps,
  orderId: string,
  { slots, hurry }: Draining,
): Promise<AdvanceOutcome | { readonly kind: 'unknown_order' }> {
  const { clock, settings } = deps;
  const begun = clock.now();
  const outcome = await advanceById(deps, orderId, hurry);
  const isDrained = outcome.kind === 'finished' && wasCharged(outcome.order, begun);
  const free = begun + (slots * 1000) / settings.drainPerSecond;
  if (isDrained && clock.now() < free) await clock.sleep(free - clock.now());
  return outcome;
}

const wasCharged = ({ bufferedAt, history }: Order, since: number): boolean =>
  bufferedAt !== undefined && history.some(({ status, at }) => status === 'CONFIRMED' && at >= since);

/** The longest delay of a message that SQS takes: orders beyond it come back by themselves. */
const LONGEST_DELAY_SECONDS = 900;

/** Beyond the latest time to which an order of this Region can have been put off. */
const FAR_AHEAD_MS = 20 * 60_000;

/**
 * Lets the orders whose payment was put off in this Region go on, now that the provider is back: in the order
 * of their arrival, as many a second as the deployment allows, as far as SQS keeps either. Returns how many. Those
 * that it does not reach, and all if it fails, are tried again at their own time.
 */
export async function resumeOrders(deps: QueuedSagaDeps): Promise<number> {
  const { region, drainPerSecond } = deps.settings;
  const most = LONGEST_DELAY_SECONDS * drainPerSecond;
  const ids = await deps.orders.due(region, deps.clock.now() + FAR_AHEAD_MS, most);
  const records = [...(await deps.orders.readMany(ids)).values()];
  const waiting = records
    .flatMap((record) => (record.kind === 'order' && isPutOff(record.order) ? [record.order] : []))
    .sort((left, right) => left.placedAt - right.placedAt);
  await deps.queue.hurry(
    waiting.map(({ id }, n) => ({ orderId: id, delaySeconds: Math.floor(n / drainPerSecond) })),
  );
  return waiting.length;
}
