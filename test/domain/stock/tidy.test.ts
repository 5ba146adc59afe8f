import { CorruptRecord, StoreUnavailable } from '../../../lambdas/domain/errors';
import { tidy } from '../../../lambdas/domain/stock/tidy';
import { Shop } from '../shop';

let shop: Shop;
beforeEach(() => {
  shop = new Shop();
});

/** So many buckets, each with an entry that is overdue. */
function crowded(count: number) {
  return Array.from({ length: count }, (_, n) => {
    const sku = `S${n}`;
    shop.stock(sku, 5).hold(sku, 0, `x${n}.1`, 2, { at: shop.clock.now() - 61_000 });
    return { sku, bucket: 0 };
  });
}

it('settles crowded buckets', async () => {
  await tidy(shop.deps(), crowded(3));
  expect([shop.entries, shop.available('S2')]).toEqual([0, 5]);
});

it('settles eight of many: a shopper waits, and others meet the rest', async () => {
  await tidy(shop.deps(), crowded(10));
  expect(shop.entries).toBe(2);
});

it('reads nothing where none is crowded', async () => {
  await tidy(shop.deps(), []);
  expect(shop.points).toEqual([]);
});

it.each([new StoreUnavailable('no answer', 'unknown'), new CorruptRecord('torn')])(
  'is a kindness only: a failure is no matter (%s)',
  async (error) => {
    shop.at('stock.read:before', () => Promise.reject(error));
    await expect(tidy(shop.deps(), crowded(1))).resolves.toBeUndefined();
  },
);

it('lets a bug through', async () => {
  shop.at('stock.read:before', () => Promise.reject(new TypeError('a bug')));
  await expect(tidy(shop.deps(), crowded(1))).rejects.toThrow(TypeError);
});
