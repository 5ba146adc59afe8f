import { eventBridgeClient } from '../../adapters/eventbridge/client';
import { EventBridgeOrderEvents } from '../../adapters/eventbridge/order-events';
import { type Table } from '../../adapters/dynamodb/table';
import { type SagaDeps } from '../../domain/deps';
import { watchCalls } from '../telemetry/watch-calls';
import { stockDepsOn } from './ledger';
import { messagesOf } from './messages';
import { paymentsOf } from './payments';
import { type FunctionRuntime } from './runtime';

/** What the order saga needs, on AWS. Throws `WrongEnvironment`. */
export function sagaDepsOn(ledger: Table, runtime: FunctionRuntime): SagaDeps {
  const { environment, region } = runtime;
  const events = new EventBridgeOrderEvents(eventBridgeClient(region), environment.text('EVENT_BUS_NAME'));
  return {
    ...stockDepsOn(ledger, runtime),
    payments: paymentsOf(runtime),
    events: watchCalls('events', events, runtime),
    messages: messagesOf(runtime),
  };
}
