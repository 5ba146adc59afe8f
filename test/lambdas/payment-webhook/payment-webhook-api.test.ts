import { createHmac } from 'node:crypto';
import { advanceOrdersFunction } from '../../../lambdas/advance-orders/advance-orders';
import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { placeOrder } from '../../../lambdas/domain/orders/place-order';
import { paymentWebhookFunction } from '../../../lambdas/payment-webhook/payment-webhook-api';
import { type CallOptions, caller, lambdaContext, sqsEvent } from '../support/events';
import { memoryShop, orderBody, sell } from '../support/shop';

const SECRET = 'whsec_5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FH';
const ROUTE = 'POST /v1/payments/webhook';
const orderId = orderIdOf('key-1');

/** How a delivery differs from a sound one. */
interface Delivery {
  readonly body?: string;
  readonly base64?: boolean;
  readonly ageSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A shop whose order was put off while the provider had charged it: the answer to the confirmation was lost. */
async function shopInDoubt() {
  const shop = memoryShop();
  await sell(shop, 'mug', 10);
  shop.broken.add('payments.confirmIntent');
  const { payment, ...body } = orderBody({ sku: 'mug', quantity: 1 });
  await placeOrder(shop.deps, { ...body, idempotencyKey: 'key-1', paymentToken: payment.token });
  shop.broken.clear();
  await shop.deps.payments.confirmIntent(orderNow(shop)?.intentId ?? '', 'the lost one');
  shop.broken.add('payments');
  return { ...shopWithWebhook(shop), shop, intentId: orderNow(shop)?.intentId ?? '' };
}

function orderNow(shop: ReturnType<typeof memoryShop>) {
  const record = shop.ledger.orders.get(orderId);
  return record?.kind === 'order' ? record.order : undefined;
}

function shopWithWebhook(shop = memoryShop(), secret = async () => SECRET) {
  const { orders, queue } = shop.stores;
  const call = caller(paymentWebhookFunction({ ...shop, orders, queue, webhookSecret: secret }));
  const deliver = ({ body = '{}', base64 = false, ageSeconds = 0, headers = {} }: Delivery) => {
    const t = Math.floor(shop.clock.now() / 1000) - ageSeconds;
    const v1 = createHmac('sha256', SECRET).update(`${t}.${body}`).digest('hex');
    const sound = {
      'Stripe-Signature': `t=${t},v1=${v1}`,
      'Content-Type': 'application/json; charset=utf-8',
    };
    const options: CallOptions = { body, base64, headers: { ...sound, ...headers } };
    return call(ROUTE, options);
  };
  return { shop, deliver };
}

/** As Stripe writes it: with line breaks, and with personal data. */
const eventOf = (type: string, object: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify(
    {
      id: 'evt_1',
      object: 'event',
      api_version: '2025-09-30.clover',
      created: 1_767_225_590,
      livemode: true,
      pending_webhooks: 1,
      type,
      data: { object: { metadata: { order_id: orderId }, receipt_email: 'ada@example.com', ...object } },
    },
    null,
    2,
  );
const succeeded = (intentId: string): string => eventOf('payment_intent.succeeded', { id: intentId });

/** Lets the workers handle every message that waits in the queue. */
async function work({ deps, stores, telemetry, circuit }: ReturnType<typeof memoryShop>): Promise<void> {
  const handler = advanceOrdersFunction({
    saga: deps,
    telemetry,
    circuit,
    workers: 4,
  });
  for (const message of stores.queue.messages.splice(0)) {
    expect(await handler(sqsEvent(message), lambdaContext())).toEqual({ batchItemFailures: [] });
  }
}

describe('a signed event', () => {
  it('confirms an order that was put off, while the provider itself still answers nothing', async () => {
    const { shop, deliver, intentId } = await shopInDoubt();
    expect(orderNow(shop)).toMatchObject({ status: 'OPEN', tries: 1 });

    const answer = await deliver({ body: succeeded(intentId) });
    expect(shop.telemetry.orderIds).toEqual([orderId]);
    await work(shop);

    expect(answer).toMatchObject({ status: 200, body: { received: true } });
    expect(orderNow(shop)).toMatchObject({ status: 'CONFIRMED' });
    expect(shop.telemetry.counts.get('WebhooksHurried')).toBe(1);
  });

  it('is heard in a body that API Gateway has encoded', async () => {
    const { shop, deliver, intentId } = await shopInDoubt();
    expect(await deliver({ body: succeeded(intentId), base64: true })).toMatchObject({ status: 200 });
    expect(shop.stores.queue.messages).toMatchObject([{ orderId, paidIntentId: intentId }]);
  });

  it('changes nothing more however often it comes: one charge, one message on each channel', async () => {
    const { shop, deliver, intentId } = await shopInDoubt();
    const replay = () => deliver({ body: succeeded(intentId) });

    await Promise.all([replay(), replay(), replay()]);
    await work(shop);
    await replay();
    await work(shop);
    const after = orderNow(shop);
    shop.broken.clear();
    await replay();
    await work(shop);

    const { charges } = await shop.deps.payments.listCharges();
    expect(charges).toMatchObject([{ orderId, refunded: false }]);
    expect(shop.stores.messages.sent.map(({ channel, template }) => `${channel}:${template}`).sort()).toEqual(
      ['email:order-confirmed', 'sms:order-confirmed'],
    );
    expect(orderNow(shop)).toEqual(after);
  });

  it('costs one read once its order is confirmed', async () => {
    const { shop, deliver, intentId } = await shopInDoubt();
    await deliver({ body: succeeded(intentId) });
    await work(shop);
    shop.telemetry.lines.length = 0;

    expect(await deliver({ body: succeeded(intentId) })).toMatchObject({ status: 200 });
    expect(shop.stores.queue.messages).toEqual([]);
    expect(shop.telemetry.lines).toEqual([]);
  });

  it('does not confirm an order by another intent, nor by news of a failure', async () => {
    const { shop, deliver, intentId } = await shopInDoubt();
    await deliver({ body: succeeded('pi_of_another') });
    await deliver({ body: eventOf('payment_intent.payment_failed', { id: intentId, status: 'succeeded' }) });
    await deliver({ body: eventOf('payment_intent.canceled', { id: intentId }) });
    await deliver({ body: eventOf('charge.refunded', { id: 'ch_1', payment_intent: intentId }) });

    expect(shop.stores.queue.messages).toEqual(Array(4).fill({ orderId, delaySeconds: 0, hurry: true }));
    await work(shop);
    expect(orderNow(shop)).toMatchObject({ status: 'OPEN' });
  });

  it.each([
    ['a type that we do not wait for', eventOf('customer.created'), 'not_ours'],
    ['no order of ours', eventOf('payment_intent.succeeded', { metadata: {} }), 'not_ours'],
    [
      'an order that is not there',
      eventOf('payment_intent.succeeded', { metadata: { order_id: orderIdOf('key-2') } }),
      'unknown_order',
    ],
  ])('with %s is taken and ignored', async (_, body, why) => {
    const { shop, deliver } = await shopInDoubt();
    expect(await deliver({ body })).toMatchObject({ status: 200, body: { received: true } });
    expect(shop.stores.queue.messages).toEqual([]);
    expect(shop.telemetry.counts.get('WebhooksIgnored')).toBe(1);
    expect(shop.telemetry.lines).toMatchObject([
      {
        level: 'info',
        message: 'webhook ignored',
        fields: { why, event: 'evt_1', livemode: true, ageSeconds: 10 },
      },
    ]);
  });

  it.each(['orders.read', 'queue'])('is asked for again while %s fails', async (operation) => {
    const { shop, deliver, intentId } = await shopInDoubt();
    shop.broken.add(operation);
    const answer = await deliver({ body: succeeded(intentId) });
    expect(answer).toMatchObject({ status: 503, body: { code: 'store_unavailable' } });
    expect(answer.headers).toMatchObject({ 'retry-after': '1' });
  });

  it('leaves nothing of its body in the log', async () => {
    const { shop, deliver, intentId } = await shopInDoubt();
    await deliver({ body: succeeded(intentId) });
    await deliver({ body: eventOf('customer.created') });
    expect(shop.telemetry.text).not.toMatch(/ada@example\.com|receipt_email|whsec_/);
  });
});

describe('a signed body that is no event', () => {
  it.each([
    ['nothing', '', 'body'],
    ['no JSON', '{"id":', 'body'],
    ['a list', '[]', 'body'],
    ['an object of another kind', '{"object":"v2.core.event"}', 'object'],
    [
      'an event without data',
      '{"id":"evt_1","object":"event","type":"x","livemode":true,"created":1}',
      'data',
    ],
    ['an event whose type is no text', eventOf('x').replace('"x"', '7'), 'type'],
  ])('is refused: %s', async (_, body, path) => {
    const { shop, deliver } = shopWithWebhook();
    const answer = await deliver({ body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(answer.body['errors']).toEqual(
      expect.arrayContaining([expect.objectContaining({ path })]) as unknown,
    );
    expect(shop.stores.queue.messages).toEqual([]);
  });

  it('is refused when it is longer than any event', async () => {
    const { deliver } = shopWithWebhook();
    expect(await deliver({ body: eventOf('x').padEnd(600_000) })).toMatchObject({
      status: 413,
      body: { code: 'request_too_large' },
    });
  });
});

describe('what is not signed', () => {
  const refused = (detail: string) => ({
    status: 400,
    body: { code: 'invalid_signature', detail: detailOf(detail) },
  });
  const detailOf = (part: string) => expect.stringContaining(part) as unknown;

  it.each<[string, Delivery, string]>([
    ['without the header', { headers: { 'Stripe-Signature': '' } }, 'Stripe-Signature is missing'],
    ['with half a header', { headers: { 'Stripe-Signature': 't=1' } }, 't=<seconds since 1970>,v1='],
    [
      'under another secret',
      { headers: { 'Stripe-Signature': `t=1,v1=${'0'.repeat(64)}` } },
      'No v1 signature fits',
    ],
    ['too late', { ageSeconds: 412 }, 'made 412 seconds ago; 300 seconds are allowed'],
    ['too early', { ageSeconds: -301 }, 'made 301 seconds ahead of our clock'],
  ])('is refused %s', async (_, delivery, detail) => {
    const { shop, deliver, intentId } = await shopInDoubt();
    const answer = await deliver({ body: succeeded(intentId), ...delivery });
    expect(answer).toMatchObject(refused(detail));
    expect(JSON.stringify(answer)).not.toMatch(/whsec_5|[0-9a-f]{64}/);
    expect(shop.stores.queue.messages).toEqual([]);
    expect(shop.telemetry.counts.get('WebhooksRefused')).toBe(1);
    expect(shop.telemetry.lines).toMatchObject([{ level: 'warn' }]);
  });

  it('is refused before its body is read', async () => {
    const { deliver } = shopWithWebhook();
    const headers = { 'Stripe-Signature': '', 'Content-Type': 'text/plain' };
    expect(await deliver({ body: 'x'.repeat(600_000), headers })).toMatchObject(refused('missing'));
  });
});

describe('without a secret', () => {
  it.each(['', 'whsec_...'])('%j nothing is accepted, and the log says what to do', async (secret) => {
    const { shop, deliver } = shopWithWebhook(memoryShop(), async () => secret);
    const answer = await deliver({ body: eventOf('customer.created') });
    expect(answer).toMatchObject({ status: 503, body: { code: 'webhook_not_ready' } });
    expect(answer.headers).toMatchObject({ 'retry-after': '300' });
    expect(shop.telemetry.lines).toEqual([
      { level: 'error', message: expect.stringContaining('put the signing secret') as unknown, fields: {} },
    ]);
  });
});
