import { secretsClient } from '../../adapters/secrets/client';
import { orderTokenSecret } from '../../adapters/secrets/shop-secrets';
import { type TokenKeys } from '../../domain/orders/token';
import { watchCalls } from '../telemetry/watch-calls';
import { type FunctionRuntime } from './runtime';

/** Reads the keys of the order tokens. Throws `WrongEnvironment` at once, `StoreUnavailable` when they are read. */
export function tokenKeysOf(runtime: FunctionRuntime): () => Promise<TokenKeys> {
  const { environment, region, clock } = runtime;
  const secretId = environment.text('ORDER_TOKEN_SECRET_ID');
  const secret = watchCalls('secrets', orderTokenSecret(secretsClient(region), secretId, clock), runtime);
  return () => secret.get();
}
