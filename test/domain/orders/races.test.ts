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

/** What the shopper and others hear of each state that an order reaches. */
const HEARD: Partial<Record<OrderStatus, { event: string; template: string }>> = {
  OPEN: { event: 'OrderPlaced', template: '' },
  CONFIRMED: { event: 'OrderConfirmed', template: 'order-confirmed' },
  CANCELLED: { event: 'OrderCancelled', template: 'order-cancelled' },
  REFUNDED: { event: 'OrderRefunded', template: 'order-refunded' },
};

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

/** Of every state others heard, and of the last one the shopper did, on both channels. */
function expectTold({ shop }: Finished, { status, history }: Order, isStrict: boolean): void {
  const states = history.flatMap((step) => HEARD[step.status] ?? []);
  expect(shop.published).toEqual(expect.arrayContaining(states.map(({ event }) => event)));
  const last = HEARD[status]?.template;
  expect(shop.sent).toEqual(expect.arrayContaining([`email ${last}`, `sms ${last}`]));
  const possible = states.flatMap(({ template }) => [`email ${template}`, `sms ${template}`]);
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
  test.each(parties)('met at every point by %s', async (_, second) => {
    await meetEverywhere({ start: async () => undefined, first: checkout, second });
  });
});
