import { ManualClock } from '../../../lambdas/adapters/memory/manual-clock';
import {
  drainById,
  type Pace,
  resumeOrders,
  sweepPace,
  workersPace,
} from '../../../lambdas/domain/orders/drain';
import { type Order } from '../../../lambdas/domain/orders/order';
import { Shop, WEST } from '../shop';

const MINUTE = 60_000;
const DECLINED = { paymentToken: 'pm_card_visa_chargeDeclined' };
/** Fifteen orders a second for the workers, five for the sweep. */
const RATE = { drainPerSecond: 20 };

let shop: Shop;
beforeEach(() => {
  shop = new Shop().stock('A', 40);
});

/** An order whose payment was put off when it was placed. */
async function putOff(key = 'k', changes: Parameters<Shop['order']>[0] = {}): Promise<Order> {
  shop.lose('payments.createIntent:before');
  return shop.order({ ...changes, idempotencyKey: key });
}

describe('the pace of the workers', () => {
  it.each([
    [1, 67],
    [15, 1_000],
    [30, 2_000],
  ])('lets %i orders at a time begin anew after %i ms each: 15 a second together', async (slots, ms) => {
    const begun = shop.clock.now();
    await workersPace(shop.deps(RATE), slots)(begun);
    expect(shop.clock.now() - begun).toBeCloseTo(ms, -1);
  });

  it('keeps nobody longer whose order took its time already', async () => {
    const begun = shop.clock.now();
    shop.clock.advance(1_500);
    await workersPace(shop.deps(RATE), 15)(begun);
    expect(shop.clock.now() - begun).toBe(1_500);
  });
});

describe('the pace of a sweep', () => {
  /** When, in ms from now on, each of several orders that begin at once may be followed by another. */
  async function freeAt(orders: number): Promise<number[]> {
    const clock = new ManualClock();
    const start = clock.now();
    const pace = sweepPace({ ...shop.deps(RATE), clock });
    const times: number[] = [];
    for (let n = 0; n < orders; n++) void pace(start).then(() => times.push(clock.now() - start));
    while (clock.sleeping > 0) {
      clock.advance(100);
      await new Promise(setImmediate);
    }
    return times;
  }

  it('is five a second, however many it drains at a time', async () => {
    expect(await freeAt(4)).toEqual([200, 400, 600, 800]);
  });

  it('saves up no orders while none are drained', async () => {
    const pace = sweepPace(shop.deps(RATE));
    await pace(shop.clock.now());
    shop.clock.advance(MINUTE);
    const begun = shop.clock.now();
    await pace(begun);
    expect(shop.clock.now() - begun).toBe(200);
  });
});

describe('draining an order keeps the pace', () => {
  let paced: number[];
  const pace: Pace = async (begun) => void paced.push(begun);
  beforeEach(() => {
    paced = [];
  });

  const drain = (id: string) => drainById(shop.deps(), id, pace, {});

  it('after a charge, from when the order was begun', async () => {
    const { id } = await putOff();
    const begun = shop.clock.now();
    shop.at('payments.confirmIntent:after', () => shop.clock.advance(500));
    expect(await drain(id)).toMatchObject({ kind: 'finished', order: { status: 'CONFIRMED' } });
    expect(paced).toEqual([begun]);
  });

  it('after a decline, for which the provider was asked as well', async () => {
    const { id } = await putOff('k', DECLINED);
    expect(await drain(id)).toMatchObject({ order: { status: 'CANCELLED' } });
    expect(paced).toHaveLength(1);
  });

  it('after a refund', async () => {
    const order = await putOff();
    shop.change(order, { status: 'REFUNDING', work: { region: order.region, dueAt: 0 } });
    expect(await drain(order.id)).toMatchObject({ order: { status: 'REFUNDED' } });
    expect(paced).toHaveLength(1);
  });

  it.each<[string, () => Promise<string>]>([
    ['an order that is not there', async () => 'ord_none'],
    [
      'one that stays put off',
      async () => {
        const { id } = await putOff();
        shop.lose('payments.createIntent:before');
        return id;
      },
    ],
    [
      'one that was never put off',
      async () => {
        const order = await shop.order();
        return shop.change(order, { work: { region: order.region, dueAt: 0 } }).id;
      },
    ],
    [
      'one that was charged before and only has something to tell',
      async () => {
        const { id } = await putOff();
        shop.lose('messages.email:before');
        await drainById(shop.deps(), id, async () => undefined, {});
        shop.clock.advance(60 * MINUTE);
        return id;
      },
    ],
  ])('not after %s', async (_, make) => {
    await drain(await make());
    expect(paced).toEqual([]);
  });
});

describe('once the provider is back', () => {
  const resume = (settings = {}) => resumeOrders(shop.deps({ ...RATE, ...settings }));

  it('orders that were put off are hurried in the order of their arrival, fifteen a second', async () => {
    const orders: Order[] = [];
    for (let n = 0; n < 32; n++) {
      orders.push(await putOff(`k${n}`));
      shop.clock.advance(1);
    }
    expect(await resume()).toBe(32);
    expect(shop.queued).toEqual(
      orders.map(({ id }, n) => ({ orderId: id, hurry: true, delaySeconds: Math.floor(n / 15) })),
    );
  });

  it('an order that was put off for as long as can be is among them', async () => {
    const order = await putOff();
    shop.change(order, { work: { region: order.region, dueAt: shop.clock.now() + 31 * MINUTE } });
    expect(await resume()).toBe(1);
  });

  it('orders that somebody has in hand and those of other Regions are not', async () => {
    const [inHand, other] = [await putOff('a'), await putOff('b')];
    shop.change(inHand, { tries: 0 });
    shop.change(other, { work: { region: WEST, dueAt: 0 } });
    expect(await resume()).toBe(0);
    expect(shop.queued).toEqual([]);
  });

  it('as many are hurried as their delay allows, which SQS bounds by 15 minutes', async () => {
    for (let n = 0; n < 8; n++) await putOff(`k${n}`);
    expect(await resume({ drainPerSecond: 0.01 })).toBe(6);
    expect(Math.max(...shop.queued.map(({ delaySeconds }) => delaySeconds))).toBeLessThanOrEqual(900);
  });

  it('no more are read than can be sent within seconds', async () => {
    const deps = shop.deps({ drainPerSecond: 1_000 });
    let asked = 0;
    const due: typeof deps.orders.due = async (_region, _before, limit) => {
      asked = limit;
      return [];
    };
    const orders = Object.assign(Object.create(deps.orders) as typeof deps.orders, { due });
    await resumeOrders({ ...deps, orders });
    expect(asked).toBe(10_000);
  });
});
