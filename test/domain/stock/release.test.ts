import { CorruptRecord } from '../../../lambdas/domain/errors';
import { type Order } from '../../../lambdas/domain/orders/order';
import { returnEntry } from '../../../lambdas/domain/stock/attempt';
import { clearReturns, releaseStock } from '../../../lambdas/domain/stock/release';
import { Shop } from '../shop';

let shop: Shop;
let order: Order;
beforeEach(async () => {
  shop = new Shop().stock('A', 2, 3);
  order = await shop.order({ lines: [{ sku: 'A', quantity: 4 }] });
  order = shop.change(order, { status: 'CANCELLED' });
});

const release = async () => releaseStock(shop.deps(), order, await shop.deps().orders.details(order));

test('units go back to the buckets that they came from, and proofs stay until they are cleared', async () => {
  await release();
  expect([shop.bucket('A', 0).available, shop.bucket('A', 1).available]).toEqual([2, 3]);
  expect(shop.bucket('A', 1).journal).toHaveProperty([returnEntry(order.id)]);
  order = shop.change(order, { released: true });
  await clearReturns(shop.deps(), order, await shop.deps().orders.details(order));
  expect(shop.entries).toBe(0);
});

test('a second release adds nothing, with the proof or without', async () => {
  await release();
  await release();
  order = shop.change(order, { released: true });
  await clearReturns(shop.deps(), order, await shop.deps().orders.details(order));
  await release();
  expect(shop.available('A')).toBe(5);
});

test('a bucket that changed since it was read is read again, and so is the order', async () => {
  shop.at('stock.giveBack:before', async () => {
    await release();
    order = shop.change(order, { released: true });
    await clearReturns(shop.deps(), order, await shop.deps().orders.details(order));
  });
  await release();
  expect([shop.available('A'), shop.entries]).toEqual([5, 0]);
});

test('a bucket into which another order gave back meanwhile is read again', async () => {
  const other = shop.change(await shop.order({ idempotencyKey: 'other' }), { status: 'CANCELLED' });
  const details = await shop.deps().orders.details(other);
  shop.at('stock.giveBack:before', () => releaseStock(shop.deps(), other, details), 2);
  await release();
  expect([shop.bucket('A', 0).available, shop.bucket('A', 1).available]).toEqual([2, 3]);
});

test('each bucket is read once where nobody else changes it', async () => {
  shop.points.length = 0;
  await release();
  expect(shop.points.filter((point) => point === 'stock.read:before')).toHaveLength(1);
});

test('of an order of several SKUs each goes back into its own buckets', async () => {
  shop.stock('B', 7);
  const lines = ['A', 'B'].map((sku) => ({ sku, quantity: 1 }));
  order = shop.change(await shop.order({ idempotencyKey: 'both', lines }), { status: 'CANCELLED' });
  await release();
  expect(shop.available('B')).toBe(7);
  expect(Object.keys(shop.bucket('B').journal)).toEqual([returnEntry(order.id)]);
});

test('entries that were settled already are not asked for', async () => {
  const [first, second] = [shop.bucket('A', 0), shop.bucket('A', 1)];
  shop.put({ ...first, journal: {} });
  const deps = shop.deps();
  const removed: string[] = [];
  const giveBack: typeof deps.stock.giveBack = (request) => {
    removed.push(...request.remove);
    return deps.stock.giveBack(request);
  };
  const stock = Object.assign(Object.create(deps.stock) as typeof deps.stock, { giveBack });
  await releaseStock({ ...deps, stock }, order, await deps.orders.details(order));
  expect(removed).toEqual(Object.keys(second.journal));
});

test('a bucket that is gone is an error to look at, not units to forget', async () => {
  shop.ledger.buckets.clear();
  await expect(release()).rejects.toThrow(CorruptRecord);
  await expect(release()).rejects.toThrow(/bucket [01] of A/);
});
