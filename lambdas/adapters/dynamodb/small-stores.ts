import { type AuditReport, type ReportStore } from '../../domain/audit/report';
import { type CursorStore } from '../../domain/stock/cursor';
import { type Item, ItemReader, number, text } from './item';
import { type Table } from './table';

/** Reports are kept for 30 days; then DynamoDB's time to live takes them away. */
const REPORT_SECONDS = 30 * 86_400;

const reportKey = (reportId: string): Item => ({ pk: text(`AUDIT#${reportId}`), sk: text('REPORT') });
const cursorKey = (name: string): Item => ({ pk: text(`CURSOR#${name}`), sk: text('CURSOR') });

/** `ReportStore` on the Shop table. */
export class DynamoDbReportStore implements ReportStore {
  constructor(private readonly table: Table) {}

  async save(reportId: string, report: AuditReport): Promise<void> {
    const now = Math.floor(this.table.runtime.clock.now() / 1_000);
    await this.table.put({
      ...reportKey(reportId),
      report: text(JSON.stringify(report)),
      expiresAt: number(now + REPORT_SECONDS),
    });
  }

  /** Strongly consistent within the Region: the audit ran here, and its report must not seem missing. */
  async read(reportId: string): Promise<AuditReport | undefined> {
    const item = await this.table.get(reportKey(reportId));
    return item && new ItemReader(item).json<AuditReport>('report');
  }
}

/** `CursorStore` on the Shop table: each Region sees the other's cursor a moment later, which costs a page read twice. */
export class DynamoDbCursorStore implements CursorStore {
  constructor(private readonly table: Table) {}

  async load(name: string): Promise<string | undefined> {
    const item = await this.table.get(cursorKey(name));
    return item && new ItemReader(item).optionalText('cursor');
  }

  async save(name: string, cursor: string | undefined): Promise<void> {
    await this.table.put({ ...cursorKey(name), ...(cursor === undefined ? {} : { cursor: text(cursor) }) });
  }
}
