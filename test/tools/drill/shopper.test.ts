import { type Answer } from '../../../tools/client/answers';
import { type Order } from '../../../tools/client/shapes';
import { visit } from '../../../tools/drill/shopper';
import { fakeClock, fakeDrillShop, LOST, orderAnswer, refused } from './fake-drill-shop';
import { EAST, START, WEST } from './samples';

const ERRAND = { key: 'k1', email: 'k1@example.com', card: 'good', sku: 'A', quantity: 2 } as const;

/** A visit to a shop that answers like this, call by call. */
async function visitWith(...answers: readonly Answer<Order>[]) {
  const calls: [region: string, key: string][] = [];
  const shop = fakeDrillShop({
    placeOrder: async (region, key) => {
      calls.push([region, key]);
      return answers[calls.length - 1] ?? LOST;
    },
  });
  const [east, west] = shop.regions.map(({ shopper }) => shopper);
  if (!east || !west) throw new Error('there are two Regions');
  const made = await visit(ERRAND, { clock: fakeClock(), random: () => 0.5, shoppers: [east, west] });
  return { made, calls };
}

it('keeps the first answer that names an order', async () => {
  const { made, calls } = await visitWith(orderAnswer('o1', 202));

  expect(calls).toEqual([[EAST, 'k1']]);
  expect(made).toMatchObject({ sentAt: START, latencyMs: 0, answers: [202] });
  expect(made.kept).toMatchObject({
    status: 202,
    orderId: 'o1',
    orderToken: 't',
    total: 1_250,
    region: EAST,
  });
});

it('sends the same key to the other Region after no answer, a 5xx or a 429, and waits between', async () => {
  const { made, calls } = await visitWith(LOST, refused(502), refused(429), orderAnswer('o1', 201));

  expect(calls).toEqual([
    [EAST, 'k1'],
    [WEST, 'k1'],
    [EAST, 'k1'],
    [WEST, 'k1'],
  ]);
  expect(made.answers).toEqual([null, 502, 429, 201]);
  expect(made.latencyMs).toBe(100 + 200 + 400);
});

it('keeps a 402, which names an order that is over', async () => {
  const members = { orderId: 'o1', orderToken: 't', total: 1, currency: 'GBP', region: WEST };

  expect((await visitWith(refused(402, members))).made.kept).toEqual({
    status: 402,
    replayed: false,
    ...members,
  });
});

it.each([
  ['an order that is refused', refused(409), 1],
  ['a 402 that names no order', refused(402), 1],
  ['a shop that never answers', LOST, 12],
])('keeps nothing of %s', async (_, answer, attempts) => {
  const { made } = await visitWith(...Array<Answer<never>>(12).fill(answer));

  expect(made.kept).toBeNull();
  expect(made.answers).toHaveLength(attempts);
});
