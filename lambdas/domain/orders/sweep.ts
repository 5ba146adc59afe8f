import { type SagaDeps } from '../deps';
import { mapBounded } from '../runtime';
import { drainById, sweepPace } from './drain';

/** How long another Region has for its own overdue orders before this one takes them up. */
export const GRACE_MS = 2 * 60_000;

/** Orders read from the work index of one Region in one sweep; the rest waits for the next minute. */
const ORDERS_A_SWEEP = 2_000;
const ORDERS_AT_ONCE = 8;

/** What a sweep did. `left` were due but not reached before the deadline. */
export interface SweepResult {
  /** Orders that could not be advanced for a reason that nobody foresaw; the others went on. */
  readonly failures: readonly { readonly orderId: string; readonly error: unknown }[];
  readonly advanced: number;
  readonly finished: number;
  readonly waiting: number;
  readonly left: number;
}

/** Ids that are due: this Region's own, and those of others that are overdue by the grace period. */
async function dueOrders(deps: SagaDeps, now: number): Promise<string[]> {
  const { region, regions } = deps.settings;
  const lists = await Promise.all(
    regions.map((home) => deps.orders.due(home, home === region ? now : now - GRACE_MS, ORDERS_A_SWEEP)),
  );
  return [...new Set(lists.flat())];
}

/** One sweep. Times in ms since the epoch, on the clock of its deps. */
export interface Sweep {
  /** The schedule's time. */
  readonly now: number;
  /** No order is begun after it. */
  readonly deadline: number;
  /** Runs what is done about one order. @default as it is */
  readonly forOrder?: (orderId: string, work: () => Promise<void>) => Promise<void>;
  /** Called once the oldest order was advanced, before all others. */
  readonly afterFirst?: () => Promise<void>;
}

/**
 * Advances overdue orders: this is how a Region finishes what a crash left open, and how the survivor
 * finishes a lost Region's orders. The oldest goes first, alone: in an outage of the provider it shows whether that is
 * over, while several at a time would be put off before the first of them is answered.
 */
export async function sweepOrders(
  deps: SagaDeps,
  { now, deadline, forOrder = (_orderId, work) => work(), afterFirst }: Sweep,
): Promise<SweepResult> {
  const ids = await dueOrders(deps, now);
  const counts = { advanced: 0, finished: 0, waiting: 0, left: 0 };
  const failures: { orderId: string; error: unknown }[] = [];
  const pace = sweepPace(deps);
  const advanceOne = async (orderId: string) => {
    const outcome = await drainById(deps, orderId, pace);
    counts.advanced += 1;
    if (outcome.kind === 'finished') counts.finished += 1;
    if (outcome.kind === 'waiting') counts.waiting += 1;
  };
  const inTime = async (orderId: string) => {
    if (deps.clock.now() >= deadline) {
      counts.left += 1;
      return;
    }
    await forOrder(orderId, () => advanceOne(orderId)).catch((error: unknown) =>
      failures.push({ orderId, error }),
    );
  };
  await mapBounded(ids.slice(0, 1), 1, inTime);
  await afterFirst?.();
  await mapBounded(ids.slice(1), ORDERS_AT_ONCE, inTime);
  return { ...counts, failures };
}
