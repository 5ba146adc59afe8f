import { cartsFunction } from '../../../lambdas/carts/carts-api';
import { MAX_LINES } from '../../../lambdas/domain/orders/place-request';
import { caller } from '../support/events';
import { memoryShop, sell } from '../support/shop';

const CART = '0e0f8a5c-5d0b-4b7e-9d38-5f2a6c1e7b90';

async function cartsOf() {
  const shop = memoryShop();
  await sell(shop, 'mug', 0);
  const { carts, catalogue } = shop.stores;
  const call = caller(cartsFunction({ ...shop, carts, catalogue }));
  const item = (sku: string, cartId: string) => ({ path: { cartId, sku } });
  return {
    shop,
    call,
    show: (cartId = CART) => call('GET /v1/carts/{cartId}', { path: { cartId } }),
    put: (sku: string, body: unknown = { quantity: 1 }, cartId = CART) =>
      call('PUT /v1/carts/{cartId}/items/{sku}', { ...item(sku, cartId), body }),
    remove: (sku: string, cartId = CART) => call('DELETE /v1/carts/{cartId}/items/{sku}', item(sku, cartId)),
  };
}

const mugs = (quantity: number) => ({
  cartId: CART,
  lines: [{ sku: 'mug', name: 'Product mug', quantity, price: 1250, lineTotal: 1250 * quantity }],
  total: 1250 * quantity,
  currency: 'GBP',
  unavailable: [],
  expiresAt: '2026-01-31T00:00:00.000Z',
});

const cartNotFound = {
  type: 'about:blank',
  title: 'There is no such cart, or it has expired',
  status: 404,
  code: 'cart_not_found',
};

describe('a cart', () => {
  it('is answered after every change, and when it is asked for, to be kept by nobody', async () => {
    const { put, show, remove } = await cartsOf();
    for (const answer of [await put('mug', { quantity: 2 }), await show()]) {
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-region': 'us-east-1' });
      expect(answer.body).toEqual(mugs(2));
    }
    const empty = { cartId: CART, lines: [], total: 0, unavailable: [], expiresAt: mugs(1).expiresAt };
    for (const answer of [await remove('mug'), await remove('mug'), await show()])
      expect([answer.status, answer.body]).toEqual([200, empty]);
  });

  it('is one cart, however its id is spelled', async () => {
    const { put, show } = await cartsOf();
    await put('mug', { quantity: 3 }, CART.toUpperCase());
    expect((await show()).body).toEqual(mugs(3));
    expect((await show(CART.toUpperCase())).body).toEqual(mugs(3));
  });

  it('that nobody made, or that has expired, is not found', async () => {
    const { shop, put, show, remove } = await cartsOf();
    for (const answer of [await show(), await remove('mug')])
      expect([answer.status, answer.body]).toEqual([404, cartNotFound]);
    await put('mug');
    shop.clock.advance(31 * 86_400_000);
    expect((await show()).body).toEqual(cartNotFound);
  });

  it('takes no unknown product', async () => {
    const { put } = await cartsOf();
    const answer = await put('cup');
    expect([answer.status, answer.body['code']]).toEqual([404, 'unknown_product']);
  });

  it('takes no more SKUs than an order', async () => {
    const { shop, put } = await cartsOf();
    const keptUntil = Date.UTC(2026, 2, 2);
    await shop.stores.carts.putHead(CART, { since: shop.clock.now(), expiresAt: Date.UTC(2026, 0, 31) });
    for (let index = 0; index < MAX_LINES; index += 1)
      await shop.stores.carts.putLine(CART, { sku: `S${index}`, quantity: 1, keptUntil });
    const answer = await put('mug');
    expect(answer.status).toBe(409);
    expect(answer.body).toEqual({
      type: 'about:blank',
      title: 'This is more than is allowed',
      status: 409,
      code: 'limit_exceeded',
      detail: 'A cart holds at most 1500 different SKUs; take one out first.',
      maxLines: 1500,
    });
  });

  it.each(['carts', 'catalogue'])('answers 503 when the store of %s fails', async (port) => {
    const { shop, put, show } = await cartsOf();
    await put('mug');
    shop.broken.add(port);
    for (const answer of [await put('mug'), await show()]) {
      expect([answer.status, answer.body['code']]).toEqual([503, 'store_unavailable']);
      expect(answer.headers).toMatchObject({ 'retry-after': '1' });
    }
  });
});

describe('a bad request', () => {
  it.each([
    [{ quantity: 0 }, 'quantity', 'found 0; allowed: at least 1'],
    [{ quantity: 100_001 }, 'quantity', 'found 100001; allowed: at most 100000'],
    [{ quantity: 1.5 }, 'quantity', 'found 1.5; allowed: a whole number'],
    [{ quantity: '12' }, 'quantity', 'found a string of 2 characters; allowed: a whole number'],
    [{}, 'quantity', 'found nothing; allowed: a whole number'],
    [{ quantity: 1, price: 1 }, 'price', 'unknown field; leave it out'],
    [[], 'body', 'found a list of 0 items; allowed: an object'],
  ])('with the body %j is refused', async (body, path, message) => {
    const { put, show } = await cartsOf();
    const answer = await put('mug', body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'invalid_request', errors: [{ path, message }] });
    expect((await show()).status).toBe(404);
  });

  it.each(['', 'my-cart', `${CART}0`, `{${CART}}`, CART.replaceAll('-', '')])(
    'for the cart id "%s" is refused',
    async (cartId) => {
      const { put, show, remove } = await cartsOf();
      for (const answer of [
        await show(cartId),
        await put('mug', undefined, cartId),
        await remove('mug', cartId),
      ]) {
        expect(answer.status).toBe(400);
        expect(answer.body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'cartId' }] });
      }
    },
  );

  it.each(['', 'no such sku', 'a/b', 'x'.repeat(65)])('for the SKU "%s" is refused', async (sku) => {
    const { put, remove } = await cartsOf();
    await put('mug');
    for (const answer of [await put(sku), await remove(sku)]) {
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'sku' }] });
    }
  });

  it('with text in place of JSON is refused', async () => {
    const { call } = await cartsOf();
    const answer = await call('PUT /v1/carts/{cartId}/items/{sku}', {
      path: { cartId: CART, sku: 'mug' },
      headers: { 'Content-Type': 'text/plain' },
      body: '1',
    });
    expect([answer.status, answer.body['code']]).toEqual([415, 'unsupported_media_type']);
  });
});
