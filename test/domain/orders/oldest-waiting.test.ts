import { longestWaitMs } from '../../../lambdas/domain/orders/oldest-waiting';
import { type Order, type OrderStore } from '../../../lambdas/domain/orders/order';
import { requestOf, SETTINGS, Shop, WEST } from '../shop';

let shop: Shop;
beforeEach(() => {
  shop = new Shop().stock('A', 600);
});

/** An order whose payment was put off; changed as told. */
async function buffered(key: string, changes: Partial<Order> = {}): Promise<Order> {
  shop.lose('payments.createIntent:before');
  const order = await shop.order({ ...requestOf(), idempotencyKey: key });
  return shop.change(order, changes);
}

const now = () => shop.clock.now();
const longest = (region = SETTINGS.region) => longestWaitMs(shop.deps({ region }));
const work = (dueIn: number, region = SETTINGS.region) => ({ region, dueAt: now() + dueIn });

test('is that of the order that was placed first, though another is due before it', async () => {
  await buffered('a', { placedAt: now() - 5_000, work: work(60_000) });
  await buffered('b', { placedAt: now() - 3_000, work: work(0) });
  expect(await longest()).toBe(5_000);
});

test('is 0 when none waits', async () => {
  expect(await longest()).toBe(0);
});

test('leaves out what another Region is to charge', async () => {
  await buffered('a', { placedAt: now() - 5_000, work: work(0, WEST) });
  expect([await longest(), await longest(WEST)]).toEqual([0, 5_000]);
});

test.each(['CONFIRMED', 'VOIDING', 'CANCELLED', 'REFUNDING', 'REFUNDED'] as const)(
  'leaves out an order that is %s and still owes something',
  async (status) => {
    await buffered('a', { status, placedAt: now() - 5_000, work: work(0) });
    expect(await longest()).toBe(0);
  },
);

test('leaves out a checkout that is under way, until nobody has it in hand any more', async () => {
  const fresh = { bufferedAt: undefined, tries: 0, placedAt: now() - 2_000, work: work(58_000) };
  const order = await buffered('a', fresh);
  expect(await longest()).toBe(0);
  shop.change(order, { ...fresh, work: work(0) });
  expect(await longest()).toBe(2_000);
});

test('reads at most 500 orders', async () => {
  for (let n = 0; n < 501; n++)
    await buffered(`k${n}`, { placedAt: now() - (n === 500 ? 9_000 : 1_000), work: work(n) });
  const reads: number[] = [];
  const deps = shop.deps();
  const { orders } = deps;
  const due = orders.due.bind(orders);
  const readMany: OrderStore['readMany'] = (ids) => {
    reads.push(ids.length);
    return orders.readMany(ids);
  };
  expect(await longestWaitMs({ ...deps, orders: { ...orders, due, readMany } })).toBe(1_000);
  expect(reads).toEqual([500]);
});
