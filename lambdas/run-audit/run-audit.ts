import { type ScheduledEvent, type SQSBatchResponse, type SQSEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { differencesIn, type ReportStore } from '../domain/audit/report';
import { type AuditDeps, runAudit } from '../domain/audit/run-audit';
import { newReportId, REPORT_ID_PATTERN } from '../shared/report-id';
import { backgroundFunction, type BackgroundHandler } from '../shared/middleware/background-function';
import { handleBatch } from '../shared/queue/batch';
import { isScheduled } from '../shared/schedule/event-clock';
import { type Telemetry } from '../shared/telemetry/telemetry';

/** What an audit needs. */
export interface RunAudit {
  readonly audit: AuditDeps;
  readonly reports: ReportStore;
  readonly telemetry: Telemetry;
}

/** What the audit queue carries. */
const auditMessage = z.object({
  reportId: z.string().check(z.regex(REPORT_ID_PATTERN, { error: 'allowed: a report id' })),
});

/** The function behind the audit queue and the daily schedule: runs the audit and saves its report. */
export function runAuditFunction(
  deps: RunAudit,
): BackgroundHandler<SQSEvent | ScheduledEvent, SQSBatchResponse | undefined> {
  return backgroundFunction(deps.telemetry, (event) =>
    isScheduled(event) ? auditDaily(deps) : auditQueued(deps, event),
  );
}

function auditQueued(deps: RunAudit, event: SQSEvent): Promise<SQSBatchResponse> {
  return handleBatch(event, {
    schema: auditMessage,
    handle: ({ reportId }) => auditOnce(deps, reportId),
    // An audit reads the whole Ledger; two at once would take twice the memory.
    atOnce: 1,
    telemetry: deps.telemetry,
  });
}

/** A run that fails is repeated by Lambda, as every asynchronous invocation is. */
async function auditDaily(deps: RunAudit): Promise<undefined> {
  const { clock, random } = deps.audit;
  await auditOnce(deps, newReportId(clock.now(), random));
}

/** A message that is delivered twice only brings a newer report under the same id. */
async function auditOnce({ audit, reports, telemetry }: RunAudit, reportId: string): Promise<void> {
  const report = await runAudit(audit);
  await reports.save(reportId, report);
  const differences = differencesIn(report);
  telemetry.log.info('audited', { reportId, ok: report.ok, differences, checked: report.checked });
  telemetry.count('AuditRuns');
  telemetry.count('AuditDifferences', differences);
  telemetry.count('AuditsFailed', report.ok ? 0 : 1);
}
