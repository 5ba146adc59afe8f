import { ManualClock } from '../../../lambdas/adapters/memory/manual-clock';
import { type StockLedger } from '../../../lambdas/domain/stock/ledger';
import { productsFunction } from '../../../lambdas/products/products-api';
import { caller } from '../support/events';
import { memoryShop, sell } from '../support/shop';

async function products(stock?: Pick<StockLedger, 'read'>) {
  const shop = memoryShop();
  await sell(shop, 'mug', 10);
  // Looking into a cache must not move the time, and a limit on a call must not end by itself.
  const clock = new ManualClock();
  const handler = productsFunction({
    ...shop,
    clock,
    catalogue: shop.stores.catalogue,
    stock: { ...shop.stores.stock, read: (ids) => (stock ?? shop.stores.stock).read(ids) } as StockLedger,
    stockBuckets: 4,
  });
  const call = caller(handler);
  const show = (sku: string) => call('GET /v1/products/{sku}', { path: { sku } });
  return { shop, clock, show, list: (query = {}) => call('GET /v1/products', { query }) };
}

const unknownProduct = {
  type: 'about:blank',
  title: 'There is no such product',
  status: 404,
  code: 'unknown_product',
};

describe('a product', () => {
  it('is shown with its price in minor units and its availability', async () => {
    const { show } = await products();
    const answer = await show('mug');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'cache-control': 'public, max-age=1', 'x-region': 'us-east-1' });
    expect(answer.body).toEqual({
      sku: 'mug',
      name: 'Product mug',
      price: 1250,
      currency: 'GBP',
      availability: 'in_stock',
      degraded: [],
    });
  });

  it.each([
    [0, 'sold_out'],
    [5, 'low_stock'],
    [6, 'in_stock'],
  ])('with %d units is %s', async (units, availability) => {
    const { shop, show } = await products();
    await sell(shop, 'cup', units);
    expect((await show('cup')).body).toMatchObject({ availability });
  });

  it('is shown without its availability when the Ledger fails', async () => {
    const { shop, show } = await products();
    shop.broken.add('stock');
    const answer = await show('mug');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      sku: 'mug',
      name: 'Product mug',
      price: 1250,
      currency: 'GBP',
      degraded: ['availability'],
    });
    expect(shop.telemetry.counts.get('DegradedAnswers')).toBe(1);
  });

  it('is shown without its availability when the Ledger does not answer within a second', async () => {
    const { clock, show } = await products({ read: () => new Promise(() => undefined) });
    const answer = show('mug');
    while (clock.sleeping === 0) await Promise.resolve();
    clock.advance(1000);
    expect((await answer).body).toMatchObject({ degraded: ['availability'] });
  });

  it('is read again after a second', async () => {
    const { shop, clock, show } = await products();
    await show('mug');
    await sell(shop, 'mug', 0, 999);
    expect((await show('mug')).body).toMatchObject({ price: 1250 });
    clock.advance(1000);
    expect((await show('mug')).body).toMatchObject({ price: 999 });
  });

  it('answers 503 when the Shop table fails', async () => {
    const { shop, show } = await products();
    shop.broken.add('catalogue');
    const answer = await show('mug');
    expect([answer.status, answer.body['code']]).toEqual([503, 'store_unavailable']);
  });
});

describe('an unknown product', () => {
  it('is answered with a 404 that may be kept', async () => {
    const { show } = await products();
    const answer = await show('cup');
    expect(answer.status).toBe(404);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'cache-control': 'public, max-age=30',
    });
    expect(answer.body).toEqual(unknownProduct);
  });

  it('costs no second read for 30 s', async () => {
    const { shop, clock, show } = await products();
    await show('cup');
    await sell(shop, 'cup', 1);
    clock.advance(29_999);
    expect((await show('cup')).status).toBe(404);
    clock.advance(1);
    expect((await show('cup')).status).toBe(200);
  });

  it('costs no read at all when it cannot be a SKU', async () => {
    const { shop, show } = await products();
    shop.broken.add('catalogue').add('stock');
    expect((await show('no such sku')).body).toEqual(unknownProduct);
  });
});

describe('the list', () => {
  it('comes page by page', async () => {
    const { shop, list } = await products();
    await sell(shop, 'cup', 0);
    const first = await list({ limit: '1' });
    expect(first.body).toEqual({
      items: [{ sku: 'cup', name: 'Product cup', price: 1250, currency: 'GBP' }],
      cursor: expect.any(String) as string,
    });
    const second = await list({ limit: '1', cursor: String(first.body['cursor']) });
    expect(second.body).toEqual({
      items: [{ sku: 'mug', name: 'Product mug', price: 1250, currency: 'GBP' }],
    });
  });

  it('can be searched, and passes over parameters that are not its own', async () => {
    const { shop, list } = await products();
    await sell(shop, 'cup', 0);
    expect((await list({ q: 'MUG', utm_source: 'mail' })).body['items']).toHaveLength(1);
    expect((await list({ q: '' })).body['items']).toHaveLength(2);
  });

  it.each([
    ['limit', '0', 'found 0; allowed: at least 1'],
    ['limit', '101', 'found 101; allowed: at most 100'],
    ['limit', 'ten', 'found a string of 3 characters; allowed: a whole number from 1 to 100'],
    ['q', 'x'.repeat(101), 'found a string of 101 characters; allowed: at most 100 characters'],
    ['cursor', 'made-up', 'allowed: the cursor of an earlier answer'],
  ])('refuses %s=%s', async (path, value, message) => {
    const { list } = await products();
    const answer = await list({ [path]: value });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'invalid_request', errors: [{ path, message }] });
  });
});
