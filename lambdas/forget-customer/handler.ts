import { DynamoDbOrderStore } from '../adapters/dynamodb/order-store';
import { DynamoDbPersonalData } from '../adapters/dynamodb/personal-data';
import { functionRuntime } from '../shared/ports/runtime';
import { Tables } from '../shared/ports/tables';
import { watchCalls } from '../shared/telemetry/watch-calls';
import { forgetFunction } from './forget-customer';

const runtime = functionRuntime('forget-customer');
const ledger = new Tables(runtime).ledger();

/** Erases a customer's personal data, when an operator asks for it. */
export const handler = forgetFunction({
  forget: {
    orders: watchCalls('orders', new DynamoDbOrderStore(ledger), runtime),
    personalData: watchCalls('personalData', new DynamoDbPersonalData(ledger), runtime),
    clock: runtime.clock,
  },
  telemetry: runtime.telemetry,
});
