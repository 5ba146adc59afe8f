import { type Payments } from '../../../lambdas/domain/payments/payments';
import { placeOrderFunction } from '../../../lambdas/place-order/place-order-api';
import { caller } from '../support/events';
import { memoryShop, type MemoryShop, orderBody, sell } from '../support/shop';

/** Whatever a client says of prices and totals, the shop charges what its own catalogue says. */

const PRICE = 1250;

let shop: MemoryShop;
let charged: number[];
beforeEach(async () => {
  shop = memoryShop();
  await sell(shop, 'mug', 10, PRICE);
  charged = [];
});

/** A checkout of two mugs, and what the provider was asked to take. */
function place(changes: object) {
  const { payments } = shop.deps;
  const watched: Payments = Object.assign(Object.create(payments) as Payments, {
    createIntent: (request: Parameters<Payments['createIntent']>[0]) => {
      charged.push(request.amount.amount);
      return payments.createIntent(request);
    },
  });
  const api = { ...shop, checkout: { ...shop.deps, payments: watched } };
  const body = { ...orderBody({ sku: 'mug', quantity: 2 }), ...changes };
  const call = caller(placeOrderFunction(api));
  return call('POST /v1/orders', { headers: { 'Idempotency-Key': 'key-1' }, body });
}

it('charges the catalogue’s price', async () => {
  expect(await place({})).toMatchObject({ status: 201, body: { total: 2 * PRICE } });
  expect(charged).toEqual([2 * PRICE]);
});

it.each<[string, object]>([
  ['total', { total: 1 }],
  ['amount', { amount: 1 }],
  ['discount', { discount: 2499 }],
  ['currency', { currency: 'JPY' }],
  ['lines[0].price', { lines: [{ sku: 'mug', quantity: 2, price: 1 }] }],
  ['lines[0].name', { lines: [{ sku: 'mug', quantity: 2, name: 'Free mug' }] }],
  ['payment.amount', { payment: { token: 'pm_card_visa', amount: 1 } }],
])('refuses a client that says %s itself', async (path, changes) => {
  expect(await place(changes)).toMatchObject({
    status: 400,
    body: { errors: [{ path, message: 'unknown field; leave it out' }] },
  });
  expect(charged).toEqual([]);
});

it.each([0, 1, 2 * PRICE - 1, 2 * PRICE + 1])(
  'only compares the total that the shopper saw: %d is refused',
  async (expectedTotal) => {
    expect(await place({ expectedTotal })).toMatchObject({
      status: 409,
      body: { code: 'price_changed', total: 2 * PRICE },
    });
    expect(charged).toEqual([]);
  },
);

it('charges the price of this moment, not that of an earlier look', async () => {
  await shop.stores.catalogue.put({
    sku: 'mug',
    name: 'Product mug',
    price: { amount: 1300, currency: 'GBP' },
  });
  expect(await place({ expectedTotal: 2 * PRICE })).toMatchObject({ status: 409 });
  expect(await place({ expectedTotal: 2600 })).toMatchObject({ status: 201, body: { total: 2600 } });
  expect(charged).toEqual([2600]);
});
