import { functionRuntime } from '../shared/ports/runtime';
import { guardedSagaOn } from '../shared/ports/saga';
import { workQueueOf } from '../shared/ports/work-queue';
import { Tables } from '../shared/ports/tables';
import { advanceOrdersFunction } from './advance-orders';

const runtime = functionRuntime('advance-orders');
const { saga, circuit } = guardedSagaOn(new Tables(runtime).ledger(), runtime, 'worker');

/** Takes the orders in its queue one step on. */
export const handler = advanceOrdersFunction({
  saga: { ...saga, queue: workQueueOf(runtime) },
  telemetry: runtime.telemetry,
  circuit,
  workers: runtime.environment.integer('WORKERS'),
});
