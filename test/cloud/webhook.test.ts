import { orderIdOf } from '../../lambdas/domain/orders/identity';
import { cancel } from '../support/cancelling';
import { connectToCloud } from '../support/cloud';
import { mailsOf } from '../support/crash-drill';
import { cartOf, chargesOf, newKey, newSku, orderOf, sell } from '../support/shop';

const cloud = connectToCloud();
const SKU = newSku('WEBHOOK');
beforeAll(() => sell(cloud, SKU, 500));
afterEach(() => cloud.putFaults({}));
afterAll(() => cloud.close());

type Placed = ReturnType<typeof orderOf>;

const settle = async () => expect(await cloud.control.settle()).toMatchObject({ body: { settled: true } });

/** The order as an operator sees it. */
async function inside({ orderId }: { readonly orderId: string }) {
  const response = await cloud.signedFetch(0, `/v1/admin/orders/${orderId}`);
  return (await response.json()) as { status: string; version: number };
}

async function statusOf({ orderId, orderToken }: Placed): Promise<string> {
  return orderOf(await cloud.shopper(1).order(orderId, orderToken)).status;
}

/** A call of the payment simulator, as if the shop made it. */
function callProvider(path: string, init: RequestInit = {}): Promise<Response> {
  const url = new URL(path, cloud.edgeUrl);
  url.port = String(Number(url.port) + 10);
  return fetch(url, { headers: { authorization: 'Bearer sk_test_local' }, ...init });
}

/** The intent that the provider has made for an order so far. */
async function intentOf(orderId: string): Promise<string | undefined> {
  const response = await callProvider('/v1/payment_intents');
  const { data } = (await response.json()) as { data: { id: string; metadata: { order_id?: string } }[] };
  return data.find(({ metadata }) => metadata.order_id === orderId)?.id;
}

/** Long enough to break payments between the intent and its confirmation: the order is committed in between. */
const COMMIT_MS = 300;

/** Places an order, and breaks payments as soon as its intent is there. */
async function placeAndBreak() {
  await cloud.putFaults({ dynamodb: { latencyMs: COMMIT_MS } });
  const key = newKey();
  let isPlaced = false;
  const placing = cloud
    .shopper(0)
    .placeOrder(key, cartOf(SKU, 1))
    .finally(() => (isPlaced = true));
  let intentId: string | undefined;
  while (intentId === undefined && !isPlaced) intentId = await intentOf(orderIdOf(key));
  await cloud.putFaults({ payments: { mode: 'error' } });
  return { ...orderOf(await placing), intentId };
}

/** An order whose intent was made, and whose confirmation failed; the provider answers nothing from then on. */
async function putOffWithIntent(): Promise<Placed & { readonly intentId: string }> {
  for (;;) {
    const { intentId, ...order } = await placeAndBreak();
    await cloud.putFaults({ payments: { mode: 'hang' } });
    if (intentId !== undefined && order.status === 'payment_pending') return { ...order, intentId };
    // This process came too late, or the shop still takes the provider to be down.
    await cloud.putFaults({});
    await settle();
  }
}

/** Confirms the intent at the provider, as the shop tried in vain: half of the calls that hang take effect. */
async function confirmWithoutAnswer(orderId: string, intentId: string): Promise<void> {
  const confirm = `/v1/payment_intents/${intentId}/confirm`;
  while ((await chargesOf(cloud, orderId)).length === 0)
    await callProvider(confirm, { method: 'POST', signal: AbortSignal.timeout(100) }).catch(() => undefined);
}

/** What the simulator sent for an order, and how it was answered. */
async function sendWebhooks(request: {
  readonly orderId: string;
  readonly region?: string;
}): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${cloud.edgeUrl}/_local/webhooks`, {
    method: 'POST',
    body: JSON.stringify(request),
  });
  return { status: response.status, body: await response.json() };
}

const confirmations = async (orderId: string) =>
  (await mailsOf(cloud)).filter((mail) => mail.orderId === orderId && mail.template === 'order-confirmed');

const TAKEN = { status: 200, body: { sent: [{ type: 'payment_intent.succeeded', status: 200 }] } };

it('a signed success confirms an order while the provider answers nothing, once however often it comes', async () => {
  const order = await putOffWithIntent();
  await confirmWithoutAnswer(order.orderId, order.intentId);
  expect(await statusOf(order)).toBe('payment_pending');

  expect(await sendWebhooks({ orderId: order.orderId })).toEqual(TAKEN);
  expect(await sendWebhooks({ orderId: order.orderId, region: 'us-west-2' })).toEqual(TAKEN);
  while ((await statusOf(order)) === 'payment_pending');

  expect(await statusOf(order)).toBe('confirmed');
  await cloud.putFaults({});
  await settle();
  const { version } = await inside(order);
  expect(await sendWebhooks({ orderId: order.orderId })).toEqual(TAKEN);
  await settle();
  expect(await chargesOf(cloud, order.orderId)).toMatchObject([{ amount: 500, status: 'succeeded' }]);
  expect(await confirmations(order.orderId)).toHaveLength(1);
  expect(await inside(order)).toMatchObject({ status: 'CONFIRMED', version });
});

it('the events of an ordinary order change nothing', async () => {
  const order = orderOf(await cloud.shopper(0).placeOrder(newKey(), cartOf(SKU, 1)));
  await cancel(cloud, 0, order);
  await settle();
  const before = await inside(order);

  expect(await sendWebhooks({ orderId: order.orderId })).toMatchObject({
    body: {
      sent: [
        { type: 'payment_intent.succeeded', status: 200 },
        { type: 'charge.refunded', status: 200 },
      ],
    },
  });
  await settle();
  expect(await inside(order)).toEqual(before);
});

it('what the provider has not signed is refused, at the edge and in each Region', async () => {
  const headers = {
    'content-type': 'application/json',
    'stripe-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}`,
  };
  for (const url of [cloud.edgeUrl, cloud.regionUrl(0), cloud.regionUrl(1)]) {
    const answer = await fetch(`${url}/v1/payments/webhook`, { method: 'POST', headers, body: '{}' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'invalid_signature' });
  }
});

it('there are no events of an order that the provider never heard of', async () => {
  expect(await sendWebhooks({ orderId: `ord_${'0'.repeat(32)}` })).toMatchObject({
    status: 404,
    body: { code: 'unknown_payment' },
  });
});
