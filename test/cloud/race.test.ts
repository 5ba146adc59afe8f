import { type Answer } from '../../tools/client/answers';
import { type Order } from '../../tools/client/shapes';
import { type OrderRequest } from '../../tools/client/shopper';
import { connectToCloud } from '../support/cloud';
import {
  audit,
  cartOf,
  CLEAN,
  countStatuses,
  newKey,
  newSku,
  receive,
  sell,
  statusOf,
  stockOf,
} from '../support/shop';

/** Every shopper has a connection of its own. */
const cloud = connectToCloud(400);
afterAll(() => cloud.close());

/** The gateway waits for 29 s and the client for 30: on a slow machine the last of hundreds take longer. */
const isTimeOut = (answer: Answer<unknown>): boolean =>
  answer.kind === 'unreachable' ? answer.reason === 'timed_out' : statusOf(answer) === 504;

/** Asks again under the same key after a time-out, as the contract says. */
async function placeOrder(region: 0 | 1, request: OrderRequest): Promise<Answer<Order>> {
  const key = newKey();
  for (;;) {
    const answer = await cloud.shopper(region).placeOrder(key, request);
    if (!isTimeOut(answer)) return answer;
  }
}

/**
 * Every shopper at once, by turns in both regions. Counts the orders that were taken, all of which are paid by then, and the
 * other statuses: where a machine stands still for two seconds, the provider's answer comes too late for a 201.
 */
async function rush(sku: string, shoppers: number, quantity: number): Promise<Record<string, number>> {
  const answers = await Promise.all(
    Array.from({ length: shoppers }, (_, index) =>
      placeOrder(index % 2 === 0 ? 0 : 1, cartOf(sku, quantity)),
    ),
  );
  const { 201: paid = 0, 202: pending = 0, ...others } = countStatuses(answers);
  expect(await cloud.control.settle()).toMatchObject({ body: { settled: true } });
  return { taken: paid + pending, ...others };
}

describe('P1 when both regions sell the same SKU at the same time', () => {
  it.each([1, 2])('sells 100 units to exactly 100 of 400 shoppers (run %i)', async () => {
    const sku = newSku('RUSH');
    await sell(cloud, sku, 100);

    expect(await rush(sku, 400, 1)).toEqual({ taken: 100, 409: 300 });

    expect(await stockOf(cloud, sku)).toMatchObject({ received: 100, available: 0, held: 0, sold: 100 });
  });

  it('sells 3 units each to exactly 33 of 60 shoppers when 100 are there', async () => {
    const sku = newSku('TRIO');
    await sell(cloud, sku, 100);

    expect(await rush(sku, 60, 3)).toEqual({ taken: 33, 409: 27 });

    expect(await stockOf(cloud, sku)).toMatchObject({ available: 1, held: 0, sold: 99 });
  });

  it('sells the last units wherever they lie: 25 in each of four buckets, 3 to a shopper', async () => {
    const sku = newSku('SCATTERED');
    await sell(cloud, sku, 1_000);
    for (let bucket = 0; bucket < 4; bucket++) await receive(cloud, sku, -225);
    const before = await stockOf(cloud, sku);
    expect(before.buckets).toMatchObject([25, 25, 25, 25].map((available) => ({ available })));

    expect(await rush(sku, 60, 3)).toEqual({ taken: 33, 409: 27 });

    expect(await stockOf(cloud, sku, 1)).toMatchObject({ available: 1, held: 0, sold: 99, withdrawn: 900 });
  });

  it('sells the last unit of a bucket that the asking region does not prefer', async () => {
    for (const region of [0, 1] as const) {
      const sku = newSku('FAR');
      await sell(cloud, sku, 1);
      const answer = await cloud.shopper(region).placeOrder(newKey(), cartOf(sku, 1));
      expect(answer).toMatchObject({ kind: 'answered', status: 201 });
      const again = await cloud.shopper(region === 0 ? 1 : 0).placeOrder(newKey(), cartOf(sku, 1));
      expect(again).toMatchObject({
        kind: 'refused',
        status: 409,
        problem: {
          code: 'out_of_stock',
          members: { lines: [{ sku, requested: 1, available: 0 }], mayReturn: false },
        },
      });
    }
  });

  it('leaves an audit clean', async () => {
    expect(await audit(cloud)).toMatchObject(CLEAN);
  });
});
