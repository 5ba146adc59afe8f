import { StripePayments } from '../../adapters/payments/stripe/stripe-payments';
import { secretsClient } from '../../adapters/secrets/client';
import { paymentSecret } from '../../adapters/secrets/shop-secrets';
import { type Payments, type Unavailable } from '../../domain/payments/payments';
import { type Telemetry } from '../telemetry/telemetry';
import { watchCalls } from '../telemetry/watch-calls';
import { type FunctionRuntime } from './runtime';

/** The payment provider that the deployment chose. Throws `WrongEnvironment`. */
export function paymentsOf(runtime: FunctionRuntime): Payments {
  const { environment, region, clock } = runtime;
  environment.oneOf('PAYMENT_PROVIDER', ['stripe']);
  const secretId = environment.text('PAYMENT_SECRET_ID');
  const secret = watchCalls('secrets', paymentSecret(secretsClient(region), secretId, clock), runtime);
  const payments = reporting(new StripePayments(() => secret.get()), runtime.telemetry);
  return watchCalls('payments', payments, runtime);
}

/**
 * The same port; counts and logs answers that were of no use. The shopper is told that payment is busy and the
 * order waits, so that a wrong key would otherwise look like a provider that is down.
 */
export function reporting(port: Payments, telemetry: Telemetry): Payments {
  const reported = async <Result extends { readonly kind: string }>(
    call: string,
    answer: Promise<Result | Unavailable>,
  ) => {
    const result = await answer;
    if (isUnavailable(result)) {
      telemetry.count('PaymentsUnavailable');
      telemetry.log.warn('payment provider unavailable', { call, reason: result.reason });
    }
    return result;
  };
  return {
    createIntent: (request) => reported('createIntent', port.createIntent(request)),
    confirmIntent: (id, key) => reported('confirmIntent', port.confirmIntent(id, key)),
    retrieveIntent: (id) => reported('retrieveIntent', port.retrieveIntent(id)),
    cancelIntent: (id) => reported('cancelIntent', port.cancelIntent(id)),
    refund: (id, key) => reported('refund', port.refund(id, key)),
    listCharges: (cursor, filter) => port.listCharges(cursor, filter),
  };
}

const isUnavailable = (result: { readonly kind: string }): result is Unavailable =>
  result.kind === 'unavailable';
