import { type ShopApi } from '../api/client';
import { type Problem } from '../api/problem';
import { type OrderRequest, type PlacedOrder } from '../api/types';
import { type Cell, cell } from '../state/cell';
import { type Keep } from '../state/keep';
import {
  type Attempt,
  attemptFor,
  attemptFrom,
  isDoubtful,
  isOfNoUse,
  judge,
  pauseBefore,
  QUICK_MS,
  type Reason,
  resumesByItself,
  type Verdict,
} from './attempt';

/** Where the checkout is. */
export type CheckoutState =
  /** Nothing is on its way. `problem`: why the last attempt, for these `lines`, ended without an order. */
  | {
      readonly kind: 'editing';
      readonly problem?: Problem | undefined;
      readonly lines?: OrderRequest['lines'] | undefined;
    }
  | { readonly kind: 'sending'; readonly sendings: number; readonly inMaintenance: boolean }
  | {
      readonly kind: 'waiting';
      readonly reason: Reason;
      /** When it is sent again, in milliseconds since the epoch. */
      readonly until: number;
      readonly sendings: number;
      readonly inMaintenance: boolean;
    }
  /** An attempt of an earlier visit was found; whether it became an order is not known. */
  | { readonly kind: 'found'; readonly lastSentAt: number }
  | { readonly kind: 'placed'; readonly order: PlacedOrder };

/** What the checkout needs. */
export interface CheckoutDeps {
  readonly api: Pick<ShopApi, 'placeOrder'>;
  readonly keep: Keep;
  readonly now: () => number;
  readonly random: () => number;
  readonly newKey: () => string;
  /** Resolves after that many milliseconds, or when `wake` is called, whichever is first. */
  readonly pause: (ms: number) => { readonly done: Promise<void>; readonly wake: () => void };
  /**
   * An order was placed; its lines are no longer wanted. `wasChanged`: it is the order as it was sent first, not as it
   * was changed after.
   */
  readonly onPlaced: (order: PlacedOrder, ordered: OrderRequest['lines'], wasChanged: boolean) => void;
}

/** Sends orders, each of them until there is an answer. */
export interface CheckoutStore {
  readonly state: Cell<CheckoutState>;
  /** `body`: the JSON text of an OrderRequest. Does nothing while another is on its way. */
  submit(body: string): Promise<void>;
  /** Takes up what an earlier visit has left. Old ones wait for `resume`. */
  start(): Promise<void>;
  resume(): Promise<void>;
  /** Does not wait any longer before the next sending. */
  askNow(): void;
  /** Gives up on an attempt of which nobody knows whether it became an order. */
  discard(): void;
  /** The shopper has read what came of the last one, and goes on. An attempt that was found is still asked about. */
  acknowledge(): void;
  /** The page is shown with this cart. What was refused of another says nothing of it. */
  open(lines: OrderRequest['lines']): void;
}

const NAME = 'attempt';

/** The checkout of this browser. */
export function checkoutStore(deps: CheckoutDeps): CheckoutStore {
  const { keep, now } = deps;
  const state = cell<CheckoutState>({ kind: 'editing' });
  const stored = (): Attempt | undefined => {
    const attempt = attemptFrom(keep.read(NAME));
    if (attempt === undefined || !isOfNoUse(attempt, now())) return attempt;
    keep.remove(NAME);
    return undefined;
  };
  let wake: (() => void) | undefined;
  // Rises with each attempt; one that was given up finds that it is no longer the current one.
  let current = 0;

  async function run(first: Attempt): Promise<void> {
    const mine = (current += 1);
    let attempt = first;
    let wasChanged = false;
    for (let sendings = 1; mine === current; sendings += 1) {
      const inMaintenance = now() - attempt.firstSentAt >= QUICK_MS;
      attempt = { ...attempt, lastSentAt: now() };
      keep.write(NAME, attempt);
      state.set({ kind: 'sending', sendings, inMaintenance });
      const verdict = judge(attempt, await deps.api.placeOrder(attempt.key, attempt.body));
      if (mine !== current) return;
      if (verdict.kind === 'placed_before') {
        attempt = { ...attempt, body: verdict.body };
        wasChanged = true;
      } else if (verdict.kind === 'repeat') {
        if (isDoubtful(verdict)) attempt = { ...attempt, doubtful: attempt.doubtful ?? attempt.body };
        keep.write(NAME, attempt);
        await wait(attempt, verdict, sendings);
      } else {
        return end(attempt, verdict, wasChanged);
      }
    }
  }

  async function wait(
    attempt: Attempt,
    { reason, retryAfter }: Extract<Verdict, { kind: 'repeat' }>,
    sendings: number,
  ): Promise<void> {
    const elapsedMs = now() - attempt.firstSentAt;
    const ms = pauseBefore(sendings, { elapsedMs, retryAfter, random: deps.random() });
    const inMaintenance = elapsedMs >= QUICK_MS;
    state.set({ kind: 'waiting', reason, until: now() + ms, sendings, inMaintenance });
    const pause = deps.pause(ms);
    wake = pause.wake;
    await pause.done;
    wake = undefined;
  }

  function end(
    attempt: Attempt,
    verdict: Exclude<Verdict, { kind: 'repeat' | 'placed_before' }>,
    wasChanged: boolean,
  ): void {
    switch (verdict.kind) {
      case 'placed':
        keep.remove(NAME);
        deps.onPlaced(verdict.order, linesOf(attempt.body), wasChanged);
        return state.set({ kind: 'placed', order: verdict.order });
      case 'declined':
        keep.remove(NAME);
        break;
      case 'refused':
        forget(attempt, verdict.problem);
    }
    state.set({ kind: 'editing', problem: verdict.problem, lines: linesOf(attempt.body) });
  }

  function forget(attempt: Attempt, problem: Problem): void {
    // Nothing was ordered under its key, or another order, which this browser knows nothing of: what was typed goes.
    const isKept = attempt.doubtful !== undefined && problem.code !== 'idempotency_key_reused';
    if (isKept) keep.write(NAME, { ...attempt, refused: true });
    else keep.remove(NAME);
  }

  const isBusy = (): boolean => ['sending', 'waiting'].includes(state.get().kind);
  const resume = async (): Promise<void> => {
    const attempt = stored();
    if (attempt === undefined || isBusy()) return;
    await run({ ...attempt, firstSentAt: now() });
  };
  return {
    state,
    submit: async (body) => {
      if (isBusy()) return;
      await run(attemptFor(stored(), { body, newKey: deps.newKey(), now: now() }));
    },
    start: async () => {
      const attempt = stored();
      if (attempt === undefined || attempt.refused) return;
      // What was sent by a page that is gone may have become an order.
      keep.write(NAME, { ...attempt, doubtful: attempt.doubtful ?? attempt.body });
      if (resumesByItself(attempt, now())) return resume();
      state.set({ kind: 'found', lastSentAt: attempt.lastSentAt });
    },
    resume,
    askNow: () => wake?.(),
    discard: () => {
      current += 1;
      wake?.();
      keep.remove(NAME);
      state.set({ kind: 'editing' });
    },
    acknowledge: () => {
      if (['editing', 'placed'].includes(state.get().kind)) state.set({ kind: 'editing' });
    },
    open: (lines) => {
      const shown = state.get();
      if (shown.kind === 'editing' && shown.lines !== undefined && !isSameOrder(shown.lines, lines))
        state.set({ kind: 'editing' });
    },
  };
}

/** Whether two orders are for as many of the same. */
function isSameOrder(one: OrderRequest['lines'], other: OrderRequest['lines']): boolean {
  const quantities = new Map(one.map(({ sku, quantity }) => [sku, quantity]));
  return one.length === other.length && other.every(({ sku, quantity }) => quantities.get(sku) === quantity);
}

/** The lines of an order that this browser made itself. */
const linesOf = (body: string): OrderRequest['lines'] => (JSON.parse(body) as OrderRequest).lines;
