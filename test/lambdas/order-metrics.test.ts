import { advanceOrdersFunction } from '../../lambdas/advance-orders/advance-orders';
import { cancelOrderFunction } from '../../lambdas/cancel-order/cancel-order-api';
import { orderIdOf } from '../../lambdas/domain/orders/identity';
import { type Order } from '../../lambdas/domain/orders/order';
import { orderTokenOf } from '../../lambdas/domain/orders/token';
import { placeOrderFunction } from '../../lambdas/place-order/place-order-api';
import { sweepOrdersFunction } from '../../lambdas/sweep-orders/sweep-orders';
import { type MetricName } from '../../lambdas/shared/telemetry/telemetry';
import { caller, lambdaContext, scheduledEvent, sqsEvent } from './support/events';
import { memoryShop, orderBody, sell, TOKEN_KEYS } from './support/shop';

const DECLINED = 'pm_card_visa_chargeDeclined';
const ORDER_ID = orderIdOf('key-1');
const DAY_MS = 86_400_000;

/** The functions that change orders, over one shop. */
async function functions() {
  const shop = memoryShop();
  await sell(shop, 'mug', 10);
  const { telemetry, circuit, deps, clock } = shop;
  const checkout = caller(placeOrderFunction({ ...shop, checkout: deps }));
  const place = (token = 'pm_card_visa') =>
    checkout('POST /v1/orders', {
      headers: { 'idempotency-key': 'key-1' },
      body: { ...orderBody({ sku: 'mug', quantity: 2 }), payment: { token } },
    });
  const cancelling = caller(cancelOrderFunction({ ...shop, saga: deps }));
  const cancel = () =>
    cancelling('POST /v1/orders/{orderId}/cancel', {
      path: { orderId: ORDER_ID },
      headers: { authorization: `Bearer ${orderTokenOf(ORDER_ID, TOKEN_KEYS)}` },
    });
  const worker = advanceOrdersFunction({ saga: deps, telemetry, circuit, workers: 3 });
  const work = (more: object = {}) => worker(sqsEvent({ orderId: ORDER_ID, ...more }), lambdaContext(60_000));
  const sweeper = sweepOrdersFunction({ saga: deps, telemetry, circuit, freshnessMs: 600_000 });
  const sweep = () => sweeper(scheduledEvent(new Date(clock.now()).toISOString()), lambdaContext(90_000));
  const order = (): Order => {
    const record = shop.ledger.orders.get(ORDER_ID);
    if (record?.kind !== 'order') throw new Error('the test expects an order');
    return record.order;
  };
  return { shop, place, cancel, work, sweep, order };
}

type Functions = Awaited<ReturnType<typeof functions>>;

const NAMES: readonly MetricName[] = [
  'OrdersPlaced',
  'OrdersBuffered',
  'OrdersConfirmed',
  'OrdersDeclined',
  'OrdersFailed',
];

/** What was counted of what becomes of orders. */
const counted = ({ shop }: Functions) => {
  expect(shop.telemetry.measured('Revenue').length).toBe(shop.telemetry.counts.get('OrdersConfirmed') ?? 0);
  const counts = NAMES.map((name) => [name, shop.telemetry.counts.get(name) ?? 0] as const);
  return Object.fromEntries(counts.filter(([, count]) => count !== 0));
};

/** Everybody who may touch an order does, twice, and once more a day later. */
async function everybody({ shop, place, work, sweep }: Functions): Promise<void> {
  for (const wait of [0, 3_600_000, 2 * DAY_MS]) {
    shop.clock.advance(wait);
    await place();
    await work();
    await sweep();
  }
}

const PAID = { OrdersPlaced: 1, OrdersConfirmed: 1 };
const PAID_LATER = { ...PAID, OrdersBuffered: 1 };

describe('a confirmed order is counted once, with its revenue', () => {
  const revenue = [{ name: 'Revenue', value: 2500, unit: 'None', dimensions: { currency: 'GBP' } }];

  async function expectPaid(all: Functions, counts: object): Promise<void> {
    expect([all.order().status, counted(all)]).toEqual(['CONFIRMED', counts]);
    await everybody(all);
    expect(counted(all)).toEqual(counts);
    expect(all.shop.telemetry.gauges.filter(({ name }) => name === 'Revenue')).toEqual(revenue);
  }

  it('when its checkout confirms it', async () => {
    const all = await functions();
    await all.place();
    await expectPaid(all, PAID);
  });

  it.each(['work', 'sweep'] as const)('when its payment was put off and is made by the %s', async (who) => {
    const all = await functions();
    all.shop.broken.add('payments');
    await all.place();
    expect(counted(all)).toEqual({ OrdersPlaced: 1, OrdersBuffered: 1 });
    all.shop.broken.clear();
    all.shop.clock.advance(3_600_000);
    await all[who]();
    await expectPaid(all, PAID_LATER);
  });

  it("when the provider's signed word confirms it", async () => {
    const all = await functions();
    all.shop.broken.add('payments.confirmIntent').add('payments.retrieveIntent');
    await all.place();
    await all.work({ hurry: true, paidIntentId: all.order().intentId });
    await expectPaid(all, PAID_LATER);
  });

  it('when two workers meet at it', async () => {
    const all = await functions();
    all.shop.broken.add('payments.confirmIntent').add('payments.retrieveIntent');
    await all.place();
    all.shop.broken.clear();
    all.shop.clock.advance(3_600_000);
    await Promise.all([all.work(), all.work(), all.sweep()]);
    await expectPaid(all, PAID_LATER);
  });
});

describe('an order that ends without a confirmation', () => {
  it.each([
    ['its checkout', false, { OrdersDeclined: 1 }],
    ['a worker', true, { OrdersPlaced: 1, OrdersBuffered: 1, OrdersDeclined: 1 }],
  ])('is counted as declined, once, when %s learns it', async (_, later, counts) => {
    const all = await functions();
    if (later) all.shop.broken.add('payments');
    await all.place(DECLINED);
    all.shop.broken.clear();
    all.shop.clock.advance(3_600_000);
    await all.work();
    expect([all.order().status, counted(all)]).toEqual(['CANCELLED', counts]);
    await everybody(all);
    expect(counted(all)).toEqual(counts);
  });

  const FAILED = { OrdersPlaced: 1, OrdersBuffered: 1, OrdersFailed: 1 };

  it('is counted as failed when it could not be charged for a day', async () => {
    const all = await functions();
    all.shop.broken.add('payments');
    await all.place();
    all.shop.broken.clear();
    all.shop.clock.advance(2 * DAY_MS);
    await all.work();
    expect([all.order().status, counted(all)]).toEqual(['CANCELLED', FAILED]);
    await everybody(all);
    expect(counted(all)).toEqual(FAILED);
  });

  it('is counted as failed when it was charged too late and refunded', async () => {
    const all = await functions();
    all.shop.broken.add('payments.confirmIntent').add('payments.retrieveIntent');
    await all.place();
    const intentId = all.order().intentId ?? '';
    all.shop.broken.clear();
    await all.shop.deps.payments.confirmIntent(intentId, 'late');
    all.shop.clock.advance(2 * DAY_MS);
    await all.work();
    expect([all.order().status, counted(all)]).toEqual(['REFUNDED', FAILED]);
    await everybody(all);
    expect(counted(all)).toEqual(FAILED);
  });

  it.each([
    ['paid', [], 'REFUNDED', PAID],
    ['unpaid', ['payments'], 'CANCELLED', { OrdersPlaced: 1, OrdersBuffered: 1 }],
  ])('is no failure when its shopper cancels it %s', async (_, broken, status, counts) => {
    const all = await functions();
    for (const port of broken) all.shop.broken.add(port);
    await all.place();
    all.shop.broken.clear();
    await all.cancel();
    expect([all.order().status, counted(all)]).toEqual([status, counts]);
  });
});

it('a cancellation that finds an order charged and voids it too late counts no confirmation', async () => {
  const all = await functions();
  all.shop.broken.add('payments.confirmIntent').add('payments.retrieveIntent');
  await all.place();
  all.shop.broken.clear();
  await all.shop.deps.payments.confirmIntent(all.order().intentId ?? '', 'late');
  await all.cancel();
  expect([all.order().status, counted(all)]).toEqual(['REFUNDED', { OrdersPlaced: 1, OrdersBuffered: 1 }]);
});
