import { functionRuntime } from '../shared/ports/runtime';
import { sagaDepsOn } from '../shared/ports/saga';
import { Tables } from '../shared/ports/tables';
import { sweepOrdersFunction } from './sweep-orders';

const runtime = functionRuntime('sweep-orders');

/** Advances overdue orders, every minute. */
export const handler = sweepOrdersFunction({
  saga: sagaDepsOn(new Tables(runtime).ledger(), runtime),
  telemetry: runtime.telemetry,
});
