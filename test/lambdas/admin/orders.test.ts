import { couponSku } from '../../../lambdas/domain/coupons/coupon';
import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { placeOrder } from '../../../lambdas/domain/orders/place-order';
import { cancelOrder } from '../../../lambdas/domain/orders/cancel';
import { applyReceipt } from '../../../lambdas/domain/stock/receipts';
import { orderBody, sell } from '../support/shop';
import { admin } from './admin';

const OWED = 'GET /v1/admin/orders';

/** Two orders that wait for their payment. */
async function owing() {
  const { shop, call } = admin();
  await sell(shop, 'mug', 10);
  shop.broken.add('payments');
  for (const idempotencyKey of ['key-1', 'key-2']) {
    const { payment, ...body } = orderBody({ sku: 'mug', quantity: 2 });
    await placeOrder(shop.deps, { ...body, idempotencyKey, paymentToken: payment.token });
    shop.clock.advance(1000);
  }
  return { shop, call };
}

it('lists the orders that owe a step, oldest first, without their shoppers', async () => {
  const { shop, call } = await owing();
  shop.clock.advance(3_600_000);
  const answer = await call(OWED, { query: { owed: 'true' } });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    items: ['key-1', 'key-2'].map((key) => ({
      orderId: orderIdOf(key),
      status: 'OPEN',
      owes: ['OrderPlaced', 'email:order-recorded', 'sms:order-recorded'],
      tries: expect.any(Number) as number,
      dueAt: expect.stringMatching(/^2026-/) as string,
      workRegion: 'us-east-1',
      total: 2500,
      currency: 'GBP',
      placedAt: expect.stringMatching(/^2026-/) as string,
      region: 'us-east-1',
    })),
  });
});

it.each([
  ['milliseconds', (ms: number) => String(ms)],
  ['ISO 8601', (ms: number) => new Date(ms).toISOString()],
])('lists those due before a time in %s', async (_, format) => {
  const { shop, call } = await owing();
  const late = format(shop.clock.now() + 3_600_000);
  const early = format(shop.clock.now() - 3_600_000);
  expect((await call(OWED, { query: { owed: 'true', dueBefore: late } })).body['items']).toHaveLength(2);
  expect(
    (await call(OWED, { query: { owed: 'true', dueBefore: late, limit: '1' } })).body['items'],
  ).toHaveLength(1);
  expect((await call(OWED, { query: { owed: 'true', dueBefore: early } })).body['items']).toEqual([]);
});

it.each([
  ['owed', {}, 'found nothing; allowed: true'],
  ['owed', { owed: 'false' }, 'found a string of 5 characters; allowed: true'],
  [
    'dueBefore',
    { owed: 'true', dueBefore: 'soon' },
    'found a string of 4 characters; allowed: an ISO 8601 time, or milliseconds since the epoch',
  ],
  ['limit', { owed: 'true', limit: '101' }, 'found 101; allowed: at most 100'],
])('refuses a wrong %s', async (path, query, message) => {
  const { call } = admin();
  const answer = await call(OWED, { query });
  expect(answer.status).toBe(400);
  expect(answer.body['errors']).toEqual([{ path, message }]);
});

it('shows everything of one order, save what only the provider needs', async () => {
  const { call } = await owing();
  const answer = await call('GET /v1/admin/orders/{orderId}', { path: { orderId: orderIdOf('key-1') } });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    orderId: orderIdOf('key-1'),
    status: 'OPEN',
    released: false,
    customer: { email: 'ada@example.com' },
    delivery: { city: 'London' },
    lines: [{ sku: 'mug', name: 'Product mug', quantity: 2, price: 1250 }],
    allocations: [{ sku: 'mug', quantity: 2, resent: false }],
    history: [{ status: 'OPEN' }],
  });
  expect(JSON.stringify(answer.body)).not.toContain('pm_card_visa');
});

it('shows an order whose personal data was erased, and when', async () => {
  const { shop, call } = await owing();
  for (const [key, { lines, allocations }] of shop.ledger.details)
    shop.ledger.details.set(key, { lines, allocations, customer: { erasedAt: Date.UTC(2026, 0, 2) } });
  const answer = await call('GET /v1/admin/orders/{orderId}', { path: { orderId: orderIdOf('key-1') } });
  expect(answer.body).toMatchObject({
    erasedAt: '2026-01-02T00:00:00.000Z',
    lines: [{ sku: 'mug', quantity: 2 }],
  });
  expect(answer.body).not.toHaveProperty('customer');
  expect(answer.body).not.toHaveProperty('delivery');
});

it('shows what a coupon took off', async () => {
  const { shop, call } = admin();
  await sell(shop, 'mug', 10);
  const couponCode = 'THANKS10-ABCDE-01234-VWXYZ';
  await applyReceipt(shop.deps, { sku: couponSku(couponCode), receiptId: 'r', quantity: 1 });
  const { payment, ...body } = orderBody({ sku: 'mug', quantity: 2 });
  const request = { ...body, idempotencyKey: 'key-1', paymentToken: payment.token, couponCode };
  await placeOrder(shop.deps, request);
  const answer = await call('GET /v1/admin/orders/{orderId}', { path: { orderId: orderIdOf('key-1') } });
  expect(answer.body).toMatchObject({
    total: 2250,
    discount: 250,
    couponCode,
    allocations: [{ sku: 'mug' }, { sku: couponSku(couponCode), quantity: 1 }],
  });
});

it.each([orderIdOf('nobody'), 'nonsense'])('does not find %s', async (orderId) => {
  const { call } = admin();
  const answer = await call('GET /v1/admin/orders/{orderId}', { path: { orderId } });
  expect([answer.status, answer.body['code']]).toEqual([404, 'order_not_found']);
});

describe('fulfilling', () => {
  const FULFIL = 'POST /v1/admin/orders/{orderId}/fulfil';
  const orderId = orderIdOf('key-1');

  /** A paid order. */
  async function paid() {
    const { shop, call } = admin();
    await sell(shop, 'mug', 10);
    const { payment, ...body } = orderBody({ sku: 'mug', quantity: 2 });
    await placeOrder(shop.deps, { ...body, idempotencyKey: 'key-1', paymentToken: payment.token });
    return { shop, call, fulfil: (options = {}) => call(FULFIL, { path: { orderId }, ...options }) };
  }

  it('tells when the goods left, and the same when it is told again', async () => {
    const { shop, call, fulfil } = await paid();
    const at = new Date(shop.clock.now()).toISOString();

    const first = await fulfil();
    shop.clock.advance(60_000);
    const again = await fulfil({ body: {} });

    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ orderId, status: 'CONFIRMED', owes: [], fulfilledAt: at });
    expect(again).toEqual(first);
    const shown = await call('GET /v1/admin/orders/{orderId}', { path: { orderId } });
    expect(shown.body).toMatchObject({ fulfilledAt: at, version: 4 });
    expect(shop.telemetry.orderIds).toEqual([orderId, orderId, orderId]);
  });

  it('is refused for an order whose shopper cancelled it, with its status', async () => {
    const { shop, fulfil } = await paid();
    await cancelOrder(shop.deps, orderId);

    const answer = await fulfil();

    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      code: 'not_fulfillable',
      orderStatus: 'REFUNDED',
      detail: 'The order is REFUNDED; only a CONFIRMED one is fulfilled. Keep the goods.',
    });
  });

  it('is refused for an order that is not paid yet', async () => {
    const { call } = await owing();
    const answer = await call(FULFIL, { path: { orderId } });
    expect([answer.status, answer.body['orderStatus']]).toEqual([409, 'OPEN']);
  });

  it.each([orderIdOf('nobody'), 'nonsense'])('does not find %s', async (unknown) => {
    const { call } = await paid();
    const answer = await call(FULFIL, { path: { orderId: unknown } });
    expect([answer.status, answer.body['code']]).toEqual([404, 'order_not_found']);
  });

  it('refuses a body that says anything, and changes nothing', async () => {
    const { shop, fulfil } = await paid();
    const answer = await fulfil({ body: { lines: ['mug'] } });
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toEqual([{ path: 'lines', message: 'unknown field; leave it out' }]);
    expect(shop.ledger.orders.get(orderId)).toMatchObject({ order: { version: 3 } });
  });

  it('answers 503 when the Ledger does not answer', async () => {
    const { shop, fulfil } = await paid();
    shop.broken.add('orders');
    expect([(await fulfil()).status, (await fulfil()).headers]).toMatchObject([503, { 'retry-after': '1' }]);
  });
});
