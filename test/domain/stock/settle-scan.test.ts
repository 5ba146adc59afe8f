import { settlePage } from '../../../lambdas/domain/stock/settle-scan';
import { applyReceipt } from '../../../lambdas/domain/stock/receipts';
import { orderKey } from '../../../lambdas/domain/orders/order';
import { Shop } from '../shop';

test('a scan goes through all buckets, page by page, and settles what it meets', async () => {
  const shop = new Shop();
  for (let n = 0; n < 250; n++) shop.stock(`S${n}`, 5).hold(`S${n}`, 0, `a${n}.1`, 1, { at: 0 });
  const first = await settlePage(shop.deps(), undefined);
  expect(first).toMatchObject({ buckets: 200, entries: 200, resolved: 200 });
  expect(await settlePage(shop.deps(), first.cursor)).toEqual({
    buckets: 50,
    entries: 50,
    resolved: 50,
    failures: [],
  });
  expect(shop.entries).toBe(0);
});

test('a scan finishes a receipt that a crash left half done', async () => {
  const shop = new Shop().stock('A', 0, 0, 0, 0);
  shop.lose('receipts.markApplied:before');
  expect(await applyReceipt(shop.deps(), { sku: 'A', receiptId: 'r', quantity: 1_000 })).toMatchObject({
    kind: 'busy',
  });
  await settlePage(shop.deps(), undefined);
  expect([shop.available('A'), shop.entries]).toEqual([1_000, 0]);
});

test('an order of many lines in one bucket costs one read of the order', async () => {
  const shop = new Shop().stock('A', 9);
  for (let n = 1; n <= 9; n++) shop.hold('A', 0, `a.${n}`, 1, { owner: orderKey('o'), at: 0 });
  await settlePage(shop.deps(), undefined);
  expect(shop.points.filter((point) => point === 'orders.readMany:before')).toHaveLength(1);
});

test('a journal entry of nobody does not stop the scan at its page for ever', async () => {
  const shop = new Shop().stock('A', 5).hold('A', 0, 'a.1', 1, { owner: 'NOBODY#1' });
  shop.stock('B', 5).hold('B', 0, 'b.1', 1, { at: 0 });
  await expect(settlePage(shop.deps(), undefined)).resolves.toMatchObject({ buckets: 2, resolved: 1 });
});
