import { DynamoDbCursorStore } from '../adapters/dynamodb/small-stores';
import { stockDepsOn } from '../shared/ports/ledger';
import { functionRuntime } from '../shared/ports/runtime';
import { Tables } from '../shared/ports/tables';
import { watchCalls } from '../shared/telemetry/watch-calls';
import { settleStockFunction } from './settle-stock';

const runtime = functionRuntime('settle-stock');
const tables = new Tables(runtime);

/** Settles the journals of stock buckets, every 15 minutes. */
export const handler = settleStockFunction({
  stock: stockDepsOn(tables.ledger(), runtime),
  cursors: watchCalls('cursors', new DynamoDbCursorStore(tables.shop()), runtime),
  telemetry: runtime.telemetry,
});
