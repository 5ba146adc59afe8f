import { DynamoDbDoneDays } from '../adapters/dynamodb/done-days';
import { DynamoDbLedgerScan } from '../adapters/dynamodb/ledger-scan';
import { DynamoDbOrderStore } from '../adapters/dynamodb/order-store';
import { paymentsOf } from '../shared/ports/payments';
import { reportArchiveOf } from '../shared/ports/report-archive';
import { functionRuntime } from '../shared/ports/runtime';
import { Tables } from '../shared/ports/tables';
import { watchCalls } from '../shared/telemetry/watch-calls';
import { reconcileFunction } from './reconcile';

const runtime = functionRuntime('reconcile');
const tables = new Tables(runtime);
const ledger = tables.ledger();

/** Compares the payment provider's charges with the Ledger's orders, daily and when an operator asks. */
export const handler = reconcileFunction({
  reconcile: {
    payments: paymentsOf(runtime),
    orders: watchCalls('orders', new DynamoDbOrderStore(ledger), runtime),
    scan: watchCalls('scan', new DynamoDbLedgerScan(ledger), runtime),
    archive: reportArchiveOf(runtime),
    clock: runtime.clock,
  },
  doneDays: watchCalls('doneDays', new DynamoDbDoneDays(tables.shop()), runtime),
  telemetry: runtime.telemetry,
});
