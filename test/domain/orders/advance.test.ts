import { advance, advanceById, type AdvanceOutcome } from '../../../lambdas/domain/orders/advance';
import { type Order } from '../../../lambdas/domain/orders/order';
import { type Payments } from '../../../lambdas/domain/payments/payments';
import { Shop } from '../shop';

const DECLINED = { paymentToken: 'pm_card_visa_chargeDeclined' };
const HOUR = 3_600_000;

/** An order that is recorded and not charged yet: the provider was down when it was placed. */
async function openOrder(shop: Shop, changes: Parameters<Shop['order']>[0] = {}): Promise<Order> {
  shop.lose('payments.createIntent:before');
  return shop.order(changes);
}

/** An order whose intent is stored and not confirmed. */
async function withIntent(shop: Shop, changes: Parameters<Shop['order']>[0] = {}): Promise<Order> {
  shop.lose('payments.confirmIntent:before');
  return shop.order(changes);
}

const statusOf = (outcome: AdvanceOutcome) => outcome.order.status;
const go = (shop: Shop, order: Order) => advance(shop.deps(), shop.read(order.id));

let shop: Shop;
beforeEach(() => {
  shop = new Shop().stock('A', 2, 3);
});

describe('OPEN', () => {
  it('is charged and confirmed, and leaves the work index', async () => {
    const order = await openOrder(shop);
    const outcome = await go(shop, order);
    expect(outcome).toMatchObject({
      kind: 'finished',
      order: { status: 'CONFIRMED', work: undefined, owes: [] },
    });
    expect(shop.intents).toEqual(['succeeded']);
    expect(shop.published).toEqual(['OrderPaymentPending', 'OrderPlaced', 'OrderConfirmed']);
  });

  it('forgets the means of payment once it is paid', async () => {
    expect((await shop.order()).paymentToken).toBeUndefined();
  });

  it('is cancelled when the payment is declined, behind a fence at the provider', async () => {
    const order = await openOrder(shop, DECLINED);
    const outcome = await go(shop, order);
    expect(outcome).toMatchObject({
      kind: 'finished',
      order: { status: 'CANCELLED', stopReason: 'declined' },
    });
    expect(shop.intents).toEqual(['cancelled']);
    expect(shop.available('A')).toBe(5);
    expect(shop.published).toContain('OrderCancelled');
  });

  it('goes on through VOIDING when a declined intent cannot be fenced now', async () => {
    const order = await openOrder(shop, DECLINED);
    shop.lose('payments.cancelIntent:before', 2);
    expect(await go(shop, order)).toMatchObject({ kind: 'waiting', order: { status: 'VOIDING' } });
    expect(statusOf(await go(shop, order))).toBe('CANCELLED');
  });

  it('waits when the provider fails, and goes on under a new key: a 500 is replayed to the old one', async () => {
    const order = await openOrder(shop);
    expect([...shop.provider.keys.keys()]).toEqual([]);
    await go(shop, order);
    expect([...shop.provider.keys.keys()]).toEqual([`${order.id}:create:1`]);
  });

  it('leaves an intent whose answer was lost unconfirmed for ever', async () => {
    shop.lose('payments.createIntent:after');
    const order = await shop.order();
    expect(statusOf(await go(shop, order))).toBe('CONFIRMED');
    expect(shop.intents).toEqual(['unconfirmed', 'succeeded']);
  });

  it('leaves a charge that timed out to the next try, which looks what became of it', async () => {
    shop.lose('payments.confirmIntent:after');
    const order = await shop.order();
    expect(order.status).toBe('OPEN');
    expect(shop.points).not.toContain('payments.retrieveIntent:before');
    shop.points.length = 0;
    expect(statusOf(await go(shop, order))).toBe('CONFIRMED');
    expect(shop.points.filter((point) => /^payments.*before/.test(point))).toEqual([
      'payments.retrieveIntent:before',
    ]);
    expect(shop.intents).toEqual(['succeeded']);
  });

  it('confirms the stored intent when nobody did', async () => {
    const order = await withIntent(shop);
    expect(statusOf(await go(shop, order))).toBe('CONFIRMED');
    expect(shop.intents).toEqual(['succeeded']);
  });

  it('is cancelled when its intent was cancelled at the provider', async () => {
    const order = await withIntent(shop);
    await shop.deps().payments.cancelIntent(order.intentId ?? '');
    expect(statusOf(await go(shop, order))).toBe('CANCELLED');
  });

  it('goes to VOIDING once it was held for too long, and its stock goes back', async () => {
    const order = await withIntent(shop);
    shop.clock.advance(24 * HOUR + 1);
    expect(await go(shop, order)).toMatchObject({
      order: { status: 'CANCELLED', stopReason: 'hold_expired' },
    });
    expect(shop.available('A')).toBe(5);
  });

  it('backs off between a second and fifteen minutes', async () => {
    const order = await openOrder(shop);
    shop.lose('payments.createIntent:before', 12);
    let longest = 0;
    for (let tries = 1; tries <= 12; tries++) {
      const outcome = await go(shop, order);
      const wait = outcome.kind === 'waiting' ? outcome.retryAt - shop.clock.now() : 0;
      longest = Math.max(longest, wait);
      expect(wait).toBeGreaterThanOrEqual(1_000);
      expect(wait).toBeLessThanOrEqual(Math.min(15 * 60_000, 1_000 + 4_000 * 2 ** tries));
      expect(shop.read(order.id).tries).toBe(tries + 1);
    }
    expect(longest).toBeGreaterThan(60_000);
  });
});

describe('VOIDING', () => {
  const voiding = async () =>
    shop.change(await withIntent(shop), { status: 'VOIDING', stopReason: 'shopper' });

  it('is cancelled behind the fence, for the reason it had', async () => {
    const outcome = await go(shop, await voiding());
    expect(outcome).toMatchObject({ order: { status: 'CANCELLED', stopReason: 'shopper', released: true } });
    expect(shop.intents).toEqual(['cancelled']);
  });

  it('is refunded when the charge had succeeded', async () => {
    const order = await voiding();
    await shop.deps().payments.confirmIntent(order.intentId ?? '', 'late');
    const outcome = await go(shop, order);
    expect(outcome).toMatchObject({ kind: 'finished', order: { status: 'REFUNDED', released: true } });
    expect(shop.read(order.id).history.map(({ status }) => status)).toEqual([
      'OPEN',
      'REFUNDING',
      'REFUNDED',
    ]);
    expect(shop.intents).toEqual(['refunded']);
    expect(shop.available('A')).toBe(5);
  });

  it('is cancelled at once when no intent was ever stored', async () => {
    const order = shop.change(await openOrder(shop), { status: 'VOIDING' });
    expect(statusOf(await go(shop, order))).toBe('CANCELLED');
  });

  it('never ends while the provider does not answer', async () => {
    const order = await voiding();
    shop.lose('payments.cancelIntent:after');
    expect(await go(shop, order)).toMatchObject({ kind: 'waiting', order: { status: 'VOIDING' } });
    expect(statusOf(await go(shop, order))).toBe('CANCELLED');
  });
});

describe('REFUNDING', () => {
  const refunding = async () => {
    const order = await shop.order();
    const work = { region: order.region, dueAt: shop.clock.now() };
    return shop.change(order, { status: 'REFUNDING', work });
  };

  it('pays back, returns the stock and says so', async () => {
    expect(await go(shop, await refunding())).toMatchObject({
      kind: 'finished',
      order: { status: 'REFUNDED' },
    });
    expect(shop.intents).toEqual(['refunded']);
    expect(shop.available('A')).toBe(5);
    expect(shop.published).toEqual(['OrderPlaced', 'OrderConfirmed', 'OrderRefunded']);
  });

  it('waits for the provider, and pays back once', async () => {
    const order = await refunding();
    shop.lose('payments.refund:after');
    expect(await go(shop, order)).toMatchObject({ kind: 'waiting', order: { status: 'REFUNDING' } });
    expect(statusOf(await go(shop, order))).toBe('REFUNDED');
  });

  it('is cancelled, behind a fence, when the provider has lost its charge', async () => {
    const order = await refunding();
    for (const [id, intent] of shop.provider.intents)
      shop.provider.intents.set(id, { ...intent, state: 'unconfirmed' });
    expect(await go(shop, order)).toMatchObject({ kind: 'finished', order: { status: 'CANCELLED' } });
    expect(shop.intents).toEqual(['cancelled']);
    expect(shop.available('A')).toBe(5);
    expect(shop.sent).toEqual(['email order-confirmed', 'email order-cancelled']);
  });

  it('waits when the provider refuses to pay back what was charged', async () => {
    const order = await refunding();
    const deps = shop.deps();
    const refund = async () => ({ kind: 'unavailable', reason: 'no balance', isUp: true }) as const;
    const payments: Payments = Object.assign(Object.create(deps.payments) as Payments, { refund });
    expect(await advance({ ...deps, payments }, order)).toMatchObject({
      kind: 'waiting',
      order: { status: 'REFUNDING' },
    });
    expect(shop.intents).toEqual(['succeeded']);
  });

  it('has nothing to pay back where nothing was charged', async () => {
    const order = shop.change(await openOrder(shop), { status: 'REFUNDING' });
    expect(statusOf(await go(shop, order))).toBe('REFUNDED');
  });

  it('still tells that the order was confirmed when nobody was told yet', async () => {
    shop.lose('events.publish:before');
    const order = await shop.order();
    await go(shop, shop.change(shop.read(order.id), { status: 'REFUNDING' }));
    expect(shop.published).toEqual(['OrderPlaced', 'OrderConfirmed', 'OrderRefunded']);
  });
});

describe('an order that is over', () => {
  const cancelled = async () =>
    shop.change(await openOrder(shop), { status: 'CANCELLED', owes: ['OrderCancelled'] });

  it('returns its stock once, and clears the proof', async () => {
    const order = await cancelled();
    await Promise.all([go(shop, order), go(shop, order)]);
    expect(shop.available('A')).toBe(5);
    expect(shop.entries).toBe(0);
  });

  it.each(['stock.giveBack:after', 'events.publish:before', 'orders.update:after'])(
    'goes on where it stopped when the store failed at %s',
    async (point) => {
      const order = await cancelled();
      shop.lose(point);
      await go(shop, order);
      await go(shop, order);
      expect(shop.read(order.id)).toMatchObject({ released: true, owes: [], work: undefined });
      expect(shop.available('A')).toBe(5);
      expect(shop.published.filter((name) => name === 'OrderCancelled')).toHaveLength(1);
    },
  );

  it('publishes again rather than never when the answer of the bus was lost', async () => {
    const order = await cancelled();
    shop.lose('events.publish:after');
    await go(shop, order);
    await go(shop, order);
    expect(shop.published.filter((name) => name === 'OrderCancelled')).toHaveLength(2);
  });

  it('owes nothing afterwards: advancing it again does nothing', async () => {
    const order = await shop.order();
    shop.points.length = 0;
    expect((await advanceById(shop.deps(), order.id)).kind).toBe('finished');
    expect(shop.points.filter((point) => point.endsWith(':before'))).toEqual(['orders.read:before']);
  });
});

describe('a store that fails in the middle', () => {
  it('leaves the order where it was, due for another try', async () => {
    const order = await openOrder(shop);
    shop.lose('orders.update:before');
    expect(await go(shop, order)).toMatchObject({ kind: 'waiting', order: { status: 'OPEN' } });
    expect(statusOf(await go(shop, order))).toBe('CONFIRMED');
    expect(shop.intents).toEqual(['succeeded']);
  });
});

describe('two at once', () => {
  it('charge once, and one gives way to the other', async () => {
    const order = await openOrder(shop);
    shop.at('payments.confirmIntent:after', async () => void (await go(shop, order)));
    await go(shop, order);
    expect(shop.read(order.id).status).toBe('CONFIRMED');
    expect(shop.intents).toEqual(['succeeded']);
  });
});

describe('by id', () => {
  it('does not know an order that is not there', async () => {
    expect(await advanceById(shop.deps(), 'ord_none')).toEqual({ kind: 'unknown_order' });
  });

  it('does not know an attempt that was fenced', async () => {
    await shop.deps().orders.fence('ord_none', 'a');
    expect(await advanceById(shop.deps(), 'ord_none')).toEqual({ kind: 'unknown_order' });
  });

  it('leaves an order alone that is not due yet', async () => {
    const placed = await openOrder(shop);
    const order = shop.change(placed, { owes: [] });
    const outcome = await advanceById(shop.deps(), order.id);
    expect(outcome).toEqual({ kind: 'waiting', order, retryAt: order.work?.dueAt, touched: false });
  });
});
