import { DynamoDbOrderStore } from '../adapters/dynamodb/order-store';
import { functionRuntime } from '../shared/ports/runtime';
import { Tables } from '../shared/ports/tables';
import { tokenKeysOf } from '../shared/ports/token-keys';
import { watchCalls } from '../shared/telemetry/watch-calls';
import { ordersFunction } from './orders-api';

const runtime = functionRuntime('orders');
const tables = new Tables(runtime);

/** GET /v1/orders/{orderId}. */
export const handler = ordersFunction({
  ...runtime,
  orders: watchCalls('orders', new DynamoDbOrderStore(tables.ledger()), runtime),
  tokenKeys: tokenKeysOf(runtime),
});
