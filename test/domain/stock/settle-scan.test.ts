import { CorruptRecord, StoreUnavailable } from '../../../lambdas/domain/errors';
import { settlePage } from '../../../lambdas/domain/stock/settle-scan';
import { applyReceipt } from '../../../lambdas/domain/stock/receipts';
import { type Order, orderKey } from '../../../lambdas/domain/orders/order';
import { receiptEntry, receiptKey } from '../../../lambdas/domain/stock/attempt';
import { Shop } from '../shop';

test('a scan goes through all buckets, page by page, and settles what it meets', async () => {
  const shop = new Shop();
  for (let n = 0; n < 250; n++) shop.stock(`S${n}`, 5).hold(`S${n}`, 0, `a${n}.1`, 1, { at: 0 });
  const first = await settlePage(shop.deps(), undefined);
  expect(first).toMatchObject({ buckets: 200, entries: 200, resolved: 200 });
  expect(await settlePage(shop.deps(), first.cursor)).toStrictEqual({
    buckets: 50,
    entries: 50,
    longest: 1,
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
  await expect(settlePage(shop.deps(), undefined)).resolves.toMatchObject({
    ...{ buckets: 2, resolved: 1 },
    failures: [{ sku: 'A', bucket: 0, error: expect.any(CorruptRecord) as Error }],
  });
});

test('a store that fails ends the page, so that the scan comes back to it', async () => {
  const shop = new Shop().stock('A', 5).hold('A', 0, 'a.1', 1, { at: 0 });
  shop.lose('stock.resolve:before');
  await expect(settlePage(shop.deps(), undefined)).rejects.toThrow(StoreUnavailable);
});

test('buckets without entries cost no more than to read them', async () => {
  const shop = new Shop().stock('A', 5, 5, 5);
  expect(await settlePage(shop.deps(), undefined)).toMatchObject({ buckets: 3, entries: 0 });
  expect(shop.points).toEqual(['stock.page:before', 'stock.page:after']);
});

test('the proof of a receipt that nobody recorded yet is left alone', async () => {
  const shop = new Shop().stock('A', 5);
  shop.hold('A', 0, receiptEntry('r'), 1, { owner: receiptKey('A', 'r') });
  expect(await settlePage(shop.deps(), undefined)).toMatchObject({ resolved: 0, failures: [] });
  expect(shop.entries).toBe(1);
});

test('of orders that are committed while they are fenced the details are read once for each', async () => {
  const shop = new Shop().stock('A', 9, 9);
  const [one, other] = ['o1', 'o2'].map((id): Order => ({
    ...{ id, attempt: `a-${id}`, version: 1, status: 'CONFIRMED', total: { amount: 200, currency: 'GBP' } },
    ...{
      fingerprint: 'f',
      released: false,
      tries: 0,
      owes: [],
      placedAt: 0,
      region: 'us-east-1',
      history: [],
    },
  }));
  if (!one || !other) throw new Error('the test makes two orders');
  for (const { id, attempt } of [one, other])
    for (const bucket of [0, 1])
      shop.hold('A', bucket, `${attempt}.${bucket}`, 1, { owner: orderKey(id), at: 0 });
  const commit = async () => {
    for (const order of [one, other]) {
      const allocations = [0, 1].map((bucket) => ({
        ...{ opId: `${order.attempt}.${bucket}`, sku: 'A', bucket, quantity: 1, resent: false },
      }));
      await shop
        .deps()
        .orders.commit(order, { lines: [], allocations, customer: { email: 'a@example.com' } });
    }
  };
  shop.at('orders.fence:before', commit);
  expect(await settlePage(shop.deps(), undefined)).toMatchObject({ resolved: 4, failures: [] });
  expect(shop.points.filter((point) => point === 'orders.details:before')).toHaveLength(2);
  expect(shop.available('A')).toBe(14);
});
