import { functionRuntime } from '../shared/ports/runtime';
import { sagaDepsOn } from '../shared/ports/saga';
import { Tables } from '../shared/ports/tables';
import { workQueueOf } from '../shared/ports/work-queue';
import { sweepOrdersFunction } from './sweep-orders';

const runtime = functionRuntime('sweep-orders');

/** Advances overdue orders, every minute. */
export const handler = sweepOrdersFunction({
  saga: { ...sagaDepsOn(new Tables(runtime).ledger(), runtime), queue: workQueueOf(runtime) },
  telemetry: runtime.telemetry,
  circuit: { takeClosed: () => false },
});
