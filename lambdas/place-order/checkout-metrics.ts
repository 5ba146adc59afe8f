import { type PlaceOrderOutcome } from '../domain/orders/place-request';
import { type MetricName, type Telemetry } from '../shared/telemetry/telemetry';

/** Counts how checkouts end: the numbers that an operator looks at first. */
export function countCheckout(outcome: PlaceOrderOutcome, telemetry: Telemetry): void {
  const name = metricOf(outcome);
  if (name !== undefined) telemetry.count(name);
}

function metricOf(outcome: PlaceOrderOutcome): MetricName | undefined {
  switch (outcome.kind) {
    case 'placed':
      return placedMetric(outcome.order.status);
    case 'replayed':
      return 'OrdersReplayed';
    case 'out_of_stock':
      return 'OrdersOutOfStock';
    case 'price_changed':
      return 'OrdersPriceChanged';
    case 'busy':
      return 'OrdersBusy';
    default:
      return undefined;
  }
}

function placedMetric(status: string): MetricName {
  if (status === 'CONFIRMED') return 'OrdersConfirmed';
  return status === 'CANCELLED' ? 'OrdersDeclined' : 'OrdersBuffered';
}
