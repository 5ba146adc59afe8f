import { type ReportArchive } from '../../domain/reconciliation/archive';
import { decodeProgress, encodeProgress, type Progress } from '../../domain/reconciliation/progress';
import { type Range, type ReconciliationReport } from '../../domain/reconciliation/report';
import { type S3Objects } from './objects';

/** `20260131T000000Z`, with milliseconds if there are any: S3 asks to avoid colons in keys ("Naming objects"). */
const stamp = (time: number | string): string =>
  new Date(time).toISOString().replace(/[-:]/g, '').replace('.000Z', 'Z');

/** The bucket's lifecycle rules and the role in lib/region go by these prefixes. */
const progressKey = ({ from, to }: Range): string =>
  `reconciliation/progress/${stamp(from)}-${stamp(to)}.json`;
const reportKey = ({ from, to, startedAt }: ReconciliationReport): string =>
  `reconciliation/reports/${stamp(from)}-${stamp(to)}/${stamp(startedAt)}.json`;

/** `ReportArchive` in S3, as JSON that people can read. */
export class S3ReportArchive implements ReportArchive {
  constructor(private readonly objects: S3Objects) {}

  async progress(range: Range): Promise<Progress | undefined> {
    const text = await this.objects.get(progressKey(range));
    return text === undefined ? undefined : decodeProgress(text);
  }

  async saveProgress(progress: Progress): Promise<void> {
    await this.objects.putJson(progressKey(progress.range), encodeProgress(progress));
  }

  /** The report's `s3://` address. */
  async saveReport(report: ReconciliationReport): Promise<string> {
    const key = reportKey(report);
    await this.objects.putJson(key, `${JSON.stringify(report, null, 2)}\n`);
    return `s3://${this.objects.bucket}/${key}`;
  }
}
