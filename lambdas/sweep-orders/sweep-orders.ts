import { type ScheduledEvent } from 'aws-lambda';
import { type QueuedSagaDeps } from '../domain/deps';
import { sweepOrders } from '../domain/orders/sweep';
import { backgroundFunction, type BackgroundHandler } from '../shared/middleware/background-function';
import { resumeAfterOutage, type Reopening } from '../shared/resume-after-outage';
import { scheduleOf } from '../shared/schedule/event-clock';
import { type Telemetry } from '../shared/telemetry/telemetry';

/** What the sweep needs. */
export interface SweepOrders {
  readonly saga: QueuedSagaDeps;
  readonly telemetry: Telemetry;
  /** The provider's circuit, as this instance sees it. */
  readonly circuit: Reopening;
}

/**
 * The function behind the sweep's schedule: advances overdue orders until its time is nearly over. The instance
 * whose call to the provider ended an outage also lets the orders go on that waited for it.
 */
export function sweepOrdersFunction({
  saga,
  telemetry,
  circuit,
}: SweepOrders): BackgroundHandler<ScheduledEvent, void> {
  return backgroundFunction(telemetry, async (event, context) => {
    const { now, clock, deadline } = scheduleOf(event, context, { clock: saga.clock, telemetry });
    const { failures, ...result } = await sweepOrders({ ...saga, clock }, { now, deadline });
    telemetry.log.info('swept', { ...result, failed: failures.length });
    for (const { orderId, error } of failures)
      telemetry.log.error('an order could not be swept', { orderId, error });
    telemetry.count('OrdersAdvanced', result.finished);
    telemetry.count('OrdersLeftBySweep', result.left);
    telemetry.count('OrdersFailedInSweep', failures.length);
    await resumeAfterOutage({ saga: { ...saga, clock }, telemetry, circuit });
  });
}
