import { connectToCloud } from '../support/cloud';
import { audit, cartOf, chargesOf, CLEAN, newKey, newSku, orderOf, sell, stockOf } from '../support/shop';

const cloud = connectToCloud();
afterEach(() => cloud.putFaults({}));
afterAll(() => cloud.close());

describe('while the payment provider answers nothing', () => {
  it('records orders, keeps their stock, and charges each once when the provider is back', async () => {
    const sku = newSku('OUTAGE');
    await sell(cloud, sku, 10);
    await cloud.putFaults({ payments: { mode: 'hang', latencyMs: 0, rate: 1 } });
    const key = newKey();

    const placed = await cloud.shopper(0).placeOrder(key, cartOf(sku, 4));

    expect(placed).toMatchObject({ status: 202, body: { status: 'payment_pending' } });
    const { orderId, orderToken } = orderOf(placed);
    expect(await stockOf(cloud, sku)).toMatchObject({ available: 6, held: 4, sold: 0 });

    await cloud.putFaults({});
    expect(await cloud.control.settle()).toMatchObject({ body: { settled: true } });

    expect(await cloud.shopper(1).order(orderId, orderToken)).toMatchObject({
      body: { status: 'confirmed' },
    });
    expect(await chargesOf(cloud, orderId)).toMatchObject([{ amount: 2_000, status: 'succeeded' }]);
    expect(await stockOf(cloud, sku)).toMatchObject({ available: 6, held: 0, sold: 4 });
    expect(await audit(cloud)).toMatchObject(CLEAN);
  });
});
