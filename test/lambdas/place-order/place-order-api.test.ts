import { couponSku } from '../../../lambdas/domain/coupons/coupon';
import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { orderTokenOf } from '../../../lambdas/domain/orders/token';
import { applyReceipt } from '../../../lambdas/domain/stock/receipts';
import { placeOrderFunction } from '../../../lambdas/place-order/place-order-api';
import { type Call, caller, REQUEST_ID } from '../support/events';
import { memoryShop, type MemoryShop, orderBody, sell, TOKEN_KEYS } from '../support/shop';

const COUPON = 'THANKS10-ABCDE-01234-VWXYZ';

let shop: MemoryShop;
let call: Call;

beforeEach(async () => {
  shop = memoryShop();
  call = caller(placeOrderFunction({ ...shop, checkout: shop.deps }));
  await sell(shop, 'mug', 10);
});

const place = (body: unknown, key = 'key-1') =>
  call('POST /v1/orders', { headers: { 'idempotency-key': key }, body });

const problemOf = (code: string, status: number, title: string) => ({
  type: 'about:blank',
  title,
  status,
  code,
});

describe('an order', () => {
  it('is confirmed with 201 and everything that the shopper needs', async () => {
    const answer = await place(orderBody({ sku: 'mug', quantity: 2 }));
    const orderId = orderIdOf('key-1');
    expect(answer).toEqual({
      status: 201,
      headers: {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'x-request-id': REQUEST_ID,
        'x-region': 'us-east-1',
      },
      body: {
        orderId,
        orderToken: orderTokenOf(orderId, TOKEN_KEYS),
        status: 'confirmed',
        lines: [{ sku: 'mug', name: 'Product mug', quantity: 2, price: 1250 }],
        total: 2500,
        currency: 'GBP',
        message: expect.any(String) as string,
        region: 'us-east-1',
      },
    });
    expect([...shop.telemetry.counts]).toEqual([
      ['OrdersConfirmed', 1],
      ['OrdersPlaced', 1],
    ]);
    expect(shop.telemetry.orderIds).toEqual([orderId]);
  });

  it('sums the same SKU in two lines', async () => {
    const answer = await place(orderBody({ sku: 'mug', quantity: 2 }, { sku: 'mug', quantity: 3 }));
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ total: 6250 });
  });

  it('is pending with 202 while the provider does not answer', async () => {
    shop.broken.add('payments');
    const answer = await place(orderBody({ sku: 'mug', quantity: 1 }));
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ status: 'payment_pending', total: 1250 });
    expect([...shop.telemetry.counts]).toEqual([
      ['OrdersPlaced', 1],
      ['OrdersBuffered', 1],
    ]);
  });

  it('is declined with 402 and keeps its id, so that the shopper can look it up', async () => {
    const declined = {
      ...orderBody({ sku: 'mug', quantity: 1 }),
      payment: { token: 'pm_card_visa_chargeDeclined' },
    };
    const answer = await place(declined);
    expect(answer.status).toBe(402);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json' });
    expect(answer.body).toMatchObject({
      code: 'payment_declined',
      status: 402,
      orderId: orderIdOf('key-1'),
      orderToken: orderTokenOf(orderIdOf('key-1'), TOKEN_KEYS),
      total: 1250,
      currency: 'GBP',
    });
  });
});

describe('a replay', () => {
  it.each([
    ['pm_card_visa', 201],
    ['pm_card_visa_chargeDeclined', 402],
  ])('of an order paid with %s is marked, with status %d', async (token, status) => {
    const body = { ...orderBody({ sku: 'mug', quantity: 1 }), payment: { token } };
    await place(body);
    const again = await place(body);
    expect(again.status).toBe(status);
    expect(again.headers).toMatchObject({ 'idempotency-replayed': 'true' });
    expect(again.body).toMatchObject({ orderId: orderIdOf('key-1') });
  });

  it('of a pending order is 202', async () => {
    shop.broken.add('payments');
    const body = orderBody({ sku: 'mug', quantity: 1 });
    await place(body);
    const again = await place(body);
    expect([again.status, again.headers?.['idempotency-replayed']]).toEqual([202, 'true']);
  });

  it('with another body is refused with 422', async () => {
    await place(orderBody({ sku: 'mug', quantity: 1 }));
    const answer = await place(orderBody({ sku: 'mug', quantity: 2 }));
    expect(answer.status).toBe(422);
    expect(answer.body).toEqual(
      problemOf('idempotency_key_reused', 422, 'This Idempotency-Key was used for another order'),
    );
  });
});

describe('an order with a coupon', () => {
  const withCoupon = (couponCode: string) => ({ ...orderBody({ sku: 'mug', quantity: 3 }), couponCode });
  beforeEach(() => applyReceipt(shop.deps, { sku: couponSku(COUPON), receiptId: 'r', quantity: 1 }));

  it('shows what the coupon took off, however it was typed', async () => {
    const answer = await place(withCoupon(` ${COUPON.toLowerCase()}\n`));
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ total: 3375, discount: 375, couponCode: COUPON });
  });

  it('is the same order when the code is typed in another way', async () => {
    await place(withCoupon(COUPON));
    const again = await place(withCoupon(COUPON.toLowerCase()));
    expect([again.status, again.headers?.['idempotency-replayed']]).toEqual([201, 'true']);
  });

  it('shows it as well when the payment is declined', async () => {
    const payment = { token: 'pm_card_visa_chargeDeclined' };
    const answer = await place({ ...withCoupon(COUPON), payment });
    expect(answer.status).toBe(402);
    expect(answer.body).toMatchObject({ total: 3375, discount: 375, couponCode: COUPON });
  });

  it('is refused once another order has the coupon: 409, and nothing is held', async () => {
    await place(withCoupon(COUPON), 'key-1');
    const answer = await place(withCoupon(COUPON), 'key-2');
    expect(answer.status).toBe(409);
    expect(answer.body).toEqual(
      problemOf(
        'coupon_used',
        409,
        'The coupon was used for another order; it comes back if that is cancelled',
      ),
    );
    expect((await place(orderBody({ sku: 'mug', quantity: 7 }), 'key-2')).status).toBe(201);
  });
});

describe('an order that cannot be had', () => {
  it('names the products that do not exist: 404', async () => {
    const answer = await place(orderBody({ sku: 'mug', quantity: 1 }, { sku: 'cup', quantity: 1 }));
    expect(answer.status).toBe(404);
    expect(answer.body).toEqual({
      ...problemOf('unknown_product', 404, 'There is no such product'),
      skus: ['cup'],
    });
  });

  it('says what is left: 409', async () => {
    const answer = await place(orderBody({ sku: 'mug', quantity: 11 }));
    expect(answer.status).toBe(409);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json' });
    expect(answer.body).toEqual({
      ...problemOf('out_of_stock', 409, 'Not everything can be had in this quantity'),
      lines: [{ sku: 'mug', requested: 11, available: 10 }],
      mayReturn: false,
    });
  });

  it('says the new total: 409', async () => {
    const answer = await place({ ...orderBody({ sku: 'mug', quantity: 1 }), expectedTotal: 999 });
    expect(answer.status).toBe(409);
    expect(answer.body).toEqual({
      ...problemOf('price_changed', 409, 'The total is not the one that was expected'),
      total: 1250,
      currency: 'GBP',
    });
  });

  it('is sent again later: 503', async () => {
    shop.broken.add('stock');
    const answer = await place(orderBody({ sku: 'mug', quantity: 1 }));
    expect(answer.status).toBe(503);
    expect(answer.headers).toMatchObject({ 'retry-after': '1' });
    expect(answer.body).toMatchObject({ code: 'busy', detail: expect.any(String) as string });
    expect(shop.telemetry.counts.get('OrdersBusy')).toBe(1);
  });
});

describe('a request that can never become an order is refused with 400 and the field', () => {
  it.each([
    [
      'is no code',
      'SPRING',
      'found a string of 6 characters; allowed: a code such as THANKS10-7ZQ4M-0KX2C-V93TB',
    ],
    ['does not exist', COUPON, 'there is no such coupon; leave it out'],
  ])('for a coupon that %s', async (_, couponCode, message) => {
    const answer = await place({ ...orderBody({ sku: 'mug', quantity: 1 }), couponCode });
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      ...problemOf('invalid_request', 400, 'The request is not valid'),
      errors: [{ path: 'couponCode', message }],
    });
  });

  it('for two currencies', async () => {
    await shop.stores.catalogue.put({ sku: 'dollar', name: 'Dollar', price: { amount: 1, currency: 'USD' } });
    const answer = await place(orderBody({ sku: 'mug', quantity: 1 }, { sku: 'dollar', quantity: 1 }));
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toEqual([
      { path: 'lines', message: 'found products in several currencies; allowed: one currency an order' },
    ]);
  });

  it('for a total that the provider does not take', async () => {
    await sell(shop, 'house', 0, 99_999_999);
    const answer = await place(orderBody({ sku: 'house', quantity: 2 }));
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toEqual([
      { path: 'lines', message: 'found a total of 199999998 GBP in minor units; allowed: at most 99999999' },
    ]);
  });

  it('without an Idempotency-Key', async () => {
    const answer = await call('POST /v1/orders', { body: orderBody({ sku: 'mug', quantity: 1 }) });
    expect(answer.status).toBe(400);
    expect(answer.body['errors']).toEqual([
      { path: 'Idempotency-Key', message: 'found nothing; allowed: 1 to 255 printable ASCII characters' },
    ]);
  });
});

it('logs nothing about the shopper, whatever happens', async () => {
  await place(orderBody({ sku: 'mug', quantity: 1 }));
  shop.broken.add('orders.commit');
  await place(orderBody({ sku: 'mug', quantity: 1 }), 'key-2');
  await place({ ...orderBody({ sku: 'mug', quantity: 0 }), customer: { email: 'ada@' } }, 'key-3');
  for (const secret of ['ada', 'Lovelace', '7946', 'St James', 'pm_card', 'key-1', 'key-2', 'secret'])
    expect(shop.telemetry.text).not.toContain(secret);
});
