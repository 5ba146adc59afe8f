import { type Answer, mayHelpToRepeat } from '../api/call';
import { type ShopApi } from '../api/client';
import { type Order } from '../api/types';
import { type Cell, cell } from './cell';
import { nextLook } from './orders';

type Failure = Exclude<Answer<unknown>, { kind: 'ok' }>;

/** An order as it is shown. */
export interface WatchedOrder {
  /** As it was last seen; absent until there was an answer. */
  readonly order?: Order | undefined;
  /** The last look had no answer; the next one follows. */
  readonly isStale: boolean;
  /** The order cannot be shown at all. */
  readonly failure?: Failure | undefined;
  readonly isCancelling: boolean;
  /** Why it could not be cancelled. */
  readonly refusal?: Failure | undefined;
}

/** What watching an order needs. */
export interface WatchDeps {
  readonly api: Pick<ShopApi, 'getOrder' | 'cancelOrder'>;
  readonly orderId: string;
  readonly orderToken: string;
  readonly pause: (ms: number) => { readonly done: Promise<void>; readonly wake: () => void };
}

/** Looks at an order for as long as its state changes by itself. */
export interface OrderWatch {
  readonly view: Cell<WatchedOrder>;
  start(): void;
  stop(): void;
  /** Looks at once: the shopper has come back to the page. */
  lookNow(): void;
  cancel(): Promise<void>;
}

/** Cancelling twice changes nothing, so it is repeated as long as there is no answer. */
const CANCEL_TRIES = 5;

/** Watches one order. */
export function orderWatch({ api, orderId, orderToken, pause }: WatchDeps): OrderWatch {
  const view = cell<WatchedOrder>({ isStale: false, isCancelling: false });
  let turn = 0;
  let wake: (() => void) | undefined;
  const set = (change: Partial<WatchedOrder>): void => view.set({ ...view.get(), ...change });

  /** Takes an answer in; false when nothing is to be expected of looking again. */
  function take(answer: Answer<Order>): boolean {
    if (answer.kind === 'ok') set({ order: answer.body, isStale: false, failure: undefined });
    else if (mayHelpToRepeat(answer)) set({ isStale: true });
    else set({ failure: answer });
    return answer.kind === 'ok' || mayHelpToRepeat(answer);
  }
  async function watch(): Promise<void> {
    const mine = (turn += 1);
    for (let looks = 0; mine === turn; looks += 1) {
      const answer = await api.getOrder(orderId, orderToken);
      if (mine !== turn || !take(answer)) return;
      const { order, isStale } = view.get();
      const wait =
        isStale || order === undefined ? nextLook('payment_pending', looks) : nextLook(order.status, looks);
      if (wait === undefined) return;
      await paused(Math.max(wait, retryAfterMs(answer)));
    }
  }
  async function paused(ms: number): Promise<void> {
    const { done, wake: end } = pause(ms);
    wake = end;
    await done;
  }
  const stop = (): void => {
    turn += 1;
    wake?.();
  };

  async function cancel(): Promise<void> {
    if (view.get().isCancelling) return;
    stop();
    set({ isCancelling: true, refusal: undefined });
    const answer = await cancelUntilAnswered();
    set({ isCancelling: false });
    if (answer.kind === 'ok') set({ order: answer.body });
    else set({ refusal: answer });
    void watch();
  }
  async function cancelUntilAnswered(): Promise<Answer<Order>> {
    for (let tries = 1; ; tries += 1) {
      const answer = await api.cancelOrder(orderId, orderToken);
      if (!mayHelpToRepeat(answer) || tries === CANCEL_TRIES) return answer;
      await pause(Math.max(nextLook('payment_pending', tries) ?? 0, retryAfterMs(answer))).done;
    }
  }

  return { view, start: () => void watch(), stop, lookNow: () => wake?.(), cancel };
}

const retryAfterMs = (answer: Answer<unknown>): number =>
  answer.kind === 'problem' ? (answer.problem.retryAfter ?? 0) * 1_000 : 0;

/** A step of an order as it is told; an order that was recorded twice over is being stopped. */
export type StepName = Order['status'] | 'stopping';

/**
 * The history with its steps by name. The API shows an unpaid order that is being cancelled as `payment_pending`
 * again: its goods are still kept, and what is owed is still to be settled.
 */
export function stepsOf({ history }: Order): { name: StepName; at: string }[] {
  return history.map(({ status, at }, index) => ({
    name: status === 'payment_pending' && index > 0 ? 'stopping' : status,
    at,
  }));
}

/** Where the order stands. */
export const standingOf = (order: Order): StepName =>
  order.status === 'payment_pending' ? (stepsOf(order).at(-1)?.name ?? order.status) : order.status;
