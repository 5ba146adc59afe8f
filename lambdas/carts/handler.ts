import { DynamoDbCartStore } from '../adapters/dynamodb/carts';
import { DynamoDbCatalogue } from '../adapters/dynamodb/catalogue';
import { functionRuntime } from '../shared/ports/runtime';
import { Tables } from '../shared/ports/tables';
import { watchCalls } from '../shared/telemetry/watch-calls';
import { cartsFunction } from './carts-api';

const runtime = functionRuntime('carts');
const shop = new Tables(runtime).shop();

/** GET /v1/carts/{cartId}; PUT and DELETE /v1/carts/{cartId}/items/{sku}. */
export const handler = cartsFunction({
  ...runtime,
  carts: watchCalls('carts', new DynamoDbCartStore(shop), runtime),
  catalogue: watchCalls('catalogue', new DynamoDbCatalogue(shop), runtime),
});
