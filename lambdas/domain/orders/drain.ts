import { type QueuedSagaDeps, type SagaDeps } from '../deps';
import { type Clock } from '../runtime';
import { advanceById, type Hurry, type Look } from './advance';
import { isPutOff } from './due';
import { type Order, type OrderStatus } from './order';

/** Keeps whoever drained an order, begun at this time (ms since the epoch), until it may take the next one. */
export type Pace = (begun: number) => Promise<void>;

/** The part of a Region's rate that its queue may use; the rest is the sweep's, which takes up what the queue lost. */
const WORKERS_SHARE = 0.75;

/**
 * The pace of workers who share nothing: each of `slots` orders that are taken on at the same time keeps its slot
 * for so long that all together drain no more than their share of the rate, however fast they are.
 */
export function workersPace({ clock, settings }: SagaDeps, slots: number): Pace {
  const slotMs = (slots * 1000) / (settings.drainPerSecond * WORKERS_SHARE);
  return (begun) => sleepUntil(clock, begun + slotMs);
}

/** The pace of one process that knows of all that it drains: one order after another. */
export function sweepPace({ clock, settings }: SagaDeps): Pace {
  const intervalMs = 1000 / (settings.drainPerSecond * (1 - WORKERS_SHARE));
  let free = 0;
  return (begun) => {
    free = Math.max(free, begun) + intervalMs;
    return sleepUntil(clock, free);
  };
}

async function sleepUntil(clock: Clock, time: number): Promise<void> {
  const now = clock.now();
  if (now < time) await clock.sleep(time - now);
}

/**
 * Advances an order, like `advanceById`. After one whose payment was put off and is decided now, the pace is kept:
 * that is what keeps a backlog from flooding a provider that has just recovered.
 */
export async function drainById(deps: SagaDeps, orderId: string, pace: Pace, hurry?: Hurry): Promise<Look> {
  const begun = deps.clock.now();
  const look = await advanceById(deps, orderId, hurry);
  if (look.kind !== 'unknown_order' && wasDecided(look.order, begun)) await pace(begun);
  return look;
}

const wasDecided = ({ bufferedAt, history }: Order, since: number): boolean =>
  bufferedAt !== undefined && history.some(({ status, at }) => DECIDED.includes(status) && at >= since);

/** Charged, declined, or stopped: the provider was asked. */
const DECIDED: readonly OrderStatus[] = ['CONFIRMED', 'CANCELLED', 'REFUNDED'];

/** The longest delay of a message that SQS takes: orders beyond it come back by themselves. */
const LONGEST_DELAY_SECONDS = 900;

/** Read and sent within seconds. */
const MOST_RESUMED = 10_000;

/** Beyond the latest time to which an order of this Region can have been put off. */
export const FAR_AHEAD_MS = 35 * 60_000;

/**
 * Lets the orders whose payment was put off in this Region go on, now that the provider is back: in the order
 * of their arrival, as many a second as its workers may take, as far as SQS keeps either. Returns how many. Those
 * that it does not reach, and all if it fails, are tried again at their own time.
 */
export async function resumeOrders(deps: QueuedSagaDeps): Promise<number> {
  const { region, drainPerSecond } = deps.settings;
  const perSecond = drainPerSecond * WORKERS_SHARE;
  const most = Math.min(MOST_RESUMED, Math.floor(LONGEST_DELAY_SECONDS * perSecond));
  const ids = await deps.orders.due(region, deps.clock.now() + FAR_AHEAD_MS, most);
  const records = [...(await deps.orders.readMany(ids)).values()];
  const waiting = records
    .flatMap((record) => (record.kind === 'order' && isPutOff(record.order) ? [record.order] : []))
    .sort((left, right) => left.placedAt - right.placedAt);
  await deps.queue.hurry(
    waiting.map(({ id }, n) => ({ orderId: id, delaySeconds: Math.floor(n / perSecond) })),
  );
  return waiting.length;
}
