import { type Order } from '../../../lambdas/domain/orders/order';
import { GRACE_MS, sweepOrders } from '../../../lambdas/domain/orders/sweep';
import { requestOf, SETTINGS, Shop, WEST } from '../shop';

let shop: Shop;
beforeEach(() => {
  shop = new Shop().stock('A', 40);
});

/** An order that waits for its payment and is due `overdue` ms ago. */
async function due(key: string, overdue: number, region = SETTINGS.region): Promise<Order> {
  shop.lose('payments.createIntent:before');
  const order = await shop.order({ ...requestOf(), idempotencyKey: key });
  return shop.change(order, { work: { region, dueAt: shop.clock.now() - overdue } });
}

const sweep = (region = SETTINGS.region, deadline = shop.clock.now() + 50_000) =>
  sweepOrders(shop.deps({ region }), { now: shop.clock.now(), deadline });

test('a Region takes its own orders as soon as they are due', async () => {
  const [now, later] = [await due('a', 0), await due('b', -1)];
  expect(await sweep()).toEqual({ advanced: 1, finished: 1, waiting: 0, left: 0, failures: [] });
  expect([shop.read(now.id).status, shop.read(later.id).status]).toEqual(['CONFIRMED', 'OPEN']);
});

test("a Region takes another's orders after a grace period only", async () => {
  const [young, old] = [await due('a', GRACE_MS - 1, WEST), await due('b', GRACE_MS, WEST)];
  expect(await sweep()).toMatchObject({ advanced: 1 });
  expect([shop.read(young.id).status, shop.read(old.id).status]).toEqual(['OPEN', 'CONFIRMED']);
});

test('an order that has to wait is counted and stays', async () => {
  await due('a', 0);
  shop.lose('payments.createIntent:before');
  expect(await sweep()).toEqual({ advanced: 1, finished: 0, waiting: 1, left: 0, failures: [] });
});

test('the oldest order goes first and alone: whoever sweeps hears of it before the others', async () => {
  const keys = ['c', 'b', 'a'];
  const orders: Order[] = [];
  for (const [n, key] of keys.entries()) orders.push(await due(key, 10 + n));
  const statuses = () => orders.map(({ id }) => shop.read(id).status);
  let seen: string[] = [];
  const now = shop.clock.now();
  await sweepOrders(shop.deps(), {
    now,
    deadline: now + 50_000,
    afterFirst: async () => void (seen = statuses()),
  });
  expect([seen, statuses()]).toEqual([
    ['OPEN', 'OPEN', 'CONFIRMED'],
    ['CONFIRMED', 'CONFIRMED', 'CONFIRMED'],
  ]);
});

test('no order is begun after the deadline', async () => {
  for (let n = 0; n < 20; n++) await due(`k${n}`, 0);
  shop.at('payments.confirmIntent:after', () => shop.clock.advance(60_000));
  const { advanced, left } = await sweep();
  expect([advanced + left, left > 0]).toEqual([20, true]);
});

test('an index entry that lags behind does no harm', async () => {
  const order = await due('a', 0);
  shop.at('orders.due:after', () => void shop.change(order, { status: 'CONFIRMED', work: undefined }));
  expect(await sweep()).toMatchObject({ advanced: 1, finished: 1 });
  expect(shop.intents).toEqual([]);
});

test('an order whose record is damaged does not keep the others from being swept', async () => {
  const damaged = await due('a', 1_000);
  shop.change(damaged, { status: 'CANCELLED' });
  shop.ledger.details.clear();
  const orders: Order[] = [];
  for (let n = 0; n < 20; n++) orders.push(await due(`k${n}`, 0));
  expect(await sweep()).toMatchObject({ failures: [{ orderId: damaged.id }] });
  expect(orders.map(({ id }) => shop.read(id).status)).toEqual(orders.map(() => 'CONFIRMED'));
});
