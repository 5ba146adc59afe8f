import { type SagaDeps } from '../../domain/deps';
import { type OrderObserver } from '../../domain/orders/observer';
import { type Order } from '../../domain/orders/order';
import { type MetricName, type Telemetry } from './telemetry';

/**
 * The same saga; what it does to orders is counted. For functions that charge: a cancellation stops orders for their
 * shoppers' reasons alone, of which nothing is counted here.
 */
export const counted = <Deps extends SagaDeps>(saga: Deps, telemetry: Telemetry): Deps => ({
  ...saga,
  observer: orderMetrics(telemetry),
});

/** The lines of one order whose tries are published: one value each, and one line of embedded metrics takes no more. */
const MOST_VALUES = 90;

function orderMetrics(telemetry: Telemetry): OrderObserver {
  return {
    changed: (order) => {
      const name = metricOf(order);
      if (name !== undefined) telemetry.count(name);
      const { amount, currency } = order.total;
      if (order.status === 'CONFIRMED') telemetry.measure('Revenue', amount, 'None', { currency });
    },
    reserved: (tries) => {
      for (const count of spread(tries, MOST_VALUES)) telemetry.measure('ReserveAttempts', count, 'Count');
    },
  };
}

/** An order ends once, so that each is counted once; one that its shopper cancelled is nobody's failure. */
function metricOf({ status, stopReason }: Order): MetricName | undefined {
  if (status === 'CONFIRMED') return 'OrdersConfirmed';
  if (status !== 'CANCELLED' && status !== 'REFUNDED') return undefined;
  if (stopReason === 'declined') return 'OrdersDeclined';
  return stopReason === 'hold_expired' ? 'OrdersFailed' : undefined;
}

/** At most `most` of the values, evenly from the lowest to the highest: their percentiles stay what they were. */
export function spread(values: readonly number[], most: number): number[] {
  if (values.length <= most) return [...values];
  const sorted = [...values].sort((left, right) => left - right);
  const step = (sorted.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, n) => sorted[Math.round(n * step)] as number);
}
