import { connectToCloud } from '../support/cloud';
import { audit, cartOf, chargesOf, CLEAN, newKey, newSku, orderOf, sell, stockOf } from '../support/shop';

const cloud = connectToCloud();
afterAll(() => cloud.close());

const REGIONS = [
  [0, 'us-east-1'],
  [1, 'us-west-2'],
] as const;

describe.each(REGIONS)('a checkout in region %i (%s)', (region, name) => {
  it('confirms an order, charges it once and shows it to whoever holds its token', async () => {
    const sku = newSku('BUY');
    await sell(cloud, sku, 10);

    const placed = await cloud.shopper(region).placeOrder(newKey(), cartOf(sku, 2));

    expect(placed).toMatchObject({
      kind: 'answered',
      status: 201,
      replayed: false,
      body: { status: 'confirmed', total: 1_000, currency: 'GBP', region: name },
    });
    const { orderId, orderToken } = orderOf(placed);
    expect(await chargesOf(cloud, orderId)).toMatchObject([{ amount: 1_000, status: 'succeeded' }]);
    expect(await cloud.shopper(region).order(orderId, orderToken)).toMatchObject({
      kind: 'answered',
      body: { orderId, status: 'confirmed', lines: [{ sku, quantity: 2, price: 500 }] },
    });
    expect(await stockOf(cloud, sku)).toMatchObject({ received: 10, available: 8, held: 0, sold: 2 });
  });

  it('answers a wrong token and an unknown order alike', async () => {
    const sku = newSku('TOKEN');
    await sell(cloud, sku, 1);
    const { orderId } = orderOf(await cloud.shopper(region).placeOrder(newKey(), cartOf(sku, 1)));
    const wrong = Buffer.alloc(32).toString('base64url');

    const known = await cloud.shopper(region).order(orderId, wrong);
    const unknown = await cloud.shopper(region).order(`ord_${'0'.repeat(32)}`, wrong);

    expect(known).toMatchObject({ kind: 'refused', status: 404 });
    const told = ({ problem }: Extract<typeof known, { kind: 'refused' }>) => [problem.code, problem.title];
    if (known.kind !== 'refused' || unknown.kind !== 'refused') throw new Error('expected refusals');
    expect(told(unknown)).toEqual(told(known));
  });

  it('declines a card that the bank declines, and gives the stock back', async () => {
    const sku = newSku('DECLINED');
    await sell(cloud, sku, 3);
    const key = newKey();
    const cart = cartOf(sku, 3, 'pm_card_visa_chargeDeclined');

    const first = await cloud.shopper(region).placeOrder(key, cart);
    const second = await cloud.shopper(region).placeOrder(key, cart);

    expect(first).toMatchObject({ kind: 'refused', status: 402, problem: { code: 'payment_declined' } });
    expect(second).toMatchObject({ kind: 'refused', status: 402, problem: { code: 'payment_declined' } });
    expect(await stockOf(cloud, sku)).toMatchObject({ available: 3, held: 0, sold: 0 });
  });

  it('says what is left when there is too little', async () => {
    const sku = newSku('FEW');
    await sell(cloud, sku, 2);

    expect(await cloud.shopper(region).placeOrder(newKey(), cartOf(sku, 5))).toMatchObject({
      kind: 'refused',
      status: 409,
      problem: {
        code: 'out_of_stock',
        members: { lines: [{ sku, requested: 5, available: 2 }], mayReturn: false },
      },
    });
    expect(await stockOf(cloud, sku)).toMatchObject({ available: 2, held: 0, sold: 0 });
  });

  it('undoes every line of a large cart when one line cannot be had', async () => {
    const skus = Array.from({ length: 40 }, (_, index) => newSku(`CART${index}`));
    for (const sku of skus) await sell(cloud, sku, sku.includes('CART39-') ? 0 : 5);

    const answer = await cloud.shopper(region).placeOrder(newKey(), {
      ...cartOf('', 1),
      lines: skus.map((sku) => ({ sku, quantity: 1 })),
    });

    expect(answer).toMatchObject({ kind: 'refused', status: 409 });
    for (const sku of skus.slice(0, 39)) expect(await stockOf(cloud, sku)).toMatchObject({ available: 5 });
  });
});

describe('P4: one Idempotency-Key, one order', () => {
  it('gives one order and one charge for one key sent to both regions at once', async () => {
    const sku = newSku('ONCE');
    await sell(cloud, sku, 10);
    const key = newKey();

    const answers = await Promise.all(
      [0, 1, 0, 1].map((region) => cloud.shopper(region as 0 | 1).placeOrder(key, cartOf(sku, 1))),
    );

    const orders = answers.filter(({ kind }) => kind === 'answered').map(orderOf);
    expect(orders.length).toBeGreaterThan(0);
    expect(new Set(orders.map(({ orderId }) => orderId)).size).toBe(1);
    const replay = await cloud.shopper(1).placeOrder(key, cartOf(sku, 1));
    expect(replay).toMatchObject({ status: 201, replayed: true, body: { orderId: orders[0]?.orderId } });
    expect(await chargesOf(cloud, orders[0]?.orderId ?? '')).toHaveLength(1);
    expect(await stockOf(cloud, sku)).toMatchObject({ available: 9, sold: 1 });
  });

  it('refuses the same key with another body', async () => {
    const sku = newSku('REUSED');
    await sell(cloud, sku, 10);
    const key = newKey();
    await cloud.shopper(0).placeOrder(key, cartOf(sku, 1));

    expect(await cloud.shopper(1).placeOrder(key, cartOf(sku, 2))).toMatchObject({
      kind: 'refused',
      status: 422,
      problem: { code: 'idempotency_key_reused' },
    });
  });

  it('lets a key be used again when its first attempt ended without an order', async () => {
    const sku = newSku('LATER');
    await sell(cloud, sku, 0);
    const key = newKey();
    expect(await cloud.shopper(0).placeOrder(key, cartOf(sku, 1))).toMatchObject({ status: 409 });
    await cloud.operator(1).receiveStock(sku, { receiptId: 'restock', quantity: 1 });

    expect(await cloud.shopper(1).placeOrder(key, cartOf(sku, 1))).toMatchObject({
      status: 201,
      replayed: false,
    });
  });
});

it('leaves an audit clean', async () => {
  expect(await audit(cloud)).toMatchObject(CLEAN);
});
