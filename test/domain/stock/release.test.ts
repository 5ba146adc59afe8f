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

test('a bucket that is gone is an error to look at, not units to forget', async () => {
  shop.ledger.buckets.clear();
  await expect(release()).rejects.toThrow(CorruptRecord);
});
