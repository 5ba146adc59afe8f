import { functionRuntime } from '../shared/ports/runtime';
import { guardedSagaOn } from '../shared/ports/saga';
import { Tables } from '../shared/ports/tables';
import { workQueueOf } from '../shared/ports/work-queue';
import { sweepOrdersFunction } from './sweep-orders';

const runtime = functionRuntime('sweep-orders');
const { saga, circuit } = guardedSagaOn(new Tables(runtime).ledger(), runtime, 'worker');

/** Advances overdue orders, every minute. */
export const handler = sweepOrdersFunction({
  saga: { ...saga, queue: workQueueOf(runtime) },
  telemetry: runtime.telemetry,
  circuit,
  freshnessMs: runtime.environment.integer('FRESHNESS_SECONDS') * 1000,
});
