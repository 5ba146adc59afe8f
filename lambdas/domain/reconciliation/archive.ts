import { type Progress } from './progress';
import { type Range, type ReconciliationReport } from './report';

/** Port to where reports are kept, and progress until it is one. Throws `StoreUnavailable`. */
export interface ReportArchive {
  /** How far the comparison of this range got; `undefined` when it was never begun, or long ago. */
  progress(range: Range): Promise<Progress | undefined>;
  /** Replaces what is known of the comparison of its range. */
  saveProgress(progress: Progress): Promise<void>;
  /** Keeps a report beside all others, or again if it has the same range and start; tells where it is. */
  saveReport(report: ReconciliationReport): Promise<string>;
}

/** Port to what all Regions know of the daily runs. Throws `StoreUnavailable`. */
export interface DoneDays {
  /** Whether a Region has finished this day (`2026-01-31`); others learn it a moment later. */
  isDone(day: string): Promise<boolean>;
  markDone(day: string): Promise<void>;
}
