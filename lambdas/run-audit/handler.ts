import { DynamoDbLedgerScan } from '../adapters/dynamodb/ledger-scan';
import { DynamoDbReportStore } from '../adapters/dynamodb/small-stores';
import { stockDepsOn } from '../shared/ports/ledger';
import { paymentsOf } from '../shared/ports/payments';
import { functionRuntime } from '../shared/ports/runtime';
import { Tables } from '../shared/ports/tables';
import { watchCalls } from '../shared/telemetry/watch-calls';
import { runAuditFunction } from './run-audit';

const runtime = functionRuntime('run-audit');
const tables = new Tables(runtime);
const ledger = tables.ledger();

/** Runs the audits that were asked for. */
export const handler = runAuditFunction({
  audit: {
    ...stockDepsOn(ledger, runtime),
    scan: watchCalls('scan', new DynamoDbLedgerScan(ledger), runtime),
    payments: paymentsOf(runtime),
  },
  reports: watchCalls('reports', new DynamoDbReportStore(tables.shop()), runtime),
  telemetry: runtime.telemetry,
});
