import { type LedgerScan } from '../audit/ledger-scan';
import { StoreUnavailable } from '../errors';
import { type OrderStore } from '../orders/order';
import { type Payments } from '../payments/payments';
import { type Clock } from '../runtime';
import { type ReportArchive } from './archive';
import { comparePage } from './charges';
import { compareOrders } from './orders';
import { type Progress } from './progress';
import { settleNext } from './settle';

/** What a comparison needs. */
export interface ReconcileDeps {
  readonly payments: Pick<Payments, 'listCharges' | 'refund'>;
  readonly orders: Pick<OrderStore, 'read' | 'readMany'>;
  readonly scan: LedgerScan;
  readonly archive: ReportArchive;
  readonly clock: Clock;
}

/** How far a comparison may go. */
export interface Limits {
  /** No page is begun after it; ms since the epoch, on the clock in `deps`. */
  readonly deadline: number;
  /** With more charges to refund than this, none is. */
  readonly maxRefunds: number;
}

/** Where a comparison stands. */
export interface Reconciled {
  readonly progress: Progress;
  /** The store or provider that gave no answer; absent when it finished, or only its time was over. */
  readonly waitingFor?: string | undefined;
}

/** Pages between two saves: what a crash repeats at most. */
const PAGES_A_SAVE = 20;

function step(deps: ReconcileDeps, progress: Progress, { maxRefunds }: Limits): Promise<Progress> {
  switch (progress.phase) {
    case 'charges':
      return comparePage(deps, progress);
    case 'orders':
      return compareOrders(deps, progress);
    case 'settling':
      return settleNext(deps, progress, maxRefunds);
    case 'finished':
      return Promise.resolve(progress);
  }
}

/**
 * Compares the provider's charges with the Ledger's orders, both ways, as far as the deadline allows. Charges that
 * no order is to be paid with are refunded once; confirmed orders without a charge are told. Safe to run anywhere
 * any number of times: what was found is saved before anything is refunded, and each refund looks first whether it
 * is done.
 */
export async function reconcile(deps: ReconcileDeps, start: Progress, limits: Limits): Promise<Reconciled> {
  let progress = start;
  let saved = start;
  const save = async () => {
    if (progress !== saved) await deps.archive.saveProgress(progress);
    saved = progress;
  };
  try {
    for (let pages = 1; progress.phase !== 'finished' && deps.clock.now() < limits.deadline; pages++) {
      const { phase } = progress;
      progress = await step(deps, progress, limits);
      if (progress.phase !== phase || pages % PAGES_A_SAVE === 0) await save();
    }
    await save();
    return { progress };
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    await saveIfPossible(save);
    return { progress, waitingFor: error.message };
  }
}

/** The archive itself may be what is unavailable: then the pages since the last save are read again. */
async function saveIfPossible(save: () => Promise<void>): Promise<void> {
  try {
    await save();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
}
