import { type ReportArchive } from '../../domain/reconciliation/archive';
import { decodeProgress, encodeProgress, type Progress } from '../../domain/reconciliation/progress';
import { type Range, type ReconciliationReport } from '../../domain/reconciliation/report';
import { atomically, type Step } from './step';

const nameOf = ({ from, to }: Range): string => `${from}-${to}`;

/** `ReportArchive` in memory. Progress is kept as text, so that nobody changes it afterwards. */
export class MemoryReportArchive implements ReportArchive {
  /** By range. */
  private readonly saved = new Map<string, string>();
  /** By place. */
  readonly reports = new Map<string, ReconciliationReport>();

  constructor(private readonly step?: Step) {}

  async progress(range: Range): Promise<Progress | undefined> {
    return atomically(this.step, 'archive.progress', () => {
      const text = this.saved.get(nameOf(range));
      return text === undefined ? undefined : decodeProgress(text);
    });
  }

  async saveProgress(progress: Progress): Promise<void> {
    return atomically(
      this.step,
      'archive.saveProgress',
      () => void this.saved.set(nameOf(progress.range), encodeProgress(progress)),
    );
  }

  async saveReport(report: ReconciliationReport): Promise<string> {
    return atomically(this.step, 'archive.saveReport', () => {
      const place = `memory:${report.from}/${report.to}/${report.startedAt}`;
      this.reports.set(place, report);
      return place;
    });
  }
}
