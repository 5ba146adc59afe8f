import { type PlaceOrderOutcome } from '../domain/orders/place-request';
import { type OrderStatus } from '../domain/orders/order';
import { type MetricName, type Telemetry } from '../shared/telemetry/telemetry';

/** Counts how checkouts are answered. What becomes of their orders is counted wherever it happens. */
export function countCheckout(outcome: PlaceOrderOutcome, telemetry: Telemetry): void {
  for (const name of metricsOf(outcome)) telemetry.count(name);
}

function metricsOf(outcome: PlaceOrderOutcome): readonly MetricName[] {
  switch (outcome.kind) {
    case 'placed':
      return placedMetrics(outcome.order.status);
    case 'replayed':
      return ['OrdersReplayed'];
    case 'out_of_stock':
      return ['OrdersOutOfStock'];
    case 'price_changed':
      return ['OrdersPriceChanged'];
    case 'busy':
      return outcome.storeFailed ? ['OrdersBusy', 'StoreUnavailable'] : ['OrdersBusy'];
    default:
      return [];
  }
}

/** Acknowledged with 201 or 202; an order that ended at once was declined, and its shopper has none. */
function placedMetrics(status: OrderStatus): readonly MetricName[] {
  if (status === 'CONFIRMED') return ['OrdersPlaced'];
  return status === 'OPEN' || status === 'VOIDING' ? ['OrdersPlaced', 'OrdersBuffered'] : [];
}
