import { iso, type Progress, reportOf } from '../domain/reconciliation/progress';
import { type Reconciled } from '../domain/reconciliation/reconcile';
import { type ReconciliationReport } from '../domain/reconciliation/report';

/** How far a comparison got, in figures. Times ISO 8601. */
export interface ProgressSummary {
  readonly phase: Progress['phase'];
  readonly from: string;
  readonly to: string;
  readonly startedAt: string;
  readonly charges: number;
  readonly orders: number;
  readonly refunded: number;
  /** Refunds that were tried in vain, and those that are still to come. */
  readonly refundsPending: number;
  readonly confirmedWithoutCharge: number;
  readonly unverified: number;
}

/** What whoever invoked the function is told. */
export type ReconcileAnswer =
  | { readonly error: string }
  /** The same request goes on where this one stopped; `waitingFor` is what gave no answer, if something did. */
  | { readonly done: false; readonly progress: ProgressSummary; readonly waitingFor?: string }
  /** The same request begins anew. */
  | { readonly done: true; readonly report: ReconciliationReport; readonly location: string };

/** The figures of a comparison. */
export const summaryOf = (progress: Progress): ProgressSummary => ({
  phase: progress.phase,
  from: iso(progress.range.from),
  to: iso(progress.range.to),
  startedAt: iso(progress.startedAt),
  charges: progress.charges,
  orders: progress.orders,
  refunded: progress.refunded.length,
  refundsPending: progress.refundsPending.length + progress.strays.length,
  confirmedWithoutCharge: progress.confirmedWithoutCharge.length,
  unverified: progress.unverified.length + progress.suspects.length,
});

/** The answer to where a comparison stands. */
export function answerOf(result: Reconciled): ReconcileAnswer {
  if (result.kind === 'finished')
    return { done: true, report: reportOf(result.progress), location: result.location };
  const { progress, waitingFor } = result;
  return { done: false, progress: summaryOf(progress), ...(waitingFor !== undefined && { waitingFor }) };
}
