import { formatFor } from '../../../web/format';
import { openShop } from '../../../web/state/shop';
import { placedOrder, product, serverCart, settled, storage } from '../fakes';

const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });

/** A browser tab over a storage, and a shop that takes every order. */
function tab({ keep } = storage()) {
  const sent: { path: string; headers: Headers }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const path = typeof input === 'string' ? input : '';
    sent.push({ path, headers: new Headers(init?.headers) });
    if (path === '/v1/orders') return json(placedOrder, 201);
    if (path.startsWith('/v1/carts')) return json(serverCart({ LAMP: 3 }));
    return json({ items: [] });
  };
  let ids = 0;
  const shop = openShop({
    fetch,
    keep,
    drafts: storage().keep,
    format: formatFor(['en-GB']),
    now: () => 1_000_000,
    random: () => 0,
    newId: () => `5b0e8a0e-3c1d-4f5a-9a53-00000000000${(ids += 1)}`,
    pause: () => ({ done: new Promise(() => undefined), wake: () => undefined }),
  });
  return { shop, sent };
}

const order = JSON.stringify({ lines: [{ sku: 'LAMP', quantity: 2 }] });

describe('the shop in a browser', () => {
  it('sends the same random shopper id with every call, from visit to visit', async () => {
    const browser = storage();
    const [first, second] = [tab(browser), tab(browser)];
    await first.shop.api.listProducts({});
    await second.shop.api.listProducts({});
    const ids = [...first.sent, ...second.sent].map(({ headers }) => headers.get('x-shopper-id'));
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^[\x21-\x7e]{1,64}$/);
  });

  it('keeps an order with its token, and takes its lines out of the cart once, whichever tab hears of it', async () => {
    const browser = storage();
    const [first, second] = [tab(browser), tab(browser)];
    first.shop.cart.setQuantity(product('LAMP'), 3);
    second.shop.cart.reload();
    await first.shop.checkout.submit(order);
    second.shop.cart.reload();
    await second.shop.checkout.submit(order);
    await settled();
    expect(second.shop.cart.quantityOf('LAMP')).toBe(1);
    expect(second.shop.orders.find(placedOrder.orderId)?.orderToken).toBe(placedOrder.orderToken);
  });

  it('asks nothing before it is started, and nothing of the cart for a shopper without one', async () => {
    const { shop, sent } = tab();
    expect(sent).toEqual([]);
    shop.start();
    await settled();
    expect(sent.map(({ path }) => path)).toEqual(['/config.json']);
    expect(shop.payment.get()).toEqual({ kind: 'test' });
  });
});
