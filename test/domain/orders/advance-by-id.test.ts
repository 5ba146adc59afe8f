import { advance, advanceById } from '../../../lambdas/domain/orders/advance';
import { type Order } from '../../../lambdas/domain/orders/order';
import { Shop } from '../shop';

const MINUTE = 60_000;

let shop: Shop;
beforeEach(() => {
  shop = new Shop().stock('A', 5);
});

const asked = () => shop.points.filter((point) => /^payments\..*:before$/.test(point));

/** An order that its checkout still has in hand: its charge is on its way. */
async function inHand(changes: Partial<Order> = {}): Promise<Order> {
  shop.lose('payments.confirmIntent:after');
  const order = await shop.order();
  const work = { region: order.region, dueAt: shop.clock.now() + MINUTE };
  const held = shop.change(order, { tries: 0, owes: [], work, ...changes });
  shop.points.length = 0;
  return held;
}

describe('an order that somebody has in hand', () => {
  it('goes on when its very intent is known to have succeeded', async () => {
    const { id, intentId } = await inHand();
    await advanceById(shop.deps(), id, { paidIntentId: intentId });
    expect(shop.read(id).status).toBe('CONFIRMED');
    expect(asked()).toEqual([]);
  });

  it.each<[string, Partial<Order>, string | undefined]>([
    ['another intent has succeeded', {}, 'pi_other'],
    ['nothing is known of its intent', {}, undefined],
    ['it has none, and no intent is known', { intentId: undefined }, undefined],
    ['it is confirmed already', { status: 'CONFIRMED' }, 'pi_1'],
    ['it is being cancelled', { status: 'VOIDING' }, 'pi_1'],
  ])('is left alone when %s', async (_, changes, paidIntentId) => {
    const order = await inHand(changes);
    const look = await advanceById(shop.deps(), order.id, { paidIntentId });
    expect(look).toEqual({ kind: 'waiting', order, retryAt: order.work?.dueAt, touched: false });
    expect(shop.points).toEqual(['orders.read:before', 'orders.read:after']);
  });
});

describe('whoever advances an order', () => {
  it('had the last word on it', async () => {
    const { id, work } = await inHand();
    shop.clock.advance((work?.dueAt ?? 0) - shop.clock.now());
    expect(await advanceById(shop.deps(), id)).toMatchObject({ kind: 'finished', touched: true });
  });

  it('had not where somebody else was faster', async () => {
    const order = await inHand({ status: 'VOIDING' });
    const faster = () => void shop.change(shop.read(order.id), { status: 'CANCELLED', work: undefined });
    shop.at('orders.update:before', faster);
    expect(await advance(shop.deps(), order)).toMatchObject({ kind: 'finished', touched: false });
  });

  it('confirms an intent that it has just made, and need not look first', async () => {
    shop.lose('payments.createIntent:before');
    const { id } = await shop.order();
    shop.points.length = 0;
    await advanceById(shop.deps(), id, {});
    expect(asked()).toEqual(['payments.createIntent:before', 'payments.confirmIntent:before']);
  });
});
