import { cancelOrderFunction } from '../../../lambdas/cancel-order/cancel-order-api';
import { fulfilOrder } from '../../../lambdas/domain/orders/fulfil';
import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { type OrderRecord } from '../../../lambdas/domain/orders/order';
import { placeOrder } from '../../../lambdas/domain/orders/place-order';
import { orderTokenOf } from '../../../lambdas/domain/orders/token';
import { type CallOptions, caller } from '../support/events';
import { memoryShop, orderBody, sell, TOKEN_KEYS } from '../support/shop';

const orderId = orderIdOf('key-1');
const TOKEN = `Bearer ${orderTokenOf(orderId, TOKEN_KEYS)}`;

/** A shop with one order; `broken` ports do not answer while it is placed. */
async function shopWithOrder(...broken: string[]) {
  const shop = memoryShop();
  await sell(shop, 'mug', 10);
  for (const port of broken) shop.broken.add(port);
  const { payment, ...body } = orderBody({ sku: 'mug', quantity: 2 });
  await placeOrder(shop.deps, { ...body, idempotencyKey: 'key-1', paymentToken: payment.token });
  const call = caller(cancelOrderFunction({ ...shop, saga: shop.deps }));
  const cancel = (options: CallOptions = {}, authorization: string | undefined = TOKEN) =>
    call('POST /v1/orders/{orderId}/cancel', {
      path: { orderId },
      ...options,
      headers: { ...options.headers, ...(authorization === '' ? {} : { Authorization: authorization }) },
    });
  return { shop, cancel };
}

const statusOf = (record: OrderRecord | undefined) =>
  record?.kind === 'order' ? record.order.status : undefined;

it('refunds a paid order and answers with where it stands', async () => {
  const { shop, cancel } = await shopWithOrder();
  const answer = await cancel();
  expect(answer.status).toBe(202);
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
  expect(answer.body).toEqual({
    orderId,
    status: 'refunded',
    lines: [{ sku: 'mug', name: 'Product mug', quantity: 2, price: 1250 }],
    total: 2500,
    currency: 'GBP',
    message: 'The order was cancelled and your money was paid back.',
    history: ['payment_pending', 'confirmed', 'refunding', 'refunded'].map((status) => ({
      status,
      at: expect.any(String) as string,
    })),
    region: 'us-east-1',
  });
  expect(shop.telemetry.counts.get('CancellationsAccepted')).toBe(1);
  expect(shop.telemetry.orderIds).toEqual([orderId]);
});

it('answers the same when it is sent again', async () => {
  const { shop, cancel } = await shopWithOrder();
  const first = await cancel();
  const version = shop.ledger.orders.get(orderId);
  expect(await cancel()).toEqual(first);
  expect(shop.ledger.orders.get(orderId)).toEqual(version);
});

it('cancels an order at once that the provider has never heard of', async () => {
  const { cancel } = await shopWithOrder('payments');
  const answer = await cancel();
  expect([answer.status, answer.body['status']]).toEqual([202, 'cancelled']);
  expect(answer.body['message']).toBe('The order was cancelled. Nothing was charged.');
});

it('says that an order is being cancelled while the provider cannot be asked whether it was charged', async () => {
  const { shop, cancel } = await shopWithOrder('payments.confirmIntent', 'payments.retrieveIntent');
  shop.broken.add('payments');
  const answer = await cancel();
  expect([answer.status, answer.body['status']]).toEqual([202, 'payment_pending']);
  expect(answer.body['message']).toContain('The order is being cancelled.');
  expect(shop.stores.queue.messages).toHaveLength(1);
});

it('hands a refund that cannot be made now to the workers', async () => {
  const { shop, cancel } = await shopWithOrder();
  shop.broken.add('payments');
  const answer = await cancel();
  expect([answer.status, answer.body['status']]).toEqual([202, 'refunding']);
  expect(shop.stores.queue.messages).toEqual([
    { orderId, dueAt: expect.any(Number) as number, delaySeconds: expect.any(Number) as number },
  ]);
});

it('refuses an order whose goods have left', async () => {
  const { shop, cancel } = await shopWithOrder();
  await fulfilOrder(shop.deps, orderId);
  const answer = await cancel();
  expect(answer.status).toBe(409);
  expect(answer.body).toEqual({
    type: 'about:blank',
    title: 'The order cannot be cancelled any more',
    status: 409,
    code: 'not_cancellable',
    detail: 'The goods have left the house. Nothing was changed; ask the shop how to return them.',
  });
  expect(statusOf(shop.ledger.orders.get(orderId))).toBe('CONFIRMED');
  expect(shop.telemetry.counts.get('CancellationsRefused')).toBe(1);
});

describe('the token', () => {
  it.each(['', 'Basic YWRhOnNlY3JldA==', 'Bearer not a token!'])('"%s" is answered 401', async (value) => {
    const { shop, cancel } = await shopWithOrder();
    const answer = await cancel({}, value);
    expect([answer.status, answer.body['code']]).toEqual([401, 'unauthorized']);
    expect(answer.headers).toMatchObject({ 'www-authenticate': 'Bearer' });
    expect(statusOf(shop.ledger.orders.get(orderId))).toBe('CONFIRMED');
  });

  it('of another order, an unknown order and no order id are answered alike', async () => {
    const { shop, cancel } = await shopWithOrder();
    const unknown = orderIdOf('nobody');
    const token = `Bearer ${orderTokenOf(unknown, TOKEN_KEYS)}`;
    const wrongToken = await cancel({}, token);
    expect([wrongToken.status, wrongToken.body['code']]).toEqual([404, 'order_not_found']);
    expect(await cancel({ path: { orderId: unknown } }, token)).toEqual(wrongToken);
    expect(await cancel({ path: { orderId: '../../etc' } }, token)).toEqual(wrongToken);
    expect(statusOf(shop.ledger.orders.get(orderId))).toBe('CONFIRMED');
  });

  it('is looked at before the body', async () => {
    const { cancel } = await shopWithOrder();
    expect((await cancel({ body: { lines: [] } }, '')).status).toBe(401);
  });
});

describe('the body', () => {
  it.each([
    ['nothing with a content type', { headers: { 'Content-Type': 'application/json' } }],
    ['blanks', { body: ' \n' }],
    ['an empty object', { body: {} }],
  ])('may be %s', async (_, options) => {
    const { cancel } = await shopWithOrder();
    expect((await cancel(options)).status).toBe(202);
  });

  const JSON_TYPE = { 'Content-Type': 'application/json' };
  const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

  it.each([
    ['lines', 400, 'lines', { body: { lines: [{ sku: 'mug', quantity: 1 }] } }],
    ['a list', 400, 'body', { body: [] }],
    ['null', 400, 'body', { body: 'null', headers: JSON_TYPE }],
    ['broken JSON', 400, 'body', { body: '{', headers: JSON_TYPE }],
    ['a form', 415, undefined, { body: 'all=1', headers: FORM }],
  ])('may not be %s: %d, and nothing is cancelled', async (_, status, path, options) => {
    const { shop, cancel } = await shopWithOrder();
    const answer = await cancel(options);
    const [error] = (answer.body['errors'] ?? []) as { path: string }[];
    expect([answer.status, error?.path]).toEqual([status, path]);
    expect(statusOf(shop.ledger.orders.get(orderId))).toBe('CONFIRMED');
  });
});

describe('503', () => {
  it('when the Ledger does not answer', async () => {
    const { shop, cancel } = await shopWithOrder();
    shop.broken.add('orders');
    const answer = await cancel();
    expect([answer.status, answer.body['code']]).toEqual([503, 'store_unavailable']);
    expect(answer.headers).toMatchObject({ 'retry-after': '1' });
  });

  it('when others keep changing the order', async () => {
    const { shop } = await shopWithOrder();
    const { orders } = shop.deps;
    const overtaken: typeof orders.update = async (next) => {
      const record = await orders.read(next.id);
      if (record?.kind !== 'order') throw new Error('the test expects the order');
      return { kind: 'changed', order: record.order };
    };
    const read: typeof orders.read = (id) => orders.read(id);
    const saga = { ...shop.deps, orders: { ...orders, read, update: overtaken } };
    const call = caller(cancelOrderFunction({ ...shop, saga }));
    const answer = await call('POST /v1/orders/{orderId}/cancel', {
      path: { orderId },
      headers: { Authorization: TOKEN },
    });
    expect([answer.status, answer.body['code']]).toEqual([503, 'busy']);
    expect(answer.headers).toMatchObject({ 'retry-after': '1' });
  });
});
