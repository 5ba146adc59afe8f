import { circuitClient, DynamoDbCircuitStore } from '../../adapters/dynamodb/circuit-store';
import { Table } from '../../adapters/dynamodb/table';
import {
  SHOPPER_TIME_OUTS,
  StripePayments,
  type StripeTimeOuts,
  WORKER_TIME_OUTS,
} from '../../adapters/payments/stripe/stripe-payments';
import { secretsClient } from '../../adapters/secrets/client';
import { paymentSecret } from '../../adapters/secrets/shop-secrets';
import { type CallerRole, type CircuitObserver, PaymentCircuit } from '../../domain/payments/circuit-breaker';
import { guardedPayments } from '../../domain/payments/guarded-payments';
import { type Payments, type Unavailable } from '../../domain/payments/payments';
import { describeError, type Telemetry } from '../telemetry/telemetry';
import { watchCalls } from '../telemetry/watch-calls';
import { type FunctionRuntime } from './runtime';

/** The payment provider that the deployment chose, without a circuit breaker. Throws `WrongEnvironment`. */
export function paymentsOf(runtime: FunctionRuntime, timeOuts: StripeTimeOuts = WORKER_TIME_OUTS): Payments {
  const { environment, region, clock } = runtime;
  environment.oneOf('PAYMENT_PROVIDER', ['stripe']);
  const secretId = environment.text('PAYMENT_SECRET_ID');
  const secret = watchCalls('secrets', paymentSecret(secretsClient(region), secretId, clock), runtime);
  const payments = reporting(new StripePayments(() => secret.get(), timeOuts), runtime.telemetry);
  return watchCalls('payments', payments, runtime);
}

/** The payment provider behind the circuit breaker of this Region, and the circuit itself. */
export interface GuardedProvider {
  readonly payments: Payments;
  readonly circuit: PaymentCircuit;
}

/** The payment provider for functions that charge, by who waits for them. Throws `WrongEnvironment`. */
export function guardedPaymentsOf(runtime: FunctionRuntime, role: CallerRole): GuardedProvider {
  const { clock, telemetry } = runtime;
  const timeOuts = role === 'shopper' ? SHOPPER_TIME_OUTS : WORKER_TIME_OUTS;
  const circuit = circuitOf(runtime, role);
  const onRefused = countingRefusals(telemetry);
  return { circuit, payments: guardedPayments(paymentsOf(runtime, timeOuts), { circuit, clock, onRefused }) };
}

/** One circuit for each Region: a provider may be out of reach from one and not from the other. */
function circuitOf(runtime: FunctionRuntime, role: CallerRole): PaymentCircuit {
  const { environment, region, clock, random, telemetry } = runtime;
  const table = new Table(circuitClient(region), environment.text('SHOP_TABLE'), { clock, random });
  const store = watchCalls('circuit', new DynamoDbCircuitStore(table, `payments#${region}`), runtime);
  return new PaymentCircuit({ store, role, clock, random, observer: telling(telemetry) });
}

/** Counts calls that were wanted and not made. */
export const countingRefusals = (telemetry: Telemetry) => (): void => {
  telemetry.count('PaymentCalls');
  telemetry.count('PaymentsShortCircuited');
};

/** Tells operators what becomes of the circuit. */
export const telling = (telemetry: Telemetry): CircuitObserver => ({
  opened: ({ trips, probeAt }, judged) => {
    telemetry.count('CircuitOpened');
    const probed = new Date(probeAt).toISOString();
    telemetry.log.warn('payment circuit opened: orders are recorded and charged later', {
      ...{ trips, probeAt: probed },
      ...(judged ?? { after: 'a failed probe' }),
    });
  },
  closed: () => {
    telemetry.count('CircuitClosed');
    telemetry.log.info('payment circuit closed: the provider answers again');
  },
  storeFailed: (error) =>
    telemetry.log.warn('payment circuit out of reach: payments go on as last known', {
      error: describeError(error),
    }),
});

/**
 * The same port; counts its calls, and counts and logs answers that were of no use. The shopper is told that payment is busy and the
 * order waits, so that a wrong key would otherwise look like a provider that is down.
 */
export function reporting(port: Payments, telemetry: Telemetry): Payments {
  const reported = async <Result extends { readonly kind: string }>(
    call: string,
    answer: Promise<Result | Unavailable>,
  ) => {
    telemetry.count('PaymentCalls');
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
