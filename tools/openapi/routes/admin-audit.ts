import { auditPending, auditReport } from '../answers/audit';
import { SAMPLE } from '../answers/samples';
import { type Answer, type RouteDescription } from '../model';
import { REPORT_ID } from '../parameters';

const REPORT: Answer = {
  status: 200,
  description: 'The report. When `ok` is false, what differs stands in the lists.',
  schema: auditReport,
  example: {
    ok: true,
    oversoldUnits: 0,
    stockDifferences: [],
    chargesWithoutOrder: [],
    ordersWithoutCharge: [],
    duplicateCharges: [],
    stuckOrders: [],
    checked: { skus: 12, orders: 3, charges: 3 },
    at: '2026-03-14T09:30:00.000Z',
  },
};

const PENDING: Answer = {
  status: 202,
  description: 'It is still running: ask at `Location` after `Retry-After`.',
  schema: auditPending,
  example: { reportId: SAMPLE.reportId },
  headers: ['Location', 'Retry-After'],
};

const AUDIT = { method: 'GET', tag: 'Operations', security: 'operator' } as const;

/** Proof, at any time, that the promises hold. */
export const AUDIT_ROUTES: readonly RouteDescription[] = [
  {
    ...AUDIT,
    path: '/v1/admin/audit',
    operationId: 'runAudit',
    summary: 'Audit all stock, orders and charges',
    description:
      'Reads the whole ledger and the payment provider’s whole list, and compares them. Answers with the report when that takes less than 20 seconds. Each call starts an audit of its own.',
    answers: [REPORT, PENDING],
    problems: ['store_unavailable'],
  },
  {
    ...AUDIT,
    path: '/v1/admin/audit/{reportId}',
    operationId: 'getAuditReport',
    summary: 'Fetch the report of an audit',
    description: 'Reports can be had in the Region that made them, and in the other one soon after.',
    parameters: [REPORT_ID],
    answers: [REPORT, PENDING],
    problems: ['report_not_found', 'store_unavailable'],
  },
];
