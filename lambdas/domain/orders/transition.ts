import { type SagaDeps } from '../deps';
import { backOff } from '../runtime';
import { type Order, type OrderStatus } from './order';

/** How a step of the saga ended. */
export type Step =
  /** The order moved on: look at what is next. */
  | { readonly kind: 'moved'; readonly order: Order }
  /** Somebody else changed it at the same time: a worker who has it in hand now, or an operator. */
  | { readonly kind: 'overtaken'; readonly order: Order }
  /** Nothing more can be done before `order.work.dueAt`. */
  | { readonly kind: 'waiting'; readonly order: Order };

/** An order's own worker has this long before a sweep takes the order up. */
export const IN_HAND_MS = 60_000;

/** A back-off with full jitter. */
interface Pace {
  readonly leastMs: number;
  readonly baseMs: number;
  readonly capMs: number;
}

/** Of a step that failed for somebody else's reasons: between 1 s and 15 min. */
const LATER: Pace = { leastMs: 1_000, baseMs: 4_000, capMs: 15 * 60_000 };

/**
 * Of an order that only has something to tell: between 10 s and 6 h, so that an outage of e-mail fills the work
 * index with orders that seldom come up, and never with those whose money or stock is at stake.
 */
export const TELLING_LATER: Pace = { leastMs: 10_000, baseMs: 60_000, capMs: 6 * 3_600_000 };

/** The due time is moved only when it has to be: each move costs two write units in the work index. */
function inHand(order: Order, region: string, now: number): Order['work'] {
  const soon = order.work === undefined || order.work.dueAt - now < IN_HAND_MS / 2;
  return soon ? { region, dueAt: now + IN_HAND_MS } : order.work;
}

type Changes = Partial<Omit<Order, 'id' | 'attempt' | 'version' | 'history' | 'status'>> & {
  readonly status?: OrderStatus;
};

/** Writes the next version of an order, unless somebody else was faster. */
export async function move(deps: SagaDeps, order: Order, changes: Changes): Promise<Step> {
  const now = deps.clock.now();
  const next: Order = {
    ...order,
    tries: 0,
    work: inHand(order, deps.settings.region, now),
    ...changes,
    version: order.version + 1,
    history: changes.status ? [...order.history, { status: changes.status, at: now }] : order.history,
  };
  const result = await deps.orders.update(next);
  if (result.kind === 'changed') return { kind: 'overtaken', order: result.order };
  if (changes.status) deps.observer?.changed(next);
  return { kind: 'moved', order: next };
}

/** How long something that failed has to wait. */
export interface Wait {
  /** @default between 1 s and 15 min */
  readonly pace?: Pace | undefined;
  /** Known to fail again before this time, in ms since the epoch. */
  readonly notBefore?: number | undefined;
}

/** When to try again, in ms since the epoch, what failed for the `tries + 1`st time. */
export function retryTime({ clock, random }: SagaDeps, tries: number, { pace, notBefore }: Wait): number {
  const { leastMs, baseMs, capMs } = pace ?? LATER;
  const now = clock.now();
  const start = Math.min(Math.max(now, notBefore ?? now), now + LATER.capMs);
  return start + leastMs + backOff(tries, baseMs, capMs - leastMs, random);
}

/** Puts a step off: somebody else has to recover first. */
export async function later(deps: SagaDeps, order: Order, changes: Changes, wait: Wait): Promise<Step> {
  const step = await move(deps, order, {
    ...changes,
    tries: order.tries + 1,
    work: { region: deps.settings.region, dueAt: retryTime(deps, order.tries, wait) },
  });
  return step.kind === 'moved' ? { kind: 'waiting', order: step.order } : step;
}
