import { runAudit } from '../../../lambdas/domain/audit/run-audit';
import { type Order, type OrderStatus } from '../../../lambdas/domain/orders/order';
import {
  checkout,
  type Finished,
  ORDER_ID,
  ORDERED,
  PARTIES,
  pointsOf,
  type Race,
  run,
  STARTS,
  STOCK,
  type Told,
} from './race';

/** What others hear of each state that an order reaches. */
const EVENTS: Partial<Record<OrderStatus, string>> = {
  OPEN: 'OrderPlaced',
  CONFIRMED: 'OrderConfirmed',
  CANCELLED: 'OrderCancelled',
  REFUNDED: 'OrderRefunded',
};

/** What its shopper hears of it. */
function templateOf(status: OrderStatus, { stopReason }: Order): string | undefined {
  switch (status) {
    case 'CONFIRMED':
      return 'order-confirmed';
    case 'CANCELLED':
      return stopReason === 'declined' ? 'payment-declined' : 'order-cancelled';
    case 'REFUNDED':
      return 'order-refunded';
    default:
      return undefined;
  }
}

const INTENTS: Partial<Record<OrderStatus, readonly string[]>> = {
  CONFIRMED: ['succeeded'],
  CANCELLED: [],
  REFUNDED: ['refunded'],
};

/** Money and stock are where the state says, and nothing is owed. */
async function expectConsistent({ shop }: Finished, order: Order): Promise<void> {
  const isSold = order.status === 'CONFIRMED';
  expect({
    work: order.work,
    owes: order.owes,
    released: order.released,
    charges: shop.intents.filter((state) => state === 'succeeded' || state === 'refunded'),
    available: shop.available('A'),
    entries: shop.entries,
    audit: (await runAudit(shop.deps())).ok,
  }).toEqual({
    work: undefined,
    owes: [],
    released: !isSold,
    charges: INTENTS[order.status],
    available: isSold ? STOCK - ORDERED : STOCK,
    entries: 0,
    audit: true,
  });
}

const onBothChannels = (template: string | undefined): string[] =>
  template === undefined ? [] : [`email ${template}`, `sms ${template}`];

/** Of every state others heard, and of the last one the shopper did, on both channels; of others they may. */
function expectTold({ shop }: Finished, order: Order, isStrict: boolean): void {
  const states = order.history.map(({ status }) => status);
  expect(shop.published).toEqual(expect.arrayContaining(states.flatMap((status) => EVENTS[status] ?? [])));
  const last = onBothChannels(templateOf(order.status, order));
  expect([last.length, shop.sent]).toEqual([2, expect.arrayContaining(last)]);
  const possible = states.flatMap((status) => onBothChannels(templateOf(status, order)));
  if (order.bufferedAt !== undefined) possible.push(...onBothChannels('order-recorded'));
  expect(possible).toEqual(expect.arrayContaining(shop.sent));
  if (isStrict) expect(new Set(shop.sent).size).toBe(shop.sent.length);
}

const STOPPED: readonly OrderStatus[] = ['CANCELLED', 'REFUNDED'];

/** What somebody was told is true in the end. */
function expectKept({ told }: Finished, { status, fulfilledAt }: Order): void {
  const isFulfilled = status === 'CONFIRMED' && fulfilledAt !== undefined;
  for (const { by, outcome } of told)
    expect({ by, outcome: outcome.kind, status, isKept: isTrue(outcome.kind) }).toMatchObject({
      isKept: true,
    });

  function isTrue(kind: Told['outcome']['kind']): boolean {
    if (kind === 'accepted') return STOPPED.includes(status);
    if (kind === 'fulfilled' || kind === 'not_cancellable') return isFulfilled;
    return kind !== 'busy';
  }
}

/** Runs a race at every point; a message may come twice only where the time ran out on its sender. */
async function meetEverywhere(race: Race): Promise<void> {
  const points = await pointsOf(race);
  const isStrict = race.first !== PARTIES.expire && race.second !== PARTIES.expire;
  for (const [n, point] of points.entries()) {
    const finished = await run(race, points, n);
    const order = finished.shop.read(ORDER_ID);
    try {
      await expectConsistent(finished, order);
      expectTold(finished, order, isStrict);
      expectKept(finished, order);
    } catch (cause) {
      throw new Error(`they met at ${point}, point ${n} of ${points.length}`, { cause });
    }
  }
}

const parties = Object.entries(PARTIES);
const pairs = parties.flatMap(([one, first]) =>
  parties.map(([other, second]) => [one, other, first, second] as const),
);

describe.each(Object.entries(STARTS))('an order that is %s', (_, start) => {
  test.each(pairs)('%s, met at every point by %s', async (_one, _other, first, second) => {
    await meetEverywhere({ start, first, second });
  });
});

describe('a checkout', () => {
  test.each([...parties, ['one more under the same key', checkout] as const])(
    'met at every point by %s',
    async (_, second) => {
      await meetEverywhere({ start: async () => undefined, first: checkout, second });
    },
  );
});
