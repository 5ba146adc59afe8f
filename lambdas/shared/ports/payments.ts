import { StripePayments } from '../../adapters/payments/stripe/stripe-payments';
import { secretsClient } from '../../adapters/secrets/client';
import { paymentSecret } from '../../adapters/secrets/shop-secrets';
import { type Payments } from '../../domain/payments/payments';
import { watchCalls } from '../telemetry/watch-calls';
import { type FunctionRuntime } from './runtime';

/** The payment provider that the deployment chose. Throws `WrongEnvironment`. */
export function paymentsOf(runtime: FunctionRuntime): Payments {
  const { environment, region, clock } = runtime;
  environment.oneOf('PAYMENT_PROVIDER', ['stripe']);
  const secretId = environment.text('PAYMENT_SECRET_ID');
  const secret = watchCalls('secrets', paymentSecret(secretsClient(region), secretId, clock), runtime);
  return watchCalls('payments', new StripePayments(() => secret.get()), runtime);
}
