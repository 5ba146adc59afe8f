import { secretsClient } from '../../adapters/secrets/client';
import { paymentSecret } from '../../adapters/secrets/shop-secrets';
import { watchCalls } from '../telemetry/watch-calls';
import { type FunctionRuntime } from './runtime';

/** Reads what the provider signs its events with. Throws `WrongEnvironment` at once, `StoreUnavailable` when it is read. */
export function webhookSecretOf(runtime: FunctionRuntime): () => Promise<string> {
  const { environment, region, clock } = runtime;
  environment.oneOf('PAYMENT_PROVIDER', ['stripe']);
  const secretId = environment.text('PAYMENT_SECRET_ID');
  const secret = watchCalls('secrets', paymentSecret(secretsClient(region), secretId, clock), runtime);
  return async () => (await secret.get()).webhookSecret;
}
