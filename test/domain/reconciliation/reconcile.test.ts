import { advance } from '../../../lambdas/domain/orders/advance';
import { cancelOrder } from '../../../lambdas/domain/orders/cancel';
import { type Order, type OrderStatus } from '../../../lambdas/domain/orders/order';
import { DAY, nobody, World } from './world';

let world: World;
beforeEach(() => (world = new World()));

/** The differences of a report, by their intents or orders. */
const differences = async () => {
  const report = await world.reconcile();
  return {
    refunded: report.refunded.map(({ intentId, reason }) => [intentId, reason]),
    pending: report.refundsPending.map(({ intentId }) => intentId),
    unpaid: report.confirmedWithoutCharge.map(({ orderId, state }) => [orderId, state]),
    unverified: report.unverified.map(({ orderId }) => orderId),
  };
};
const NONE = { refunded: [], pending: [], unpaid: [], unverified: [] };

describe('a day on which all is well', () => {
  it('is told in figures', async () => {
    await world.order(3);
    await world.order();
    const refunded = await world.order();
    await cancelOrder(world.shop.deps(), refunded.id);

    expect(await world.reconcile()).toEqual({
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-01-02T00:00:00.000Z',
      startedAt: '2026-01-02T01:00:00.000Z',
      finishedAt: expect.stringMatching(/^2026-01-02T01:00:0/) as string,
      charges: 3,
      notOurs: 0,
      orders: 2,
      amounts: { GBP: { charged: 500, refunded: 0 } },
      refunded: [],
      refundsPending: [],
      confirmedWithoutCharge: [],
      unverified: [],
    });
    expect(world.refundCalls).toBe(1);
  });

  it('is all of its pages, at the provider and in the Ledger', async () => {
    for (let n = 0; n < 450; n += 1) await world.order();
    expect(await world.reconcile()).toMatchObject({ charges: 450, orders: 450, ...{ refunded: [] } });
    const calls = (point: string) => world.shop.points.filter((each) => each === `${point}:before`).length;
    expect([calls('payments.listCharges'), calls('ledger.scan')]).toEqual([5, 8]);
  });

  it('counts every order once, though some segments of the Ledger end before others', async () => {
    const { id, ...order } = await world.order();
    const free = { ...order, total: { amount: 0, currency: 'GBP' }, intentId: undefined };
    for (let n = 0; n < 399; n += 1) {
      const copy = { ...free, id: `ord_${n}` };
      world.shop.ledger.orders.set(copy.id, { kind: 'order', order: copy });
    }
    expect((await world.reconcile()).orders).toBe(400);
    expect(world.shop.ledger.orders.has(id)).toBe(true);
  });

  it('changes nothing', async () => {
    await world.order();
    const before = JSON.stringify([...world.shop.ledger.orders, ...world.shop.provider.intents]);
    await world.reconcile();
    expect(JSON.stringify([...world.shop.ledger.orders, ...world.shop.provider.intents])).toBe(before);
  });
});

describe('a charge is refunded, once, when', () => {
  it('no order has its id', async () => {
    const intentId = await world.charge(nobody('0'), 700);

    const report = await world.reconcile();

    expect(report).toMatchObject({ charges: 1, amounts: { GBP: { charged: 700, refunded: 700 } } });
    expect(report.refunded).toEqual([
      {
        intentId,
        orderId: nobody('0'),
        amount: 700,
        currency: 'GBP',
        chargedAt: '2026-01-01T00:00:00.000Z',
        reason: 'no_order',
      },
    ]);
    expect(world.charged).toEqual([]);
    expect(await differences()).toEqual(NONE);
    expect(world.refundCalls).toBe(1);
  });

  it('its order was given up before it was one', async () => {
    const intentId = await world.charge(nobody('0'));
    await world.shop.deps().orders.fence(nobody('0'), 'attempt');
    expect(await differences()).toEqual({ ...NONE, refunded: [[intentId, 'no_order']] });
  });

  it('its order was paid with another intent', async () => {
    const order = await world.order();
    const twice = await world.charge(order.id);
    expect(await differences()).toEqual({ ...NONE, refunded: [[twice, 'duplicate']] });
    expect(world.charged).toEqual([order.intentId]);
  });

  it.each([
    ['CANCELLED', 'order_cancelled'],
    ['REFUNDED', 'order_refunded'],
  ] as const)('its order is %s', async (status, reason) => {
    const order = await world.order();
    world.shop.change(order, { status });
    expect(await differences()).toEqual({ ...NONE, refunded: [[order.intentId, reason]] });
  });

  it.each([
    ['CANCELLED', ':refund:0', 'the key of its saga, which never used it'],
    ['REFUNDED', ':reconcile:', 'a key of its own, as the one of its saga is used up'],
  ] as const)('its order is %s: with a key that has %s', async (status, part, _) => {
    const order = await world.order();
    world.shop.change(order, { status });
    const { deps } = world;
    const keys: string[] = [];
    const { refund } = deps.payments;
    deps.payments.refund = (id, key) => (keys.push(key), refund.call(deps.payments, id, key));
    await world.reconcile();
    expect(keys).toEqual([expect.stringContaining(part)]);
  });
});

describe('a charge is left alone when', () => {
  it.each(['OPEN', 'CONFIRMED', 'VOIDING', 'REFUNDING'] as const)(
    'its order is %s',
    async (status: OrderStatus) => {
      const order = await world.order();
      world.shop.change(order, { status });
      expect((await world.reconcile()).refunded).toEqual([]);
      expect(world.refundCalls).toBe(0);
    },
  );

  it('it is not ours: without an order id, or with one that is not like ours', async () => {
    for (const orderId of ['', '4711', 'ORD_0', `x${nobody('0')}`]) await world.charge(orderId);
    expect(await world.reconcile()).toMatchObject({ charges: 0, notOurs: 4, refunded: [] });
    expect(world.refundCalls).toBe(0);
  });

  it('it is refunded already', async () => {
    const intentId = await world.charge(nobody('0'));
    await world.shop.deps().payments.refund(intentId, 'by hand');
    expect(await differences()).toEqual(NONE);
    expect(world.refundCalls).toBe(1);
  });
});

describe('a confirmed order', () => {
  it('without a charge is told, and nothing is done about it', async () => {
    const order = await world.order(2);
    await world.order();
    world.forget(order);

    const report = await world.reconcile();

    expect(report.confirmedWithoutCharge).toEqual([
      {
        orderId: order.id,
        intentId: order.intentId,
        amount: 200,
        currency: 'GBP',
        confirmedAt: '2026-01-01T00:00:00.000Z',
        state: 'no_charge',
      },
    ]);
    expect(report.orders).toBe(2);
    expect(world.shop.read(order.id)).toEqual(order);
    expect((await world.reconcile()).confirmedWithoutCharge).toHaveLength(1);
  });

  it('without an intent is told', async () => {
    const order = await world.order();
    world.shop.change(order, { intentId: undefined });
    expect((await differences()).unpaid).toEqual([[order.id, 'no_intent']]);
  });

  it('whose money went back behind our back is told', async () => {
    const order = await world.order();
    await world.shop.deps().payments.refund(order.intentId ?? '', 'by hand');
    expect((await differences()).unpaid).toEqual([[order.id, 'refunded']]);
  });

  it('that costs nothing needs no charge', async () => {
    const order = await world.order();
    world.shop.change(order, { intentId: undefined, total: { amount: 0, currency: 'GBP' } });
    world.forget(order);
    expect(await differences()).toEqual(NONE);
  });

  it.each(['OPEN', 'VOIDING', 'REFUNDING', 'CANCELLED', 'REFUNDED'] as const)(
    'is none when it is %s now',
    async (status) => {
      const order = await world.order();
      world.forget(order);
      world.shop.change(order, { status });
      expect(await differences()).toEqual(NONE);
    },
  );
});

describe('at the edges of the range', () => {
  it.each([
    [DAY.from - 1, 0],
    [DAY.from, 1],
    [DAY.to - 1, 1],
    [DAY.to, 0],
  ])('a charge made at %i is one of %i', async (at, charges) => {
    const intentId = await world.charge(nobody('0'));
    const { intents } = world.shop.provider;
    const intent = intents.get(intentId);
    if (intent) intents.set(intentId, { ...intent, at });
    expect(await world.reconcile()).toMatchObject({ charges });
    expect(world.refundCalls).toBe(charges);
  });

  it.each([
    [DAY.from - 1, 0],
    [DAY.from, 1],
    [DAY.to - 1, 1],
    [DAY.to, 0],
  ])('an order confirmed at %i is one of %i', async (at, orders) => {
    const order = world.move(await world.order(), at);
    world.forget(order);
    const report = await world.reconcile();
    expect([report.orders, report.confirmedWithoutCharge.length]).toEqual([orders, orders]);
  });

  it.each([
    ['an hour before', 0, DAY.from - 3_600_000],
    ['a day before', 1, DAY.from - 86_400_000],
    ['minutes later, by another clock', 0, DAY.to + 60_000],
  ])('an order that was charged %s is paid, which takes %i questions', async (_, questions, chargedAt) => {
    world.move(await world.order(), chargedAt, DAY.from + 1);
    expect(await world.reconcile()).toMatchObject({ orders: 1, confirmedWithoutCharge: [] });
    const lists = world.shop.points.filter((point) => point === 'payments.listCharges:before');
    expect(lists).toHaveLength(1 + questions);
  });
});

describe('with the saga at work at the same time', () => {
  /** Stops the order as its shopper would, all the way. */
  const cancel = (order: Order) => async () => void (await cancelOrder(world.shop.deps(), order.id));

  const CANCELLED_AT = [
    'payments.listCharges:after',
    'orders.readMany:before',
    'orders.readMany:after',
    'archive.saveProgress:before',
    'ledger.scan:before',
    'ledger.scan:after',
  ];
  it.each(CANCELLED_AT)('an order that is cancelled at %s is refunded by its saga alone', async (point) => {
    const order = await world.order();
    if (point.startsWith('archive')) {
      let waiting = true;
      world.onArchive = async () => {
        if (waiting) await ((waiting = false), cancel(order)());
      };
    } else world.shop.at(point, cancel(order));

    expect(await differences()).toEqual(NONE);
    expect([world.refundCalls, world.charged]).toEqual([1, []]);
  });

  it.each(['payments.listCharges:after', 'orders.readMany:after', 'payments.listCharges:before'])(
    'a suspect that is cancelled at %s is not told',
    async (point) => {
      const order = world.move(await world.order(), DAY.from - 86_400_000, DAY.from + 1);
      world.shop.at('ledger.scan:after', () => void world.shop.at(point, cancel(order)));
      expect(await differences()).toEqual(NONE);
    },
  );

  it.each(['payments.listCharges:after', 'orders.readMany:before', 'ledger.scan:before'])(
    'an order whose charge the saga hears of at %s keeps its money',
    async (point) => {
      world.shop.clock.advance(12 * 3_600_000);
      world.shop.lose('payments.confirmIntent:after');
      const { id, intentId } = await world.order();
      world.shop.at(point, async () => void (await advance(world.shop.deps(), world.shop.read(id))));

      expect(await differences()).toEqual(NONE);
      expect([world.shop.read(id).status, world.charged]).toEqual(['CONFIRMED', [intentId]]);
    },
  );
});
