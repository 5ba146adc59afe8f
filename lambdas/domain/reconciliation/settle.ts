import { StoreUnavailable } from '../errors';
import { type Order } from '../orders/order';
import { chargeNow, strayReason } from './charges';
import { verify } from './orders';
import { plus, type Progress } from './progress';
import { type ReconcileDeps } from './reconcile';

type Pending = Progress['strays'][number];

/** How the refund of a stray ended. */
type RefundOutcome =
  | { readonly kind: 'refunded' }
  /** Its order claims it after all. */
  | { readonly kind: 'claimed' }
  | { readonly kind: 'pending'; readonly waitingFor: string };

/**
 * A full refund of an intent cannot happen twice, whatever the key. A cancelled order's own key is the saga's; one
 * that says REFUNDED has used its key up, and Stripe would only repeat what it answered then. The provider may
 * repeat a 500 for a day as well, so every further try has a key of its own.
 */
function keyOf({ intentId, tries }: Pending, order: Order | undefined, startedAt: number): string {
  const isSagas = tries === 0 && order?.intentId === intentId && order.status === 'CANCELLED';
  return isSagas ? `${order.id}:refund:${order.tries}` : `${intentId}:reconcile:${startedAt}:${tries}`;
}

/** Looks once more at order and charge, as money that is sent back does not return. */
async function refund(deps: ReconcileDeps, stray: Pending, startedAt: number): Promise<RefundOutcome> {
  const record = await deps.orders.read(stray.orderId);
  if (strayReason(record, stray.intentId) === undefined) return { kind: 'claimed' };
  const charge = await chargeNow(deps, stray.intentId);
  if (charge === undefined)
    return { kind: 'pending', waitingFor: 'the provider to list the charge, which it did before' };
  if (charge.refunded) return { kind: 'refunded' };
  const order = record?.kind === 'order' ? record.order : undefined;
  const result = await deps.payments.refund(stray.intentId, keyOf(stray, order, startedAt));
  switch (result.kind) {
    case 'refunded':
      return result;
    case 'processing':
      return { kind: 'pending', waitingFor: 'the provider to finish the refund' };
    case 'unavailable':
      return { kind: 'pending', waitingFor: `the provider: ${result.reason}` };
  }
}

async function refundOutcome(deps: ReconcileDeps, stray: Pending, startedAt: number): Promise<RefundOutcome> {
  try {
    return await refund(deps, stray, startedAt);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return { kind: 'pending', waitingFor: error.message };
  }
}

async function settleStray(
  deps: ReconcileDeps,
  progress: Progress,
  stray: Pending,
  strays: readonly Pending[],
): Promise<Progress> {
  const outcome = await refundOutcome(deps, stray, progress.startedAt);
  const { tries, ...refunded } = stray;
  switch (outcome.kind) {
    case 'claimed':
      return { ...progress, strays };
    case 'refunded':
      return {
        ...progress,
        strays,
        refunded: [...progress.refunded, refunded],
        amounts: plus(progress.amounts, stray.currency, { refunded: stray.amount }),
      };
    case 'pending': {
      const pending = { ...refunded, tries: tries + 1, waitingFor: outcome.waitingFor };
      return { ...progress, strays, refundsPending: [...progress.refundsPending, pending] };
    }
  }
}

/** So many charges without an order are a mistake of ours rather than the provider's: nothing is refunded. */
function held(progress: Progress, count: number, maxRefunds: number): Progress {
  const waitingFor =
    `somebody to look: ${count} charges have no live order, and at most ${maxRefunds} are refunded unasked. ` +
    'Is this the right Stripe account, and the right Ledger? If so, reconcile the same range with a higher maxRefunds';
  const pending = progress.strays.map((stray) => ({ ...stray, waitingFor }));
  return { ...progress, strays: [], refundsPending: [...progress.refundsPending, ...pending] };
}

/** Refunds one stray, or asks about one suspect again; finished once there is neither. */
export async function settleNext(
  deps: ReconcileDeps,
  progress: Progress,
  maxRefunds: number,
): Promise<Progress> {
  const [stray, ...strays] = progress.strays;
  const [suspect, ...suspects] = progress.suspects;
  if (stray) {
    const count = progress.strays.length + progress.refunded.length + progress.refundsPending.length;
    return count > maxRefunds
      ? held(progress, count, maxRefunds)
      : settleStray(deps, progress, stray, strays);
  }
  if (!suspect) return { ...progress, phase: 'finished', finishedAt: deps.clock.now() };
  const verdict = await verify(deps, suspect);
  const { confirmedWithoutCharge, unverified } = progress;
  return {
    ...progress,
    suspects,
    confirmedWithoutCharge:
      verdict.kind === 'without_charge'
        ? [...confirmedWithoutCharge, verdict.finding]
        : confirmedWithoutCharge,
    unverified: verdict.kind === 'unverified' ? [...unverified, verdict.finding] : unverified,
  };
}
