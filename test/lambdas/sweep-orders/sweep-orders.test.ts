import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { placeOrder } from '../../../lambdas/domain/orders/place-order';
import { sweepOrdersFunction } from '../../../lambdas/sweep-orders/sweep-orders';
import { lambdaContext, scheduledEvent } from '../support/events';
import { memoryShop, orderBody, sell } from '../support/shop';

async function waiting() {
  const shop = memoryShop();
  await sell(shop, 'mug', 10);
  shop.broken.add('payments');
  const { payment, ...body } = orderBody({ sku: 'mug', quantity: 1 });
  await placeOrder(shop.deps, { ...body, idempotencyKey: 'key-1', paymentToken: payment.token });
  shop.broken.clear();
  const circuit = { ...shop.circuit, isClosedNow: false, takeClosed: () => circuit.isClosedNow };
  const handler = sweepOrdersFunction({ saga: shop.deps, telemetry: shop.telemetry, circuit });
  const runAt = (minutes: number, remainingMs = 60_000) => {
    const time = new Date(shop.clock.now() + minutes * 60_000).toISOString();
    return handler(scheduledEvent(time), lambdaContext(remainingMs));
  };
  const statusOf = () => {
    const record = shop.ledger.orders.get(orderIdOf('key-1'));
    return record?.kind === 'order' ? record.order.status : undefined;
  };
  return { shop, circuit, runAt, statusOf };
}

it('advances what is due at the time of the event', async () => {
  const { shop, runAt, statusOf } = await waiting();
  await runAt(60);
  expect(statusOf()).toBe('CONFIRMED');
  expect(shop.telemetry.lines).toEqual([
    { level: 'info', message: 'swept', fields: { advanced: 1, finished: 1, waiting: 0, left: 0, failed: 0 } },
  ]);
});

it('leaves what is not due yet', async () => {
  const { runAt, statusOf } = await waiting();
  await runAt(-60);
  expect(statusOf()).toBe('OPEN');
});

it('begins nothing when its time is nearly over, and counts what is left', async () => {
  const { shop, runAt, statusOf } = await waiting();
  await runAt(60, 15_000);
  expect(statusOf()).toBe('OPEN');
  expect(shop.telemetry.counts.get('OrdersLeftBySweep')).toBe(1);
});
