import { detailsKey } from '../../../lambdas/adapters/memory/memory-ledger';
import { advanceById } from '../../../lambdas/domain/orders/advance';
import { type Order } from '../../../lambdas/domain/orders/order';
import { AnnsShop, SHOPPER, TRACES } from './anns-shop';

let shop: AnnsShop;
beforeEach(() => {
  shop = new AnnsShop();
  shop.stock('A', 50);
});

describe('at the same time', () => {
  it('a cancellation that comes between the look and the erasure goes through, untold', async () => {
    const order = await shop.buys('k');
    const told = shop.sent.length;
    shop.lose('payments.refund:before').at('orders.read:after', async () => void (await shop.cancel(order)));

    expect(await shop.run()).toMatchObject({ erased: [order.id] });
    shop.clock.advance(3_600_000);

    expect(await advanceById(shop.deps(), order.id)).toMatchObject({
      kind: 'finished',
      order: { status: 'REFUNDED', released: true },
    });
    expect(shop.sent).toHaveLength(told);
    expect(shop.available('A')).toBe(50);
  });

  it('a checkout that is under way goes on with details of its own', async () => {
    const order = await shop.buys('k');
    const { id } = order;
    const details = shop.detailsOf(order);
    if (details === undefined) throw new Error('the test expects details');
    // As an attempt with many lines leaves them before it commits: there is no order yet.
    shop.ledger.orders.delete(id);

    expect(await shop.run({ erase: false })).toEqual({ seen: 1, erased: [], leftOver: 1, notYet: [] });
    expect(shop.ledger.orders.get(id)).toBeUndefined();
    expect(await shop.run()).toEqual({ seen: 1, erased: [], leftOver: 1, notYet: [] });

    expect(shop.traces()).not.toMatch(TRACES);
    expect(await shop.deps().orders.commit(order, details)).toMatchObject({ kind: 'taken' });
    const again = { ...order, attempt: 'another' };
    expect(await shop.deps().orders.commit(again, details)).toEqual({ kind: 'committed' });
    expect(shop.detailsOf(again)).toEqual(details);
  });

  it('a checkout that commits before it can be fenced keeps its data until it rests', async () => {
    const { id, attempt } = await shop.buys('k');
    const open: Order = { ...shop.read(id), status: 'OPEN', work: { region: 'us-east-1', dueAt: 0 } };
    shop.ledger.orders.delete(id);
    shop.at('orders.fence:before', () => void shop.ledger.orders.set(id, { kind: 'order', order: open }));

    expect(await shop.run()).toMatchObject({
      erased: [],
      leftOver: 0,
      notYet: [{ orderId: id, why: 'step_owed' }],
    });
    expect(shop.ledger.details.get(detailsKey(id, attempt))?.customer).toEqual(SHOPPER.customer);
  });

  it('details of an attempt that was fenced before need no fence', async () => {
    const { id, attempt } = await shop.buys('k');
    shop.ledger.orders.set(id, { kind: 'abandoned', fenced: [attempt] });
    shop.points.length = 0;
    expect(await shop.run()).toMatchObject({ leftOver: 1 });
    expect(shop.points).not.toContain('orders.fence:before');
  });

  it('details of an attempt that another one overtook are erased', async () => {
    const order = await shop.buys('k');
    shop.ledger.orders.set(order.id, { kind: 'order', order: { ...order, attempt: 'another' } });
    expect(await shop.run()).toMatchObject({ erased: [], leftOver: 1 });
    expect(shop.traces()).not.toMatch(TRACES);
  });
});

describe('a crash at every point', () => {
  class Crash extends Error {}

  it.each(Array.from({ length: 12 }, (_, n) => n))(
    'number %d loses nothing: the next run finishes',
    async (n) => {
      const orders = [await shop.buys('k1'), await shop.buys('k2')];
      shop.ledger.orders.delete(orders[1]?.id ?? '');
      shop.afterPoints(n, async () => {
        throw new Crash();
      });

      const crashed = await shop.run().then(
        () => false,
        (error: unknown) => error instanceof Crash,
      );
      await shop.run();

      expect(crashed).toBe(true);
      expect(shop.traces()).not.toMatch(TRACES);
      const [first] = orders;
      if (first)
        expect(await shop.cancel(first)).toMatchObject({ order: { status: 'REFUNDED', released: true } });
    },
  );
});
