import { type ScheduledEvent } from 'aws-lambda';
import { type QueuedSagaDeps } from '../domain/deps';
import { type Sweep, sweepOrders, type SweepResult } from '../domain/orders/sweep';
import { type PaymentCircuit } from '../domain/payments/circuit-breaker';
import { probeByListing } from '../domain/payments/guarded-payments';
import { backgroundFunction, type BackgroundHandler } from '../shared/middleware/background-function';
import { resumeAfterOutage } from '../shared/resume-after-outage';
import { scheduleOf } from '../shared/schedule/event-clock';
import { counted } from '../shared/telemetry/order-metrics';
import { describeError, type MetricName, type Telemetry } from '../shared/telemetry/telemetry';
import { measureQueue } from './queue-metrics';

/** What the sweep needs. */
export interface SweepOrders {
  readonly saga: QueuedSagaDeps;
  readonly telemetry: Telemetry;
  /** That of its payments. */
  readonly circuit: Pick<PaymentCircuit, 'dueBy' | 'probe' | 'takeClosed' | 'isOpen'>;
  /** An order that has waited for its payment for longer is stale. */
  readonly freshnessMs: number;
}

/**
 * Counts that alarms add up or hold against a band: a metric in which nothing has been counted yet is not there at all, and
 * a band of no data is kept. So each sweep adds nothing to them, once a minute.
 */
export const COUNTED_FROM_ZERO: readonly MetricName[] = [
  'OrdersPlaced',
  'OrdersConfirmed',
  'OrdersFailed',
  'OrdersOutOfStock',
  'PaymentCalls',
  'PaymentsUnavailable',
  'PaymentsShortCircuited',
  'MessagesSent',
  'MessagesUnavailable',
  'StoreUnavailable',
  'FreshLooks',
  'StaleLooks',
];

/**
 * The function behind the sweep's schedule: advances overdue orders until its time is nearly over, and asks the
 * provider whether it is back where no order was due to do so. The instance whose call ended an outage also lets the
 * orders go on that waited for it.
 */
export function sweepOrdersFunction(props: SweepOrders): BackgroundHandler<ScheduledEvent, void> {
  const { telemetry, circuit } = props;
  const saga = counted(props.saga, telemetry);
  return backgroundFunction(telemetry, async (event, context) => {
    COUNTED_FROM_ZERO.forEach((name) => telemetry.count(name, 0));
    const { now, clock, deadline } = scheduleOf(event, context, { clock: saga.clock, telemetry });
    await circuit.dueBy(now);
    const resume = () => resumeAfterOutage({ saga: { ...saga, clock }, telemetry, circuit });
    const forOrder: Sweep['forOrder'] = (orderId, work) => telemetry.forOrder(orderId, work);
    report(await sweepOrders({ ...saga, clock }, { now, deadline, forOrder, afterFirst: resume }), telemetry);
    await probeByListing(saga.payments, circuit);
    await resume();
    await measureQueue({ ...props, saga });
    telemetry.count('SweepRuns');
  });
}

function report({ failures, ...result }: SweepResult, telemetry: Telemetry): void {
  telemetry.log.info('swept', { ...result, failed: failures.length });
  for (const { orderId, error } of failures)
    telemetry.log.error('an order could not be swept', { orderId, error: describeError(error) });
  telemetry.count('OrdersAdvanced', result.finished);
  telemetry.count('OrdersLeftBySweep', result.left);
  telemetry.count('OrdersFailedInSweep', failures.length);
  telemetry.measure('SweepBacklog', result.advanced + result.left + failures.length, 'Count');
}
