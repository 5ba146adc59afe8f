import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { orderIdOf } from '../../lambdas/domain/orders/identity';
import { type Mail } from '../../tools/client/shapes';
import { type OrderRequest } from '../../tools/client/shopper';
import { unavoidable } from '../../tools/drill/verdicts/mails';
import { cancel, type Opened } from '../support/cancelling';
import { connectToCloud } from '../support/cloud';
import {
  allCrashes,
  type Crash,
  crashAfterEachCall,
  crashingAfter,
  type CrashRun,
  invoke,
  mailsOf,
  queueEvent,
  scheduledEvent,
} from '../support/crash-drill';
import { audit, chargesOf, CLEAN, newKey, newSku, orderOf, sell, statusOf, stockOf } from '../support/shop';

const cloud = connectToCloud();
const AWS_ENDPOINT = `http://127.0.0.1:${Number(new URL(cloud.edgeUrl).port) + 566}`;
const dynamodb = new DynamoDBClient({
  region: 'us-east-1',
  endpoint: AWS_ENDPOINT,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
afterEach(() => cloud.putFaults({}));
afterAll(() => {
  cloud.close();
  dynamodb.destroy();
});

const UNITS = 2;
const STOCK = 1_000;
const VISA = 'pm_card_visa';
const DECLINED = 'pm_card_visa_chargeDeclined';

/** An order of a drill: its key and what was asked for under it. */
interface Placed {
  readonly key: string;
  readonly request: OrderRequest;
}

const orderIdIn = ({ key }: Placed): string => orderIdOf(key);

function checkoutOf(skus: readonly string[], token: string): Placed {
  const request = {
    lines: skus.map((sku) => ({ sku, quantity: UNITS })),
    customer: { email: 'ada@example.com', phone: '+447700900123' },
    payment: { token },
  };
  return { key: newKey(), request };
}

const place = ({ key, request }: Placed) => cloud.shopper(0).placeOrder(key, request);

/** A checkout whose function died right after its first call of that name. */
async function dyingAfter(call: string, skus: readonly string[], token: string): Promise<Placed> {
  const checkout = checkoutOf(skus, token);
  const drilled = { functionName: 'place-order', call };
  const { crashes } = await crashingAfter(cloud, drilled, () => place(checkout));
  expect(crashes).toMatchObject([{ call }]);
  return checkout;
}

/** It took stock, which is the first that a checkout updates, and committed no order. */
const abandoned = (skus: readonly string[]) => dyingAfter('UpdateItem', skus, VISA);

/**
 * It committed its order, which is the first that a checkout puts: its few lines fit into the order. Nobody has the
 * order in hand, no message names it.
 */
const orphan = (skus: readonly string[], token: string) => dyingAfter('PutItem', skus, token);

/** Lets the time pass after which others may take an order up. */
async function makeDue(checkout: Placed): Promise<void> {
  await dynamodb.send(
    new UpdateItemCommand({
      TableName: 'holdfast-ledger',
      Key: { pk: { S: `ORDER#${orderIdIn(checkout)}` } },
      UpdateExpression: 'SET dueAt = :past',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':past': { N: '1' } },
    }),
  );
}

const settleStock = () =>
  invoke(AWS_ENDPOINT, 'settle-stock', scheduledEvent(new Date(Date.now() + 600_000)));

/** Ten minutes later. The first scan may begin in the middle, where another one died. */
async function returnAbandonedStock(): Promise<void> {
  expect([await settleStock(), await settleStock()]).toEqual([true, true]);
}

const sweep = () => invoke(AWS_ENDPOINT, 'sweep-orders', scheduledEvent(new Date()));

/** Whether an order still has a step to go. */
async function isOwed(checkout: Placed): Promise<boolean> {
  const response = await cloud.signedFetch(0, `/v1/admin/orders/${orderIdIn(checkout)}`);
  return 'dueAt' in ((await response.json()) as object);
}

/** What a shopper is told in the end, on each channel. */
const MESSAGE = {
  confirmed: 'order-confirmed',
  cancelled: 'payment-declined',
  refunded: 'order-refunded',
} as const;

type End = keyof typeof MESSAGE;

/** What is on record of messages, and of senders' deaths, the scheduled sweeps' among them. */
interface OnRecord {
  readonly mails: readonly Mail[];
  readonly crashes: readonly Crash[];
}

/** Functions that take up whichever order is due. Others have but the one in hand that they were called for. */
const TAKES_ANY = /-(advance|sweep)-orders$/;

/** The deaths that may have met the order of a run; none where its own crash left it without a step to go. */
function deathsOf({ crash, owed }: CrashRun<Placed>, crashes: readonly Crash[]): readonly Crash[] {
  const isOwn = ({ at, n }: Crash) => at === crash?.at && n === crash.n;
  return owed ? crashes.filter((death) => isOwn(death) || TAKES_ANY.test(death.function)) : [];
}

/** The repetitions of a message that no death excuses. One death excuses one: that of the message sent before. */
function repetitions(sent: readonly Mail[], crashes: readonly Crash[]): readonly Mail[] {
  const left = [...crashes];
  return sent.slice(1).filter((_, index) => {
    const before = sent[index];
    const death = left.findIndex((crash) => before && unavoidable(before, { crashes: [crash] }));
    if (death >= 0) left.splice(death, 1);
    return death < 0;
  });
}

/**
 * A second message is unavoidable only where a process died after it had sent the first one, and before that
 * was written down: the order still owed a step.
 */
function expectMessages(onRecord: OnRecord, run: CrashRun<Placed>, end: End): void {
  const { crash } = run;
  const orderId = orderIdIn(run.prepared);
  const deaths = deathsOf(run, onRecord.crashes);
  for (const channel of ['email', 'sms']) {
    const sent = onRecord.mails.filter(
      (mail) => mail.orderId === orderId && mail.channel === channel && mail.template === MESSAGE[end],
    );
    expect({ crash, channel, told: sent.length > 0, again: repetitions(sent, deaths) }).toEqual({
      crash,
      channel,
      told: true,
      again: [],
    });
  }
}

const CHARGED: Record<End, readonly object[]> = {
  confirmed: [{ status: 'succeeded' }],
  cancelled: [],
  refunded: [{ status: 'refunded' }],
};

/** Settles, and holds every order of a drill and the whole shop against the promises. */
async function expectHealed(
  runs: readonly CrashRun<Placed>[],
  skus: readonly string[],
  end: End,
): Promise<void> {
  expect(await cloud.control.settle()).toMatchObject({ body: { settled: true } });
  await returnAbandonedStock();
  const onRecord = { mails: await mailsOf(cloud), crashes: await allCrashes(cloud) };
  for (const run of runs) {
    const again = await place(run.prepared);
    expect({ crash: run.crash, again }).toMatchObject({
      again: end === 'cancelled' ? { status: 402 } : { replayed: true, body: { status: end } },
    });
    expect(await chargesOf(cloud, orderIdIn(run.prepared))).toMatchObject(CHARGED[end]);
    expectMessages(onRecord, run, end);
  }
  for (const sku of skus) expect(await stockOf(cloud, sku)).toMatchObject({ held: 0, received: STOCK });
  expect(await audit(cloud)).toMatchObject(CLEAN);
}

/** SKUs of one drill, with plenty of stock. */
async function goods(name: string): Promise<string[]> {
  const skus = [newSku(`${name}-A`), newSku(`${name}-B`)];
  for (const sku of skus) await sell(cloud, sku, STOCK);
  return skus;
}

const ENDS = [
  { token: VISA, end: 'confirmed', first: 1 },
  { token: DECLINED, end: 'cancelled', first: 2 },
] as const;

describe.each(ENDS)(
  'a function that dies after any of its AWS calls, with an order that ends $end',
  ({ token, end, first }) => {
    it('place-order: the same key gets the one order', async () => {
      const skus = await goods('CRASH-PLACE');
      const runs = await crashAfterEachCall(cloud, {
        isOwed,
        functionName: 'place-order',
        first,
        prepare: async () => checkoutOf(skus, token),
        act: async (checkout) => statusOf(await place(checkout)) === (end === 'confirmed' ? 201 : 402),
      });
      for (const { prepared } of runs) await place(prepared);
      await expectHealed(runs, skus, end);
    });
  },
);

it('advance-orders dies after any of its AWS calls: the order is finished, here one that is charged', async () => {
  const skus = await goods('CRASH-ADVANCE');
  const runs = await crashAfterEachCall(cloud, {
    isOwed,
    functionName: 'advance-orders',
    prepare: async () => {
      const checkout = await orphan(skus, VISA);
      await makeDue(checkout);
      return checkout;
    },
    act: (checkout) => invoke(AWS_ENDPOINT, 'advance-orders', queueEvent({ orderId: orderIdIn(checkout) })),
  });
  await expectHealed(runs, skus, 'confirmed');
});

it('sweep-orders dies after any of its AWS calls: the order is finished, here one whose payment is declined', async () => {
  const skus = await goods('CRASH-SWEEP');
  const runs = await crashAfterEachCall(cloud, {
    isOwed,
    functionName: 'sweep-orders',
    first: 2,
    prepare: async () => {
      const checkout = await orphan(skus, DECLINED);
      await makeDue(checkout);
      return checkout;
    },
    act: sweep,
    found: async (checkout) => !(await isOwed(checkout)),
    // What died before it took its order in hand would meet the next one's order, too.
    afterCrash: sweep,
  });
  await expectHealed(runs, skus, 'cancelled');
});

it('cancel-order dies after any of its AWS calls: the order is refunded, once', async () => {
  const skus = await goods('CRASH-CANCEL');
  const runs = await crashAfterEachCall<Placed & { readonly order: Opened }>(cloud, {
    isOwed,
    functionName: 'cancel-order',
    prepare: async () => {
      const checkout = checkoutOf(skus, VISA);
      return { ...checkout, order: orderOf(await place(checkout)) };
    },
    act: async ({ order }) => (await cancel(cloud, 0, order)).status === 202,
  });
  for (const { prepared } of runs)
    expect(await cancel(cloud, 0, prepared.order)).toMatchObject({ status: 202 });
  await expectHealed(runs, skus, 'refunded');
});

it('settle-stock dies after any of its AWS calls: what abandoned checkouts held comes back', async () => {
  const skus = await goods('CRASH-SETTLE');
  await orphan(skus, VISA);
  const runs = await crashAfterEachCall(cloud, {
    isOwed,
    functionName: 'settle-stock',
    prepare: () => abandoned(skus),
    act: settleStock,
  });
  expect(runs.length).toBeGreaterThan(2);
  expect(await cloud.control.settle()).toMatchObject({ body: { settled: true } });
  await returnAbandonedStock();
  // What the orphan took is sold, and nothing else.
  for (const sku of skus)
    expect(await stockOf(cloud, sku)).toMatchObject({ available: STOCK - UNITS, held: 0, sold: UNITS });
  expect(await audit(cloud)).toMatchObject(CLEAN);
});
