import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { orderKey } from '../../../lambdas/domain/orders/order';
import { placeOrderFunction } from '../../../lambdas/place-order/place-order-api';
import { type Call, caller } from '../support/events';
import { memoryShop, type MemoryShop, orderBody, sell } from '../support/shop';

let shop: MemoryShop;
let call: Call;

beforeEach(async () => {
  shop = memoryShop();
  call = caller(placeOrderFunction({ ...shop, checkout: shop.deps }));
  await sell(shop, 'mug', 10);
});

const place = (body: unknown, key = 'key-1') =>
  call('POST /v1/orders', { headers: { 'idempotency-key': key }, body });

const mugs = (quantity: number) => orderBody({ sku: 'mug', quantity });

/** Everything that was counted by one checkout. */
async function countsOf(body: unknown): Promise<Record<string, number>> {
  shop.telemetry.counts.clear();
  await place(body);
  return Object.fromEntries(shop.telemetry.counts);
}

describe('a checkout is counted once, by its answer', () => {
  it('when it is confirmed, and as a replay from then on', async () => {
    expect(await countsOf(mugs(1))).toEqual({ OrdersPlaced: 1, OrdersConfirmed: 1 });
    expect(await countsOf(mugs(1))).toEqual({ OrdersReplayed: 1 });
  });

  it('when its payment is put off, and as a replay from then on', async () => {
    shop.broken.add('payments');
    expect(await countsOf(mugs(1))).toEqual({ OrdersPlaced: 1, OrdersBuffered: 1 });
    expect(await countsOf(mugs(1))).toEqual({ OrdersReplayed: 1 });
  });

  it('when it is declined: its shopper has no order', async () => {
    const declined = { ...mugs(1), payment: { token: 'pm_card_visa_chargeDeclined' } };
    expect(await countsOf(declined)).toEqual({ OrdersDeclined: 1 });
  });

  it('when it is declined and the charge cannot be stopped yet, as the 202 that it is', async () => {
    shop.broken.add('payments.cancelIntent');
    const declined = { ...mugs(1), payment: { token: 'pm_card_visa_chargeDeclined' } };
    expect(await countsOf(declined)).toEqual({ OrdersPlaced: 1, OrdersBuffered: 1 });
  });

  it('when the goods are sold out', async () => {
    expect(await countsOf(mugs(11))).toEqual({ OrdersOutOfStock: 1 });
  });

  it('when the price is another', async () => {
    expect(await countsOf({ ...mugs(1), expectedTotal: 1 })).toEqual({ OrdersPriceChanged: 1 });
  });

  it.each(['stock', 'orders', 'catalogue'])('when the store of %s does not answer', async (port) => {
    shop.broken.add(port);
    expect(await countsOf(mugs(1))).toEqual({ OrdersBusy: 1, StoreUnavailable: 1 });
  });

  it('and not at all when it was never valid', async () => {
    expect(await countsOf(orderBody({ sku: 'no-such-product', quantity: 1 }))).toEqual({});
  });
});

it('that meets the same order in another hand is counted as what it becomes, and no store has failed', async () => {
  const key = orderIdOf('key-1');
  const { reserve } = shop.stores.stock;
  await reserve.call(shop.stores.stock, {
    ...{ sku: 'mug', bucket: 0, opId: 'other.1', owner: orderKey(key), quantity: 1 },
    at: shop.clock.now(),
  });
  shop.stores.stock.reserve = async () => ({ kind: 'insufficient', bucket: undefined });
  const { OrdersBusy, StoreUnavailable } = await countsOf(mugs(10));
  expect([OrdersBusy, StoreUnavailable]).toEqual([1, undefined]);
});

describe('reserve attempts', () => {
  const attempts = () => shop.telemetry.measured('ReserveAttempts');

  it('are one value for each line', async () => {
    await sell(shop, 'cup', 1_000);
    await place(orderBody({ sku: 'mug', quantity: 1 }, { sku: 'cup', quantity: 2 }));
    expect(attempts()).toEqual([1, 1]);
  });

  it('are all requests that a contended line took', async () => {
    const { reserve } = shop.stores.stock;
    let lost = 2;
    shop.stores.stock.reserve = async (request) =>
      lost-- > 0 ? { kind: 'insufficient', bucket: undefined } : reserve.call(shop.stores.stock, request);
    await place(mugs(1));
    expect(attempts()).toEqual([3]);
  });

  it('are not measured when nothing is held in the end, nor by a replay', async () => {
    await place(mugs(11), 'key-1');
    expect(attempts()).toEqual([]);
    await place(mugs(1), 'key-2');
    await place(mugs(1), 'key-2');
    expect(attempts()).toEqual([1]);
  });

  it('of a very large order are no more than a line of metrics takes', async () => {
    const lines = Array.from({ length: 200 }, (_, n) => ({ sku: `s${n}`, quantity: 1 }));
    for (const { sku } of lines) await sell(shop, sku, 5, 1);
    const { reserve } = shop.stores.stock;
    let lost = 3;
    shop.stores.stock.reserve = async (request) =>
      request.sku === 's7' && lost-- > 0
        ? { kind: 'insufficient', bucket: undefined }
        : reserve.call(shop.stores.stock, request);
    await place(orderBody(...lines));
    expect([attempts().length, Math.min(...attempts()), Math.max(...attempts())]).toEqual([90, 1, 4]);
  });
});
