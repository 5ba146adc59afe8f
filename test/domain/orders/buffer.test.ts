import { advanceById, type Hurry } from '../../../lambdas/domain/orders/advance';
import { type Order } from '../../../lambdas/domain/orders/order';
import { type Payments, type Unavailable } from '../../../lambdas/domain/payments/payments';
import { placeOrder } from '../../../lambdas/domain/orders/place-order';
import { requestOf, Shop } from '../shop';

const MINUTE = 60_000;
const RECORDED = ['email order-recorded', 'sms order-recorded'];
const CONFIRMED = ['email order-confirmed', 'sms order-confirmed'];
const SHOPPER = { customer: { email: 'ann@example.com', phone: '+441632960000' } };

let shop: Shop;
beforeEach(() => {
  shop = new Shop().stock('A', 10);
});

/** A provider that is down, and says so at once. */
function down(retryAt?: number): Payments {
  const unavailable = async (): Promise<Unavailable> => ({ kind: 'unavailable', reason: 'down', retryAt });
  return {
    createIntent: unavailable,
    confirmIntent: unavailable,
    retrieveIntent: unavailable,
    cancelIntent: unavailable,
    refund: unavailable,
    listCharges: async () => ({ charges: [] }),
  };
}

/** An order whose payment was put off a moment ago, when it was placed. */
function buffered(): Promise<Order> {
  shop.lose('payments.createIntent:before');
  return shop.order(SHOPPER);
}

/** The order comes up once it is due. */
async function whenDue(id: string, payments?: Payments): Promise<Order> {
  const { work } = shop.read(id);
  shop.clock.advance(Math.max(0, (work?.dueAt ?? 0) - shop.clock.now()));
  await advanceById({ ...shop.deps(), ...(payments && { payments }) }, id);
  return shop.read(id);
}

const hurry = (id: string, why: Hurry = {}) => advanceById(shop.deps(), id, why);

describe('an order whose payment is put off', () => {
  it('owes its shopper word of it and does not send it yet', async () => {
    const { tries, bufferedAt, owes } = await buffered();
    expect({ tries, bufferedAt, owes }).toEqual({
      tries: 1,
      bufferedAt: shop.clock.now(),
      owes: ['OrderPlaced', 'email:order-recorded', 'sms:order-recorded'],
    });
    expect(shop.sent).toEqual([]);
  });

  it('is not tried before the provider is worth a try, from the start', async () => {
    const retryAt = shop.clock.now() + 5 * MINUTE;
    const outcome = await placeOrder({ ...shop.deps(), payments: down(retryAt) }, requestOf());
    expect(outcome).toMatchObject({ kind: 'placed', order: { status: 'OPEN' } });
    expect(outcome.kind === 'placed' && outcome.order.work?.dueAt).toBeGreaterThan(retryAt);
  });

  it('is the same when its intent could be made and not confirmed', async () => {
    shop.lose('payments.confirmIntent:before');
    const { tries, bufferedAt, owes } = await shop.order(SHOPPER);
    expect({ tries, bufferedAt, owes }).toEqual({
      tries: 1,
      bufferedAt: shop.clock.now(),
      owes: ['email:order-recorded', 'sms:order-recorded'],
    });
  });

  it('lets its shopper know as soon as a worker looks at it, and stays where it was in its back-off', async () => {
    const { id, work, tries } = await buffered();
    const inHand: unknown[] = [];
    shop.at('messages.email:before', () => void inHand.push(shop.read(id)));
    await advanceById(shop.deps(), id);
    expect(shop.sent).toEqual(RECORDED);
    expect(shop.read(id)).toMatchObject({ status: 'OPEN', owes: ['OrderPlaced'], work, tries });
    expect(inHand).toMatchObject([{ tries: 0, work: { dueAt: shop.clock.now() + MINUTE } }]);
    expect(shop.intents).toEqual([]);
  });

  it('says nothing of an outage that is over when a worker comes', async () => {
    const { id } = await buffered();
    expect((await whenDue(id)).status).toBe('CONFIRMED');
    expect(shop.sent).toEqual(CONFIRMED);
  });

  it('tells its shopper once, however often it is put off', async () => {
    const { id } = await buffered();
    for (let n = 0; n < 3; n++) await whenDue(id, down());
    expect(shop.sent).toEqual(RECORDED);
    expect(shop.read(id)).toMatchObject({ status: 'OPEN', tries: 4, owes: [] });
    await whenDue(id);
    expect(shop.sent).toEqual([...RECORDED, ...CONFIRMED]);
  });

  it('goes on owing what no channel took', async () => {
    const { id } = await buffered();
    shop.lose('messages.email:before');
    expect((await whenDue(id, down())).owes).toEqual(['email:order-recorded']);
    expect((await whenDue(id, down())).owes).toEqual([]);
    expect([...shop.sent].sort()).toEqual(RECORDED);
  });

  it('is not told of by a process that was frozen until others may be at it', async () => {
    const { id } = await buffered();
    shop.at('orders.update:after', () => shop.clock.advance(MINUTE * 60));
    await advanceById(shop.deps(), id);
    expect(shop.sent).toEqual([]);
    await whenDue(id, down());
    expect(shop.sent).toEqual(RECORDED);
  });

  it('does not tell that it is recorded once it is held no longer', async () => {
    const { id } = await buffered();
    shop.clock.advance(25 * 60 * MINUTE);
    expect((await whenDue(id)).status).toBe('CANCELLED');
    expect(shop.sent).toEqual(['email order-cancelled', 'sms order-cancelled']);
  });

  it('is not tried before the provider is worth a try', async () => {
    const { id } = await buffered();
    const retryAt = shop.clock.now() + 5 * MINUTE;
    const { work } = await whenDue(id, down(retryAt));
    expect(work?.dueAt).toBeGreaterThan(retryAt);
  });

  it('is never put off for longer than a quarter of an hour by a clock that runs ahead', async () => {
    const { id } = await buffered();
    const { work } = await whenDue(id, down(shop.clock.now() + 24 * 60 * MINUTE));
    expect((work?.dueAt ?? 0) - shop.clock.now()).toBeLessThan(32 * MINUTE);
  });
});

describe('a worker that is told to hurry', () => {
  it('charges an order before its time', async () => {
    const { id } = await buffered();
    await hurry(id);
    expect(shop.read(id).status).toBe('CONFIRMED');
    expect(shop.sent).toEqual(CONFIRMED);
  });

  it('lets the shopper know when it was hurried in vain', async () => {
    const { id } = await buffered();
    await advanceById({ ...shop.deps(), payments: down() }, id, {});
    expect(shop.sent).toEqual(RECORDED);
    expect(shop.read(id)).toMatchObject({ tries: 2, owes: [] });
  });

  it('leaves an order alone that somebody has in hand', async () => {
    const order = await buffered();
    shop.change(order, { tries: 0, work: { region: order.region, dueAt: shop.clock.now() + MINUTE } });
    shop.points.length = 0;
    await hurry(order.id);
    expect(shop.points).toEqual(['orders.read:before', 'orders.read:after']);
  });

  it('confirms an order whose intent has succeeded, and asks nobody', async () => {
    shop.lose('payments.confirmIntent:after');
    const order = await shop.order(SHOPPER);
    shop.points.length = 0;
    await hurry(order.id, { paidIntentId: order.intentId });
    expect(shop.read(order.id).status).toBe('CONFIRMED');
    expect(shop.points.filter((point) => point.startsWith('payments.'))).toEqual([]);
  });

  it('confirms it even when it was held for too long', async () => {
    shop.lose('payments.confirmIntent:after');
    const { id, intentId } = await shop.order(SHOPPER);
    shop.clock.advance(25 * 60 * MINUTE);
    await hurry(id, { paidIntentId: intentId });
    expect(shop.read(id).status).toBe('CONFIRMED');
  });

  it('believes no word about another intent', async () => {
    const { id } = await buffered();
    await hurry(id, { paidIntentId: 'pi_other' });
    expect(shop.intents).toEqual(['succeeded']);
    expect([...shop.provider.intents.keys()]).toEqual([shop.read(id).intentId]);
  });
});

describe('two workers', () => {
  /** Runs `first`, with `second` in between at the n-th point that the first one passes, for every n. */
  async function meetEverywhere(
    first: (id: string) => Promise<unknown>,
    second: (id: string) => Promise<unknown>,
    check: (id: string, point: string) => Promise<void>,
    lost: 'payments.createIntent:before' | 'payments.confirmIntent:before' = 'payments.createIntent:before',
  ): Promise<number> {
    for (let n = 0; ; n++) {
      shop = new Shop().stock('A', 10);
      shop.lose(lost);
      const { id, work } = await shop.order(SHOPPER);
      shop.clock.advance((work?.dueAt ?? 0) - shop.clock.now());
      const met = { at: '' };
      shop.afterPoints(n, async (point) => {
        met.at = point;
        await second(id);
      });
      await first(id);
      if (met.at === '') return n;
      await check(id, met.at);
    }
  }

  const meetOutage = (id: string) => advanceById({ ...shop.deps(), payments: down() }, id);

  it('that both meet the outage tell the shopper once, wherever they meet', async () => {
    const points = await meetEverywhere(meetOutage, meetOutage, async (id, point) => {
      expect([point, [...shop.sent].sort()]).toEqual([point, RECORDED]);
      expect([point, shop.read(id).owes]).toEqual([point, []]);
    });
    expect(points).toBeGreaterThan(10);
  });

  it('of whom one tells of the outage and one is hurried in vain tell the shopper once', async () => {
    const hurryInVain = (id: string) => advanceById({ ...shop.deps(), payments: down() }, id, {});
    const points = await meetEverywhere(meetOutage, hurryInVain, async (id, point) => {
      await whenDue(id, down());
      expect([point, [...shop.sent].sort()]).toEqual([point, RECORDED]);
    });
    expect(points).toBeGreaterThan(10);
  });

  it('of whom one tells of the outage and one finds it over confirm the order, wherever they meet', async () => {
    const points = await meetEverywhere(meetOutage, (id) => hurry(id), expectPaidOnce);
    expect(points).toBeGreaterThan(10);
  });

  it('of whom one charges and one is told that the outage goes on confirm it, wherever they meet', async () => {
    const points = await meetEverywhere(
      (id) => hurry(id),
      meetOutage,
      async (id, point) => {
        const isPaid = shop.intents.includes('succeeded');
        expect([point, shop.read(id).status]).toEqual([point, isPaid ? 'CONFIRMED' : 'OPEN']);
        await expectPaidOnce(id, point);
      },
      'payments.confirmIntent:before',
    );
    expect(points).toBeGreaterThan(10);
  });

  async function expectPaidOnce(id: string, point: string): Promise<void> {
    const order = await whenDue(id);
    const of = (template: string[]) => shop.sent.filter((sent) => template.includes(sent)).sort();
    const recorded = of(RECORDED);
    expect({
      point,
      status: order.status,
      work: order.work,
      intents: shop.intents.filter((state) => state === 'succeeded').length,
      confirmed: of(CONFIRMED),
      recordedTwice: new Set(recorded).size < recorded.length,
    }).toEqual({
      point,
      status: 'CONFIRMED',
      work: undefined,
      intents: 1,
      confirmed: CONFIRMED,
      recordedTwice: false,
    });
  }
});
