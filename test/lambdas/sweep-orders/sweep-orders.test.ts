import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { placeOrder } from '../../../lambdas/domain/orders/place-order';
import { COUNTED_FROM_ZERO, sweepOrdersFunction } from '../../../lambdas/sweep-orders/sweep-orders';
import { lambdaContext, scheduledEvent } from '../support/events';
import { memoryShop, orderBody, sell } from '../support/shop';

const FRESHNESS_MS = 600_000;

async function waiting() {
  const shop = memoryShop();
  await sell(shop, 'mug', 10);
  shop.broken.add('payments');
  const { payment, ...body } = orderBody({ sku: 'mug', quantity: 1 });
  await placeOrder(shop.deps, { ...body, idempotencyKey: 'key-1', paymentToken: payment.token });
  shop.broken.clear();
  const circuit = { ...shop.circuit, isClosedNow: false, takeClosed: () => circuit.isClosedNow };
  const { deps: saga, telemetry } = shop;
  const handler = sweepOrdersFunction({ saga, telemetry, circuit, freshnessMs: FRESHNESS_MS });
  const runAt = (minutes: number, remainingMs = 60_000) => {
    const time = new Date(shop.clock.now() + minutes * 60_000).toISOString();
    return handler(scheduledEvent(time), lambdaContext(remainingMs));
  };
  const statusOf = () => {
    const record = shop.ledger.orders.get(orderIdOf('key-1'));
    return record?.kind === 'order' ? record.order.status : undefined;
  };
  return { shop, circuit, handler, runAt, statusOf };
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

/** What the sweep says of the queue, and how often. */
const lookOf = ({ telemetry }: Awaited<ReturnType<typeof waiting>>['shop']) => ({
  oldest: telemetry.measured('OldestBufferedOrderSeconds'),
  backlog: telemetry.measured('SweepBacklog'),
  fresh: telemetry.counts.get('FreshLooks') ?? 0,
  stale: telemetry.counts.get('StaleLooks') ?? 0,
  runs: telemetry.counts.get('SweepRuns') ?? 0,
});

describe('each sweep tells once how long the oldest order has waited for its payment', () => {
  /** A second order, five minutes after the first, and a provider that stays down. */
  async function twoWaiting() {
    const all = await waiting();
    const { shop } = all;
    shop.broken.add('payments');
    shop.clock.advance(300_000);
    const { payment, ...body } = orderBody({ sku: 'mug', quantity: 1 });
    await placeOrder(shop.deps, { ...body, idempotencyKey: 'key-2', paymentToken: payment.token });
    return all;
  }

  it('fresh up to the objective, and stale beyond it, whether it is due or put off', async () => {
    const { shop, runAt } = await twoWaiting();
    const placedAt = shop.clock.now() - 300_000;
    shop.clock.advance(placedAt + FRESHNESS_MS - shop.clock.now());
    await runAt(-60);
    const atTheLimit = { oldest: [600], backlog: [2], fresh: 1, stale: 0, runs: 1 };
    expect(lookOf(shop)).toEqual(atTheLimit);
    shop.clock.advance(1_000);
    await runAt(-60);
    expect(lookOf(shop)).toEqual({ ...atTheLimit, oldest: [600, 601], backlog: [2, 0], stale: 1, runs: 2 });
  });

  it('by the real time, however far ahead the event is', async () => {
    const { shop, runAt } = await twoWaiting();
    const before = shop.clock.now();
    await runAt(20);
    const waited = Math.floor((300_000 + shop.clock.now() - before) / 1_000);
    expect(lookOf(shop)).toEqual({ oldest: [waited], backlog: [2], fresh: 1, stale: 0, runs: 1 });
  });

  it('0 when none waits: what only has to tell its shopper something does not', async () => {
    const { shop, runAt } = await waiting();
    shop.broken.add('messages');
    await runAt(60);
    expect(shop.ledger.orders.get(orderIdOf('key-1'))).toMatchObject({
      order: { status: 'CONFIRMED', work: { region: 'us-east-1' } },
    });
    expect(lookOf(shop)).toMatchObject({ oldest: [0], fresh: 1, stale: 0 });
  });

  it('nothing when the orders cannot be read then, and the sweep has run all the same', async () => {
    const { shop, runAt } = await waiting();
    shop.broken.add('orders.readMany');
    await runAt(-60);
    expect(lookOf(shop)).toEqual({ oldest: [], backlog: [0], fresh: 0, stale: 0, runs: 1 });
    expect(shop.telemetry.text).toContain('orders that wait could not be looked at');
  });
});

it('publishes a zero of each count that alarms add up, even when it fails', async () => {
  const { shop, runAt } = await waiting();
  shop.telemetry.counts.clear();
  shop.broken.add('orders.due');
  await expect(runAt(60)).rejects.toThrow('orders.due is broken');
  for (const name of COUNTED_FROM_ZERO) expect(shop.telemetry.counts.has(name)).toBe(true);
  expect(shop.telemetry.counts.get('OrdersPlaced')).toBe(0);
});

it('counts no run that did not end', async () => {
  const { shop, runAt } = await waiting();
  shop.broken.add('orders.due');
  await expect(runAt(60)).rejects.toThrow('orders.due is broken');
  expect(lookOf(shop)).toEqual({ oldest: [], backlog: [], fresh: 0, stale: 0, runs: 0 });
});

it('counts an overdue order in the backlog whatever becomes of it', async () => {
  const { shop, runAt } = await waiting();
  await runAt(60, 15_000);
  expect(shop.telemetry.counts.get('OrdersLeftBySweep')).toBe(1);
  shop.ledger.details.clear();
  const record = shop.ledger.orders.get(orderIdOf('key-1'));
  if (record?.kind === 'order')
    shop.ledger.orders.set(record.order.id, {
      kind: 'order',
      order: { ...record.order, status: 'CANCELLED' },
    });
  await runAt(60);
  expect(shop.telemetry.counts.get('OrdersFailedInSweep')).toBe(1);
  expect(lookOf(shop).backlog).toEqual([1, 1]);
  const [failed] = shop.telemetry.lines.filter(({ level }) => level === 'error');
  expect(failed?.fields).toMatchObject({ orderId: orderIdOf('key-1') });
  // Errors of the AWS SDK carry the item: an object that is described has nothing but what is named.
  expect(failed?.fields['error']).not.toBeInstanceOf(Error);
});

it('lets the lines about each order carry its id', async () => {
  const { shop, runAt } = await waiting();
  await runAt(60);
  expect(shop.telemetry.orderIds).toEqual([orderIdOf('key-1')]);
});
