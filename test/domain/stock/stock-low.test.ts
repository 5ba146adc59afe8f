import { CorruptRecord } from '../../../lambdas/domain/errors';
import { tellStockLow } from '../../../lambdas/domain/stock/stock-low';
import { Shop } from '../shop';

const tell = (shop: Shop, ...skus: string[]) => tellStockLow(shop.deps(), skus);

test.each([
  [[5], [{ sku: 'A', available: 5 }]],
  [[2, 0, 3], [{ sku: 'A', available: 5 }]],
  [[0, 0], [{ sku: 'A', available: 0 }]],
  [[6], []],
  [[3, 3], []],
])('buckets with %j units are told as %j', async (buckets, low) => {
  const shop = new Shop().stock('A', ...buckets);
  await tell(shop, 'A');
  expect(shop.low).toEqual(low);
});

test('several products are told in one call', async () => {
  const shop = new Shop().stock('A', 1).stock('B', 100).stock('C', 0);
  await tell(shop, 'A', 'B', 'C');
  expect(shop.low).toEqual([
    { sku: 'A', available: 1 },
    { sku: 'C', available: 0 },
  ]);
  expect(shop.points.filter((point) => point === 'events.stockLow:before')).toHaveLength(1);
});

test('nobody is called when nothing is about to sell out', async () => {
  const shop = new Shop().stock('A', 6);
  await tell(shop, 'A');
  expect(shop.points).not.toContain('events.stockLow:before');
});

test('nothing is read where no bucket runs dry', async () => {
  const shop = new Shop().stock('A', 1);
  await tell(shop);
  expect(shop.points).toEqual([]);
});

test.each(['stock.read:before', 'events.stockLow:before'])('a failure at %s hurts nobody', async (point) => {
  const shop = new Shop().stock('A', 1).lose(point);
  await tell(shop, 'A');
  expect(shop.low).toEqual([]);
});

test("a record that cannot be read is not the order's business either", async () => {
  const shop = new Shop().stock('A', 1);
  shop.at('stock.read:before', () => Promise.reject(new CorruptRecord('torn')));
  await expect(tell(shop, 'A')).resolves.toBeUndefined();
});

test('a bug goes through', async () => {
  const shop = new Shop().stock('A', 1);
  shop.at('stock.read:before', () => Promise.reject(new TypeError('a bug')));
  await expect(tell(shop, 'A')).rejects.toThrow(TypeError);
});

describe('a checkout', () => {
  it('says so when it leaves few units', async () => {
    const shop = new Shop().stock('A', 8).stock('B', 8);
    const [a, b] = [
      { sku: 'A', quantity: 3 },
      { sku: 'B', quantity: 2 },
    ];
    await shop.order({ lines: [a, b] });
    expect(shop.low).toEqual([{ sku: 'A', available: 5 }]);
  });

  it('reads nothing for it when it leaves many', async () => {
    const shop = new Shop().stock('A', 8, 8, 8, 8);
    await shop.order();
    expect(shop.points).not.toContain('stock.read:before');
  });

  it('says nothing when it is refused', async () => {
    const shop = new Shop().stock('A', 2);
    await shop.place({ lines: [{ sku: 'A', quantity: 3 }] });
    expect(shop.low).toEqual([]);
  });

  it('is placed although nobody could be told', async () => {
    const shop = new Shop().stock('A', 2).lose('events.stockLow:before');
    expect((await shop.order()).status).toBe('CONFIRMED');
  });
});

test('of a cart of many last units ten are told: a shopper waits', async () => {
  const shop = new Shop();
  const skus = Array.from({ length: 30 }, (_, n) => `S${n}`);
  for (const sku of skus) shop.stock(sku, 1);
  await tell(shop, ...skus);
  expect(shop.low).toHaveLength(10);
});
