import { DynamoDbCatalogue } from '../adapters/dynamodb/catalogue';
import { DynamoDbStockLedger } from '../adapters/dynamodb/stock-ledger';
import { functionRuntime } from '../shared/ports/runtime';
import { Tables } from '../shared/ports/tables';
import { watchCalls } from '../shared/telemetry/watch-calls';
import { productsFunction } from './products-api';

const runtime = functionRuntime('products');
const tables = new Tables(runtime);

/** GET /v1/products and GET /v1/products/{sku}. */
export const handler = productsFunction({
  ...runtime,
  catalogue: watchCalls('catalogue', new DynamoDbCatalogue(tables.shop()), runtime),
  stock: watchCalls('stock', new DynamoDbStockLedger(tables.ledger()), runtime),
  stockBuckets: runtime.environment.integer('STOCK_BUCKETS'),
});
