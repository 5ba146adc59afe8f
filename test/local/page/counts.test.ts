import { bucketOf, orderOf } from '../../../local/page/ledger-items';
import { OrderCounts } from '../../../local/page/order-counts';
import { StockCounts } from '../../../local/page/stock-counts';
import { bucketItem, orderItem } from './items';

describe('orders', () => {
  const counts = new OrderCounts();
  const put = (...args: Parameters<typeof orderItem>) => {
    const order = orderOf(orderItem(...args));
    if (order) counts.put(order);
  };

  it('shows the newest fifteen, whatever the order in which they were read', () => {
    for (let n = 0; n < 40; n++) put(`o${(n * 7) % 40}`, 'CONFIRMED', { placedAt: (n * 7) % 40 });
    const { count, newest } = counts.view(0);
    expect(count).toBe(40);
    expect(newest.map(({ orderId }) => orderId)).toEqual(
      Array.from({ length: 15 }, (_, index) => `o${39 - index}`),
    );
  });

  it('shows a change of a shown order, and those due first of those that are owed a step', () => {
    put('o39', 'OPEN', { placedAt: 39, dueAt: 3_000 });
    put('o1', 'OPEN', { placedAt: 1, dueAt: 2_000 });
    const { byStatus, newest, owed } = counts.view(2_500);
    expect(byStatus).toEqual({ CONFIRMED: 38, OPEN: 2 });
    expect(newest[0]).toMatchObject({ orderId: 'o39', status: 'OPEN', workRegion: 'us-west-2' });
    expect(owed).toMatchObject({ count: 2, overdue: 1 });
    expect(owed.next.map(({ orderId }) => orderId)).toEqual(['o1', 'o39']);
  });
});

describe('stock', () => {
  const counts = new StockCounts();
  const put = (sku: string, bucket: number, available: number, moved = false) => {
    const item = bucketOf(bucketItem(sku, bucket, available));
    if (item) counts.put(item, moved);
  };

  it('adds up the buckets of a SKU, and takes a bucket as it is now', () => {
    put('MUG', 0, 10);
    put('MUG', 1, 4);
    put('MUG', 0, 0);
    expect(counts.search('mug')).toEqual([{ sku: 'MUG', available: 4, taken: 16, buckets: 2 }]);
  });

  it('counts what is sold out, and what came back', () => {
    put('MUG', 1, 0);
    expect(counts.view().soldOut).toBe(1);
    put('MUG', 1, 1);
    expect(counts.view().soldOut).toBe(0);
  });

  it('shows what moved last first, and fills up with the rest', () => {
    for (let n = 0; n < 20; n++) put(`S${n}`, 0, 5);
    put('S7', 0, 4, true);
    put('S3', 0, 4, true);
    put('S7', 0, 3, true);
    const shown = counts.view().rows.map(({ sku }) => sku);
    expect(shown.slice(0, 2)).toEqual(['S7', 'S3']);
    expect(shown).toHaveLength(12);
    expect(new Set(shown).size).toBe(12);
  });

  it('keeps coupons, which are SKUs of one unit, apart', () => {
    put('COUPON.THANKS10-A', 0, 10, true);
    put('COUPON.THANKS10-B', 0, 9, true);
    put('COUPON.THANKS10-B', 0, 9, true);
    const { coupons, rows } = counts.view();
    expect(coupons).toEqual({ issued: 2, used: 1 });
    expect(rows.filter(({ sku }) => sku.startsWith('COUPON'))).toEqual([]);
  });
});
