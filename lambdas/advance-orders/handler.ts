import { functionRuntime } from '../shared/ports/runtime';
import { sagaDepsOn } from '../shared/ports/saga';
import { workQueueOf } from '../shared/ports/work-queue';
import { Tables } from '../shared/ports/tables';
import { advanceOrdersFunction } from './advance-orders';

const runtime = functionRuntime('advance-orders');

/** Takes the orders in its queue one step on. */
export const handler = advanceOrdersFunction({
  saga: { ...sagaDepsOn(new Tables(runtime).ledger(), runtime), queue: workQueueOf(runtime) },
  telemetry: runtime.telemetry,
  circuit: { takeClosed: () => false },
  workers: runtime.environment.integer('WORKERS'),
});
