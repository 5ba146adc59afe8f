import { callStripe } from '../../../lambdas/adapters/payments/stripe/http';
import { StripePayments, WORKER_TIME_OUTS } from '../../../lambdas/adapters/payments/stripe/stripe-payments';
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server';

const KEY = 'sk_test_secret';
const TOKEN = 'pm_secret_token';
const ORDER = {
  orderId: 'ord_1',
  idempotencyKey: 'create/ord_1',
  amount: { amount: 1_999, currency: 'GBP' },
  token: TOKEN,
};

const intent = (status: string, more: object = {}) => ({
  id: 'pi_1',
  object: 'payment_intent',
  status,
  ...more,
});
const refusal = (status: number, error: object) => ({
  status,
  json: { error: { message: `${KEY} ${TOKEN}`, ...error } },
});

describe('StripePayments', () => {
  let server: ScriptedServer;
  let payments: StripePayments;

  beforeAll(async () => {
    server = await startScriptedServer();
    payments = new StripePayments(async () => ({ apiKey: KEY, baseUrl: `${server.url}/` }), WORKER_TIME_OUTS);
  });
  beforeEach(() => {
    server.received.length = 0;
    server.script.length = 0;
  });
  afterAll(async () => server.close());

  test('creates an unconfirmed intent as Stripe documents it', async () => {
    server.script.push({ status: 200, json: intent('requires_confirmation') });

    expect(await payments.createIntent(ORDER)).toEqual({ kind: 'created', intentId: 'pi_1' });

    const [request] = server.received;
    expect(request).toMatchObject({ method: 'POST', path: '/v1/payment_intents' });
    expect(request?.headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      'stripe-version': '2025-09-30.clover',
      'idempotency-key': 'create/ord_1',
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      amount: '1999',
      currency: 'gbp',
      payment_method: TOKEN,
      'automatic_payment_methods[enabled]': 'true',
      'automatic_payment_methods[allow_redirects]': 'never',
      'metadata[order_id]': 'ord_1',
    });
  });

  test('confirms under its key and declines what would need the shopper', async () => {
    server.script.push({ status: 200, json: intent('succeeded') });

    await payments.confirmIntent('pi_1', 'confirm/ord_1');

    expect(server.received[0]).toMatchObject({
      path: '/v1/payment_intents/pi_1/confirm',
      body: 'error_on_requires_action=true',
      headers: { 'idempotency-key': 'confirm/ord_1' },
    });
  });

  test.each([
    [402, { type: 'card_error', code: 'card_declined', decline_code: 'lost_card' }, 'refused', 'lost_card'],
    [400, { type: 'invalid_request_error', code: 'amount_too_small' }, 'refused', 'amount_too_small'],
    [400, { type: 'invalid_request_error' }, 'refused', 'card_declined'],
    [
      400,
      { type: 'invalid_request_error', code: 'parameter_unknown' },
      'unavailable',
      'HTTP 400 parameter_unknown',
    ],
    [400, { type: 'idempotency_error' }, 'unavailable', 'HTTP 400 idempotency_error'],
    [401, { type: 'invalid_request_error' }, 'unavailable', 'HTTP 401 invalid_request_error'],
    [403, { type: 'invalid_request_error' }, 'unavailable', 'HTTP 403 invalid_request_error'],
    [
      409,
      { type: 'invalid_request_error', code: 'idempotency_key_in_use' },
      'unavailable',
      'HTTP 409 idempotency_key_in_use',
    ],
    [429, { type: 'invalid_request_error', code: 'rate_limit' }, 'unavailable', 'HTTP 429 rate_limit'],
    [500, { type: 'api_error' }, 'unavailable', 'HTTP 500 api_error'],
  ])('creating: HTTP %d %j is %s', async (status, error, kind, reason) => {
    server.script.push(refusal(status, error));

    const isUp = kind === 'unavailable' && [400, 409].includes(status);
    expect(await payments.createIntent(ORDER)).toEqual({ kind, reason, ...(isUp && { isUp }) });
  });

  test.each([
    ['succeeded', { kind: 'succeeded' }],
    ['canceled', { kind: 'cancelled' }],
    ['processing', { kind: 'processing' }],
    ['requires_capture', { kind: 'processing' }],
    ['requires_confirmation', { kind: 'unconfirmed' }],
    ['requires_action', { kind: 'unconfirmed' }],
    ['requires_payment_method', { kind: 'declined', reason: 'card_declined' }],
    ['novel', { kind: 'unavailable', reason: 'unknown status novel', isUp: true }],
  ])('an intent that is %s', async (status, state) => {
    server.script.push({ status: 200, json: intent(status) }, { status: 200, json: intent(status) });

    expect(await payments.retrieveIntent('pi_1')).toEqual(state);
    expect(await payments.confirmIntent('pi_1', 'k')).toEqual(state);
  });

  test('a declined intent says why when it is retrieved', async () => {
    const last_payment_error = { code: 'card_declined', decline_code: 'insufficient_funds' };
    server.script.push({ status: 200, json: intent('requires_payment_method', { last_payment_error }) });

    expect(await payments.retrieveIntent('pi_1')).toEqual({ kind: 'declined', reason: 'insufficient_funds' });
  });

  test('a confirmation in the wrong state tells the state', async () => {
    const error = { type: 'invalid_request_error', code: 'payment_intent_unexpected_state' };
    server.script.push(refusal(400, { ...error, payment_intent: intent('succeeded') }));

    expect(await payments.confirmIntent('pi_1', 'k')).toEqual({ kind: 'succeeded' });
    expect(server.received).toHaveLength(1);
  });

  test('a refused confirmation that tells no state is looked up, and is no decline', async () => {
    server.script.push(refusal(400, { type: 'invalid_request_error' }));
    server.script.push({ status: 200, json: intent('requires_confirmation') });

    expect(await payments.confirmIntent('pi_1', 'k')).toEqual({ kind: 'unconfirmed' });
    expect(server.received[1]).toMatchObject({ method: 'GET', path: '/v1/payment_intents/pi_1' });
  });

  test.each([
    ['canceled', { kind: 'cancelled' }],
    ['succeeded', { kind: 'succeeded' }],
    ['processing', { kind: 'processing' }],
    ['requires_confirmation', { kind: 'unavailable', reason: 'the intent was not cancelled', isUp: true }],
  ])('a cancellation that finds the intent %s', async (status, result) => {
    const error = { type: 'invalid_request_error', code: 'payment_intent_unexpected_state' };
    server.script.push(refusal(400, { ...error, payment_intent: intent(status) }));

    expect(await payments.cancelIntent('pi_1')).toEqual(result);
  });

  test.each([
    ['succeeded', { kind: 'refunded' }],
    ['pending', { kind: 'processing' }],
    ['requires_action', { kind: 'processing' }],
    ['failed', { kind: 'unavailable', reason: 'refund failed', isUp: true }],
  ])('a refund that is %s', async (status, result) => {
    server.script.push({ status: 200, json: { id: 're_1', status } });

    expect(await payments.refund('pi_1', 'refund/ord_1')).toEqual(result);
  });

  test.each([
    [400, 'balance_insufficient', true],
    [404, 'resource_missing', true],
    [401, 'api_key_expired', undefined],
    [424, 'external_dependency', undefined],
    [429, 'lock_timeout', undefined],
    [503, undefined, undefined],
  ])('HTTP %d %s says whether Stripe itself is up: %s', async (status, code, isUp) => {
    server.script.push(refusal(status, { type: 'invalid_request_error', code }));

    const reason = `HTTP ${status} ${code ?? 'invalid_request_error'}`;
    expect(await payments.refund('pi_1', 'refund/ord_1')).toEqual({ kind: 'unavailable', reason, isUp });
  });

  test('a refund that was made before counts', async () => {
    server.script.push(refusal(400, { type: 'invalid_request_error', code: 'charge_already_refunded' }));

    expect(await payments.refund('pi_1', 'other')).toEqual({ kind: 'refunded' });
  });

  test.each([
    [['pending'], { kind: 'processing' }],
    [['failed', 'succeeded'], { kind: 'refunded' }],
    [['failed'], { kind: 'unavailable', reason: 'refund failed', isUp: true }],
  ])('a replayed pending refund is looked up: %j', async (statuses, result) => {
    const headers = { 'idempotent-replayed': 'true' };
    server.script.push({ status: 200, json: { id: 're_1', status: 'pending' }, headers });
    server.script.push({
      status: 200,
      json: { data: statuses.map((status) => ({ id: 're', status })), has_more: false },
    });

    expect(await payments.refund('pi_1', 'refund/ord_1')).toEqual(result);
    expect(server.received[1]?.path).toBe('/v1/refunds?payment_intent=pi_1');
  });

  test('lists succeeded charges only, those of others too', async () => {
    const charge = {
      status: 'succeeded',
      amount: 5,
      currency: 'gbp',
      refunded: true,
      metadata: {},
      created: 10,
    };
    const data = [
      { ...charge, id: 'ch_1', payment_intent: 'pi_1', metadata: { order_id: 'ord_1' } },
      { ...charge, id: 'ch_2', payment_intent: null },
      { ...charge, id: 'ch_3', payment_intent: 'pi_3', status: 'failed' },
    ];
    server.script.push({ status: 200, json: { data, has_more: true } });

    const amount = { amount: 5, currency: 'GBP' };
    expect(await payments.listCharges('ch_0')).toEqual({
      charges: [
        { intentId: 'pi_1', orderId: 'ord_1', amount, refunded: true, at: 10_000 },
        { intentId: 'ch_2', orderId: undefined, amount, refunded: true, at: 10_000 },
      ],
      cursor: 'ch_3',
    });
    expect(server.received[0]?.path).toBe('/v1/charges?limit=100&starting_after=ch_0');
  });

  test('charges of a time are asked for in whole seconds, those of an intent by its id', async () => {
    const none = { status: 200, json: { data: [], has_more: false } };
    server.script.push(none, none);

    await payments.listCharges(undefined, { from: 1_500, to: 3_000 });
    await payments.listCharges(undefined, { intentId: 'pi_1' });

    expect(server.received.map(({ path }) => decodeURIComponent(path))).toEqual([
      '/v1/charges?limit=100&created[gte]=2&created[lt]=3',
      '/v1/charges?limit=100&payment_intent=pi_1',
    ]);
  });

  test('an intent that Stripe does not know has no charges', async () => {
    const missing = { error: { type: 'invalid_request_error', code: 'resource_missing' } };
    server.script.push({ status: 404, json: missing }, { status: 404, json: missing });

    expect(await payments.listCharges(undefined, { intentId: 'pi_1' })).toEqual({ charges: [] });
    await expect(payments.listCharges('ch_gone')).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  test('a broken connection and an answer without JSON are no answer', async () => {
    server.script.push('break', { status: 502, text: '<html>' });

    expect(await payments.retrieveIntent('pi_1')).toMatchObject({ kind: 'unavailable' });
    expect(await payments.retrieveIntent('pi_1')).toEqual({
      kind: 'unavailable',
      reason: 'HTTP 502 without JSON',
    });
  });

  test('silence ends at the time-out', async () => {
    server.script.push('silence');

    const request = { method: 'GET', path: '/v1/charges', timeOutMs: 20 } as const;
    expect(await callStripe({ apiKey: KEY, baseUrl: server.url }, request)).toEqual({
      kind: 'none',
      reason: 'no answer within 20 ms',
    });
  });

  test('no key, no payment, and the reason is told', async () => {
    const locked = new StripePayments(
      () => Promise.reject(new Error('secret store closed')),
      WORKER_TIME_OUTS,
    );

    expect(await locked.createIntent(ORDER)).toEqual({
      kind: 'unavailable',
      reason: 'the key of the Stripe account cannot be read: secret store closed',
    });
    await expect(locked.listCharges()).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  test('no reason holds a key or a token', async () => {
    const reasons: unknown[] = [];
    for (const status of [400, 401, 402, 404, 409, 429, 500]) {
      server.script.push(refusal(status, { type: 'invalid_request_error' }));
      reasons.push(await payments.createIntent(ORDER));
    }
    expect(JSON.stringify(reasons)).not.toMatch(/secret/);
  });
});
