import { type Order } from '../../../tools/client/shapes';
import { drain } from '../../../tools/drill/drain';
import { type DrillShop } from '../../../tools/drill/shop';
import { answered, fakeClock, fakeDrillShop, refused } from './fake-drill-shop';
import { bufferedVisit, EAST, kept, PLAN, START, visitOf, WEST } from './samples';

const item = (orderId: string) => ({ orderId, status: 'OPEN', region: EAST });
/** The Region that a drill may lose has messages that nobody reads any more. */
const stateOf = (counts: Partial<Record<'visible' | 'inFlight' | 'delayed', number>>, lost = false) => {
  const none = { visible: 0, inFlight: 0, delayed: 0 };
  const queues = {
    ...(lost && { [`${EAST}/holdfast-orders`]: { ...none, visible: 7 } }),
    [`${WEST}/holdfast-orders`]: { ...none, ...counts },
    [`${WEST}/holdfast-orders-dlq`]: { ...none, visible: 9 },
  };
  return answered({ regions: {}, queues });
};
const run = (shop: DrillShop, changes: Partial<typeof PLAN> = {}, visits = [visitOf('a')]) => {
  const { signal: interrupted } = new AbortController();
  return drain({ shop, clock: fakeClock(), plan: { ...PLAN, ...changes }, visits, interrupted });
};

describe('while all Regions stand and nothing crashes', () => {
  it('waits until neither an order nor a message is left, but for delayed ones', async () => {
    const owed = [[item('a'), item('b')], [item('a')], [], []];
    const depths = [{ visible: 3 }, { inFlight: 1 }, { inFlight: 1, delayed: 5 }, { delayed: 5 }];
    const shop = fakeDrillShop({
      owedOrders: async () => answered({ items: owed.shift() ?? [] }),
      control: { state: async () => stateOf(depths.shift() ?? {}) },
    });

    expect(await run(shop)).toEqual({
      at: START + 750,
      owed: [],
      depth: { visible: 0, inFlight: 0, delayed: 5 },
      movedOn: null,
    });
  });

  it('gives up at its limit and tells what is left', async () => {
    const shop = fakeDrillShop({
      owedOrders: async () => answered({ items: [item('a')] }),
      control: { state: async () => stateOf({}) },
    });

    expect(await run(shop, { drainLimitMs: 1_000 })).toMatchObject({ at: null, owed: ['a'], movedOn: null });
  });

  it('asks the other Region when one cannot tell', async () => {
    const shop = fakeDrillShop({
      owedOrders: async (region) => (region === EAST ? refused(502) : answered({ items: [] })),
      control: { state: async () => stateOf({}) },
    });

    expect(await run(shop)).toMatchObject({ at: START });
  });

  it('does not take silence for an empty index', async () => {
    const shop = fakeDrillShop({
      owedOrders: async () => refused(502),
      control: { state: async () => stateOf({}) },
    });

    expect(await run(shop, { drainLimitMs: 0 })).toMatchObject({ at: null });
  });
});

it('with a Region lost it waits for the other’s own orders, and then moves time on', async () => {
  const order = (status: Order['status']) => answered({ orderId: 'b', status, total: 1, currency: 'GBP' });
  const shown = [order('payment_pending'), order('payment_pending'), order('confirmed')];
  const asked: string[] = [];
  let settled = false;
  const shop = fakeDrillShop({
    order: async (region, orderId) => {
      asked.push(`${region} ${orderId}`);
      return shown.shift() ?? order('confirmed');
    },
    owedOrders: async (region) => answered({ items: settled || region === EAST ? [] : [item('a')] }),
    control: {
      state: async () => stateOf({ delayed: 2 }, true),
      settle: async () => ((settled = true), answered({ settled: true, rounds: 3 })),
    },
  });
  const visits = [
    bufferedVisit('a'),
    bufferedVisit('b', { kept: kept('b', { status: 202, region: WEST }) }),
    visitOf('c', { kept: kept('c', { region: WEST }) }),
  ];

  expect(await run(shop, { lostRegion: EAST }, visits)).toEqual({
    at: START + 500,
    owed: [],
    depth: { visible: 0, inFlight: 0, delayed: 2 },
    movedOn: { ownAt: START + 500, waiting: 1, rounds: 3 },
  });
  expect(asked).toEqual(Array(3).fill(`${WEST} b`));
});
