import { DynamoDbCatalogue } from '../adapters/dynamodb/catalogue';
import { functionRuntime } from '../shared/ports/runtime';
import { guardedSagaOn } from '../shared/ports/saga';
import { Tables } from '../shared/ports/tables';
import { tokenKeysOf } from '../shared/ports/token-keys';
import { watchCalls } from '../shared/telemetry/watch-calls';
import { placeOrderFunction } from './place-order-api';

const runtime = functionRuntime('place-order');
const tables = new Tables(runtime);
const { saga, circuit } = guardedSagaOn(tables.ledger(), runtime, 'shopper');
const catalogue = watchCalls('catalogue', new DynamoDbCatalogue(tables.shop()), runtime);

/** POST /v1/orders. */
export const handler = placeOrderFunction({
  ...runtime,
  circuit,
  checkout: { ...saga, catalogue },
  tokenKeys: tokenKeysOf(runtime),
});
