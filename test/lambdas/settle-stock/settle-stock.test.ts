import { settleStockFunction } from '../../../lambdas/settle-stock/settle-stock';
import { lambdaContext, scheduledEvent } from '../support/events';
import { memoryShop, type MemoryShop, sell } from '../support/shop';

/** More buckets than a page of the scan holds, each with an entry of an attempt that died. */
async function crowded(skus: number): Promise<MemoryShop> {
  const shop = memoryShop();
  for (let n = 0; n < skus; n++) {
    await sell(shop, `s${n}`, 10);
    const [bucket] = await shop.stores.stock.read([0, 1, 2, 3].map((id) => ({ sku: `s${n}`, bucket: id })));
    await shop.stores.stock.reserve({
      sku: `s${n}`,
      bucket: bucket?.bucket ?? 0,
      opId: `dead${n}.1`,
      owner: `ORDER#dead${n}`,
      quantity: 4,
      at: shop.clock.now(),
    });
  }
  return shop;
}

const run = (shop: MemoryShop, remainingMs = 300_000) => {
  const handler = settleStockFunction({
    stock: shop.deps,
    cursors: shop.stores.cursors,
    telemetry: shop.telemetry,
  });
  const time = new Date(shop.clock.now() + 3_600_000).toISOString();
  return handler(scheduledEvent(time), lambdaContext(remainingMs));
};

const available = (shop: MemoryShop) =>
  [...shop.ledger.buckets.values()].reduce((sum, bucket) => sum + bucket.available, 0);

it('settles page by page to the end, and begins again with the first next time', async () => {
  const shop = await crowded(250);
  await run(shop);
  expect(available(shop)).toBe(2500);
  expect(shop.telemetry.lines).toEqual([
    {
      level: 'info',
      message: 'settled',
      fields: { buckets: 250, entries: 250, longest: 1, resolved: 250, complete: true },
    },
  ]);
  expect(shop.telemetry.counts.get('JournalEntriesResolved')).toBe(250);
  expect(shop.ledger.cursors.size).toBe(0);
});

it('goes on where the last run stopped', async () => {
  const shop = await crowded(250);
  const { page } = shop.stores.stock;
  let pages = 0;
  shop.stores.stock.page = async (...args) => {
    pages += 1;
    if (pages === 1) shop.clock.advance(300_000);
    return page.apply(shop.stores.stock, args);
  };
  await run(shop);
  expect([available(shop), shop.ledger.cursors.has('settle-stock/us-east-1')]).toEqual([2500 - 50 * 4, true]);
  await run(shop);
  expect([available(shop), shop.ledger.cursors.size, pages]).toEqual([2500, 0, 2]);
});

it('begins nothing when its time is nearly over', async () => {
  const shop = await crowded(1);
  await run(shop, 15_000);
  expect(available(shop)).toBe(6);
});

it('measures the longest journal of all pages, 0 where there is none', async () => {
  const shop = await crowded(250);
  const { bucket = 0 } = [...shop.ledger.buckets.values()].find(({ sku }) => sku === 's0') ?? {};
  const one = { sku: 's0', bucket, owner: 'ORDER#dead0', quantity: 1, at: shop.clock.now() };
  for (const n of [2, 3, 4]) await shop.stores.stock.reserve({ ...one, opId: `dead0.${n}` });
  await run(shop);
  await run(shop);
  expect(shop.telemetry.measured('JournalLength')).toEqual([4, 0]);
});
