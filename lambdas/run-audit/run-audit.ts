import { type SQSBatchResponse, type SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { type ReportStore } from '../domain/audit/report';
import { type AuditDeps, runAudit } from '../domain/audit/run-audit';
import { REPORT_ID_PATTERN } from '../shared/report-id';
import { backgroundFunction, type BackgroundHandler } from '../shared/middleware/background-function';
import { handleBatch } from '../shared/queue/batch';
import { type Telemetry } from '../shared/telemetry/telemetry';

/** What an audit needs. */
export interface RunAudit {
  readonly audit: AuditDeps;
  readonly reports: ReportStore;
  readonly telemetry: Telemetry;
}

/** What the audit queue carries. */
const auditMessage = z.object({
  reportId: z.string().regex(REPORT_ID_PATTERN, { error: 'allowed: a report id' }),
});

/** The function behind the audit queue: runs the audit and saves its report. */
export function runAuditFunction(deps: RunAudit): BackgroundHandler<SQSEvent, SQSBatchResponse> {
  return backgroundFunction(deps.telemetry, (event) =>
    handleBatch(event, {
      schema: auditMessage,
      handle: ({ reportId }) => auditOnce(deps, reportId),
      // An audit reads the whole Ledger; two at once would take twice the memory.
      atOnce: 1,
      telemetry: deps.telemetry,
    }),
  );
}

/** A message that is delivered twice only brings a newer report under the same id. */
async function auditOnce({ audit, reports, telemetry }: RunAudit, reportId: string): Promise<void> {
  const report = await runAudit(audit);
  await reports.save(reportId, report);
  telemetry.log.info('audited', { reportId, ok: report.ok, checked: report.checked });
  if (!report.ok) telemetry.count('AuditsFailed');
}
