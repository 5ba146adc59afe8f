import { type AuditQueue, type AuditReport, type ReportStore } from '../domain/audit/report';
import { type StockDeps } from '../domain/deps';
import { type Answer, json } from '../shared/http/answer';
import { type HttpCall } from '../shared/http/call';
import { problem } from '../shared/http/problem';
import { newReportId, requestedAt } from '../shared/report-id';

/** What the routes of audits need. */
export interface AuditRoutes {
  readonly audits: AuditQueue;
  readonly reports: ReportStore;
  readonly stock: Pick<StockDeps, 'clock' | 'random'>;
}

/** The HTTP contract: 200 when done within 20 s. */
const WAIT_MS = 20_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;

/** Longer than an audit and one redelivery of its message take (900 s, and 6 times that); later there will be no report. */
const PENDING_MS = 2 * 60 * 60 * 1000;

/** GET /v1/admin/audit: starts an audit and waits a while for its report. */
export async function startAudit(deps: AuditRoutes): Promise<Answer> {
  const { clock, random } = deps.stock;
  const reportId = newReportId(clock.now(), random);
  await deps.audits.start(reportId);
  const report = await awaitReport(deps, reportId);
  return report ? json(200, report) : pending(reportId);
}

/** GET /v1/admin/audit/{reportId}: the report, 202 while it may still come, 404 otherwise. */
export async function showReport({ reports, stock }: AuditRoutes, call: HttpCall): Promise<Answer> {
  const reportId = call.path('reportId');
  const at = requestedAt(reportId);
  if (at === undefined) return problem('report_not_found');
  const report = await reports.read(reportId);
  if (report) return json(200, report);
  const age = Math.abs(stock.clock.now() - at);
  return age < PENDING_MS ? pending(reportId) : problem('report_not_found');
}

async function awaitReport(
  { reports, stock }: AuditRoutes,
  reportId: string,
): Promise<AuditReport | undefined> {
  const { clock } = stock;
  const end = clock.now() + WAIT_MS;
  for (let pause = FIRST_PAUSE_MS; clock.now() < end; pause = Math.min(LONGEST_PAUSE_MS, pause * 1.5)) {
    await clock.sleep(Math.min(pause, end - clock.now()));
    const report = await reports.read(reportId);
    if (report) return report;
  }
  return undefined;
}

function pending(reportId: string): Answer {
  return json(202, { reportId }, { location: `/v1/admin/audit/${reportId}`, 'retry-after': '2' });
}
