import { DynamoDbCatalogue } from '../adapters/dynamodb/catalogue';
import { DynamoDbReportStore } from '../adapters/dynamodb/small-stores';
import { sqsClient } from '../adapters/sqs/client';
import { SqsAuditQueue } from '../adapters/sqs/queues';
import { stockDepsOn } from '../shared/ports/ledger';
import { functionRuntime } from '../shared/ports/runtime';
import { Tables } from '../shared/ports/tables';
import { watchCalls } from '../shared/telemetry/watch-calls';
import { adminFunction } from './admin-api';

const runtime = functionRuntime('admin');
const tables = new Tables(runtime);
const shop = tables.shop();
const audits = new SqsAuditQueue(sqsClient(runtime.region), runtime.environment.text('AUDIT_QUEUE_URL'));

/** Everything under /v1/admin. */
export const handler = adminFunction({
  ...runtime,
  catalogue: watchCalls('catalogue', new DynamoDbCatalogue(shop), runtime),
  stock: stockDepsOn(tables.ledger(), runtime),
  audits: watchCalls('audits', audits, runtime),
  reports: watchCalls('reports', new DynamoDbReportStore(shop), runtime),
});
