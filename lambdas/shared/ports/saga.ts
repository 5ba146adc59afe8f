import { eventBridgeClient } from '../../adapters/eventbridge/client';
import { EventBridgeOrderEvents } from '../../adapters/eventbridge/order-events';
import { type Table } from '../../adapters/dynamodb/table';
import { type SagaDeps } from '../../domain/deps';
import { type CallerRole, type PaymentCircuit } from '../../domain/payments/circuit-breaker';
import { watchCalls } from '../telemetry/watch-calls';
import { stockDepsOn } from './ledger';
import { messagesOf } from './messages';
import { guardedPaymentsOf } from './payments';
import { type FunctionRuntime } from './runtime';

/** What the order saga needs, and the circuit breaker that stands before its payments. */
export interface GuardedSaga {
  readonly saga: SagaDeps;
  readonly circuit: PaymentCircuit;
}

/** The order saga on AWS, for shoppers who wait or for workers. Throws `WrongEnvironment`. */
export function guardedSagaOn(ledger: Table, runtime: FunctionRuntime, role: CallerRole): GuardedSaga {
  const { environment, region } = runtime;
  const events = new EventBridgeOrderEvents(eventBridgeClient(region), environment.text('EVENT_BUS_NAME'));
  const { payments, circuit } = guardedPaymentsOf(runtime, role);
  const saga = {
    ...stockDepsOn(ledger, runtime),
    payments,
    events: watchCalls('events', events, runtime),
    messages: messagesOf(runtime),
  };
  return { saga, circuit };
}
