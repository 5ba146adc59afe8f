import { connectToCloud } from '../support/cloud';
import {
  cancel,
  cancelWith,
  fulfil,
  operatorView,
  ORDERED,
  placeMany,
  placeOne,
  type Placed,
} from '../support/cancelling';
import { STOCK, type Told } from '../support/cancelling';
import { mailsOf } from '../support/crash-drill';
import { audit, cartOf, chargesOf, CLEAN, orderOf, stockOf } from '../support/shop';

const cloud = connectToCloud();
afterEach(() => cloud.putFaults({}));
afterAll(() => cloud.close());

const PAID = ORDERED * 500;
const OUTAGE = (mode: 'error' | 'hang') => ({ payments: { mode, latencyMs: 0, rate: 1 } });
const BOTH_REGIONS = [0, 1, 0, 1, 0, 1, 0, 1] as const;

async function settle(): Promise<void> {
  await cloud.putFaults({});
  expect(await cloud.control.settle()).toMatchObject({ body: { settled: true } });
}

/** Whatever an order that was cancelled must have come to, once nothing is owed any more. */
async function expectUndone(placed: Placed, status: 'cancelled' | 'refunded'): Promise<void> {
  const { orderId, orderToken, sku } = placed;
  expect(await cloud.shopper(1).order(orderId, orderToken)).toMatchObject({ body: { status } });
  expect(await chargesOf(cloud, orderId)).toMatchObject(
    status === 'refunded' ? [{ amount: PAID, status: 'refunded' }] : [],
  );
  expect(await stockOf(cloud, sku)).toMatchObject({ available: STOCK, held: 0, sold: 0 });
}

const codesOf = (answers: readonly Told[]) => answers.map(({ status }) => status);

async function mailsAbout({ orderId }: Placed): Promise<string[]> {
  return (await mailsOf(cloud)).filter((mail) => mail.orderId === orderId).map(({ template }) => template);
}

describe('an order that is paid', () => {
  it.each([
    ['the Region that took it', 0],
    ['the other Region', 1],
  ] as const)('is refunded by %s, at once, and its goods go back', async (_, region) => {
    const placed = await placeOne(cloud);

    const answer = await cancel(cloud, region, placed);

    expect(answer).toMatchObject({
      status: 202,
      body: {
        orderId: placed.orderId,
        status: 'refunded',
        history: ['payment_pending', 'confirmed', 'refunding', 'refunded'].map((status) => ({ status })),
      },
    });
    await expectUndone(placed, 'refunded');
    await settle();
    await expectUndone(placed, 'refunded');
    expect(await mailsAbout(placed)).toEqual(['order-confirmed', 'order-refunded']);
  });

  it('is refunded once the payment provider is back', async () => {
    const placed = await placeOne(cloud);
    await cloud.putFaults(OUTAGE('error'));

    const answer = await cancel(cloud, 1, placed);

    expect(answer).toMatchObject({ status: 202, body: { status: 'refunding' } });
    expect(await stockOf(cloud, placed.sku)).toMatchObject({
      available: STOCK - ORDERED,
      held: ORDERED,
      sold: 0,
    });
    await settle();
    await expectUndone(placed, 'refunded');
  });

  it('is cancelled again with the same answer', async () => {
    const placed = await placeOne(cloud);

    const first = await cancel(cloud, 0, placed);
    const second = await cancel(cloud, 1, placed);

    expect(second).toEqual(first);
    await settle();
    await expectUndone(placed, 'refunded');
  });

  it('is refunded once when it is cancelled eight times at once in both Regions', async () => {
    const placed = await placeOne(cloud);

    const answers = await Promise.all(BOTH_REGIONS.map((region) => cancel(cloud, region, placed)));

    expect(codesOf(answers)).toEqual(BOTH_REGIONS.map(() => 202));
    await settle();
    await expectUndone(placed, 'refunded');
    expect(await mailsAbout(placed)).toEqual(['order-confirmed', 'order-refunded']);
  });
});

it('gives back every line of an order of 40', async () => {
  const placed = await placeMany(cloud, 40);

  expect(await cancel(cloud, 1, placed)).toMatchObject({ status: 202, body: { status: 'refunded' } });

  const levels = await Promise.all(placed.skus.map((sku) => stockOf(cloud, sku)));
  expect(levels.map(({ available }) => available)).toEqual(levels.map(() => STOCK));
});

describe('an order that waits for its payment', () => {
  it('is never charged, and its goods go back', async () => {
    await cloud.putFaults(OUTAGE('error'));
    const placed = await placeOne(cloud);

    expect(await cancel(cloud, 1, placed)).toMatchObject({ status: 202 });

    await settle();
    await expectUndone(placed, 'cancelled');
    const mails = await mailsAbout(placed);
    expect(mails.filter((template) => template !== 'order-recorded')).toEqual(['order-cancelled']);
  });

  it('keeps no money, whatever the provider did without an answer', async () => {
    await cloud.putFaults(OUTAGE('hang'));
    const orders = await Promise.all(([0, 1, 0, 1] as const).map((region) => placeOne(cloud, region)));

    const answers = await Promise.all(orders.map((placed) => cancel(cloud, 1, placed)));

    expect(codesOf(answers)).toEqual([202, 202, 202, 202]);
    await settle();
    for (const placed of orders)
      await expectUndone(placed, (await chargesOf(cloud, placed.orderId)).length ? 'refunded' : 'cancelled');
  });

  it('is undone when replays of its checkout and the workers come at the same time', async () => {
    await cloud.putFaults(OUTAGE('error'));
    const placed = await placeOne(cloud);
    await cloud.putFaults({});

    const [cancelled, replays] = await Promise.all([
      Promise.all(BOTH_REGIONS.map((region) => cancel(cloud, region, placed))),
      Promise.all(
        BOTH_REGIONS.map((region) =>
          cloud.shopper(region).placeOrder(placed.key, cartOf(placed.sku, ORDERED)),
        ),
      ),
      cloud.control.settle(),
    ]);

    expect(codesOf(cancelled)).toEqual(BOTH_REGIONS.map(() => 202));
    expect(replays.map(orderOf).map(({ orderId }) => orderId)).toEqual(
      BOTH_REGIONS.map(() => placed.orderId),
    );
    await settle();
    await expectUndone(placed, (await chargesOf(cloud, placed.orderId)).length ? 'refunded' : 'cancelled');
  });
});

/** Cancels in one Region and fulfils in the other at the same time; answers in this order. */
async function raceToEnd(placed: Placed, region: 0 | 1, cancelsFirst: boolean): Promise<[Told, Told]> {
  const cancelling = () => cancel(cloud, region, placed);
  const fulfilling = () => fulfil(cloud, region === 0 ? 1 : 0, placed);
  if (cancelsFirst) return Promise.all([cancelling(), fulfilling()]);
  const [fulfilled, cancelled] = await Promise.all([fulfilling(), cancelling()]);
  return [cancelled, fulfilled];
}

describe('an order that is fulfilled', () => {
  it('cannot be cancelled any more', async () => {
    const placed = await placeOne(cloud);
    const fulfilled = await fulfil(cloud, 0, placed);

    const answer = await cancel(cloud, 1, placed);

    expect(fulfilled).toMatchObject({
      status: 200,
      body: { status: 'CONFIRMED', fulfilledAt: expect.stringMatching(/^\d{4}-.*Z$/) as string },
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'not_cancellable' } });
    expect(await chargesOf(cloud, placed.orderId)).toMatchObject([{ status: 'succeeded' }]);
    expect(await stockOf(cloud, placed.sku)).toMatchObject({ available: STOCK - ORDERED, sold: ORDERED });
    expect(await fulfil(cloud, 1, placed)).toEqual(fulfilled);
    expect(await operatorView(cloud, placed)).toMatchObject({ fulfilledAt: fulfilled.body['fulfilledAt'] });
  });

  it('was not cancelled before', async () => {
    const placed = await placeOne(cloud);
    await cancel(cloud, 0, placed);

    expect(await fulfil(cloud, 1, placed)).toMatchObject({
      status: 409,
      body: { code: 'not_fulfillable', orderStatus: 'REFUNDED' },
    });
  });

  it('is either fulfilled or cancelled when both are tried at once', async () => {
    for (let run = 0; run < 12; run++) {
      const placed = await placeOne(cloud);
      const [cancelled, fulfilled] = await raceToEnd(placed, run % 2 === 0 ? 0 : 1, run % 4 < 2);

      expect([
        [202, 409],
        [409, 200],
      ]).toContainEqual(codesOf([cancelled, fulfilled]));
      if (cancelled.status === 202) await expectUndone(placed, 'refunded');
      else expect(await operatorView(cloud, placed)).toMatchObject({ status: 'CONFIRMED', released: false });
    }
  });
});

describe('who may cancel', () => {
  it('is whoever holds the token, and nobody else', async () => {
    const placed = await placeOne(cloud);
    const other = await placeOne(cloud);
    const unknown = `ord_${'0'.repeat(32)}`;
    const authorization = `Bearer ${other.orderToken}`;

    const without = await cancelWith(cloud, 0, placed.orderId, {});
    const wrong = await cancelWith(cloud, 0, placed.orderId, { authorization });
    const nowhere = await cancelWith(cloud, 0, unknown, { authorization });

    expect(without).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(wrong).toMatchObject({ status: 404, body: { code: 'order_not_found' } });
    expect(nowhere).toEqual(wrong);
    expect(await operatorView(cloud, placed)).toMatchObject({ status: 'CONFIRMED' });
  });
});

it('leaves an audit clean', async () => {
  await settle();
  expect(await audit(cloud)).toMatchObject(CLEAN);
});
