import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { placeOrder } from '../../../lambdas/domain/orders/place-order';
import { orderTokenOf } from '../../../lambdas/domain/orders/token';
import { ordersFunction } from '../../../lambdas/orders/orders-api';
import { caller } from '../support/events';
import { memoryShop, orderBody, sell, TOKEN_KEYS } from '../support/shop';

const orderId = orderIdOf('key-1');

async function shopWithOrder() {
  const shop = memoryShop();
  await sell(shop, 'mug', 10);
  const { payment, ...body } = orderBody({ sku: 'mug', quantity: 2 });
  await placeOrder(shop.deps, { ...body, idempotencyKey: 'key-1', paymentToken: payment.token });
  const call = caller(ordersFunction({ ...shop, orders: shop.stores.orders }));
  const show = (id: string, authorization?: string) =>
    call('GET /v1/orders/{orderId}', {
      path: { orderId: id },
      headers: authorization === undefined ? {} : { Authorization: authorization },
    });
  return { shop, show };
}

it('shows an order to who has its token', async () => {
  const { shop, show } = await shopWithOrder();
  const answer = await show(orderId, `Bearer ${orderTokenOf(orderId, TOKEN_KEYS)}`);
  expect(answer.status).toBe(200);
  expect(shop.telemetry.orderIds).toEqual([orderId]);
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
  expect(answer.body).toEqual({
    orderId,
    status: 'confirmed',
    lines: [{ sku: 'mug', name: 'Product mug', quantity: 2, price: 1250 }],
    total: 2500,
    currency: 'GBP',
    message: expect.any(String) as string,
    history: [
      { status: 'payment_pending', at: expect.any(String) as string },
      { status: 'confirmed', at: expect.any(String) as string },
    ],
    region: 'us-east-1',
  });
});

it('takes a token that was made with the secret before the last rotation', async () => {
  const { show } = await shopWithOrder();
  const old = orderTokenOf(orderId, { current: TOKEN_KEYS.previous, previous: '' });
  expect((await show(orderId, `bearer ${old}`)).status).toBe(200);
});

it.each([
  ['without a header', undefined],
  ['with another scheme', 'Basic YWRhOnNlY3JldA=='],
  ['with a token that is none', 'Bearer not a token!'],
])('answers 401 %s', async (_, authorization) => {
  const { show } = await shopWithOrder();
  const answer = await show(orderId, authorization);
  expect(answer.status).toBe(401);
  expect(answer.headers).toMatchObject({ 'www-authenticate': 'Bearer' });
  expect(answer.body).toMatchObject({ code: 'unauthorized', status: 401 });
});

it('answers a wrong token exactly as an unknown order', async () => {
  const { show } = await shopWithOrder();
  const unknown = orderIdOf('nobody');
  const wrongToken = await show(orderId, `Bearer ${orderTokenOf(unknown, TOKEN_KEYS)}`);
  const unknownOrder = await show(unknown, `Bearer ${orderTokenOf(unknown, TOKEN_KEYS)}`);
  const noId = await show('../../etc', `Bearer ${orderTokenOf(unknown, TOKEN_KEYS)}`);
  expect(wrongToken.status).toBe(404);
  expect(wrongToken.body).toMatchObject({ code: 'order_not_found' });
  expect(unknownOrder).toEqual(wrongToken);
  expect(noId).toEqual(wrongToken);
});

it('answers 503 when the Ledger does not answer', async () => {
  const { shop, show } = await shopWithOrder();
  shop.broken.add('orders');
  const answer = await show(orderId, `Bearer ${orderTokenOf(orderId, TOKEN_KEYS)}`);
  expect(answer.status).toBe(503);
  expect(answer.headers).toMatchObject({ 'retry-after': '1' });
  expect(answer.body).toMatchObject({ code: 'store_unavailable' });
});
