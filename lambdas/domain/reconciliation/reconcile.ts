import { type LedgerScan } from '../audit/ledger-scan';
import { StoreUnavailable } from '../errors';
import { type OrderStore } from '../orders/order';
import { type Payments } from '../payments/payments';
import { type Clock } from '../runtime';
import { type ReportArchive } from './archive';
import { comparePage } from './charges';
import { compareOrders } from './orders';
import { type Progress, reportOf } from './progress';
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
export type Reconciled =
  /** Its report is kept at `location`. */
  | { readonly kind: 'finished'; readonly progress: Progress; readonly location: string }
  /** `waitingFor` is what gave no answer; absent where only the time was over. */
  | { readonly kind: 'unfinished'; readonly progress: Progress; readonly waitingFor?: string | undefined };

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

/** The report goes first: progress that says `finished` is not looked at again. */
async function save({ archive }: ReconcileDeps, progress: Progress): Promise<string | undefined> {
  const location = progress.phase === 'finished' ? await archive.saveReport(reportOf(progress)) : undefined;
  await archive.saveProgress(progress);
  return location;
}

/** A comparison as it goes on, and what of it is saved. */
class Run {
  progress: Progress;
  location: string | undefined;

  constructor(
    private readonly deps: ReconcileDeps,
    private saved: Progress,
  ) {
    this.progress = saved;
  }

  /** Works until it is finished or the deadline has come, and saves at the end. */
  async toDeadline(limits: Limits): Promise<void> {
    const { clock } = this.deps;
    for (let pages = 1; this.progress.phase !== 'finished' && clock.now() < limits.deadline; pages++) {
      const { phase } = this.progress;
      this.progress = await step(this.deps, this.progress, limits);
      if (this.progress.phase !== phase || pages % PAGES_A_SAVE === 0) await this.save();
    }
    await this.save();
  }

  /** What was finished before this run keeps its report once more, which tells where it is. */
  private async save(): Promise<void> {
    const isReported = this.progress.phase !== 'finished' || this.location !== undefined;
    if (this.progress === this.saved && isReported) return;
    this.location = await save(this.deps, this.progress);
    this.saved = this.progress;
  }

  /** The archive itself may be what is unavailable: then what was done since the last save is done again. */
  async saveIfPossible(): Promise<void> {
    try {
      await this.save();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      this.progress = this.saved;
    }
  }
}

/**
 * Compares the provider's charges with the Ledger's orders, both ways, as far as the deadline allows. Charges that
 * no order is to be paid with are refunded once; confirmed orders without a charge are told. Safe to run anywhere
 * any number of times: what was found is saved before anything is refunded, and each refund looks first whether it
 * is done.
 */
export async function reconcile(deps: ReconcileDeps, start: Progress, limits: Limits): Promise<Reconciled> {
  const run = new Run(deps, start);
  let waitingFor: string | undefined;
  try {
    await run.toDeadline(limits);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    waitingFor = error.message;
    await run.saveIfPossible();
  }
  const { progress, location } = run;
  return location !== undefined && progress.phase === 'finished'
    ? { kind: 'finished', progress, location }
    : { kind: 'unfinished', progress, waitingFor };
}
