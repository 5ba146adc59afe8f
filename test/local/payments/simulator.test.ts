import { mkdtemp, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileJournal, NO_JOURNAL, type PaymentJournal } from '../../../local/payments/journal';
import { startPaymentSimulator, type PaymentSimulator } from '../../../local/payments/simulator';
import { type Faults } from '../../../local/types';
import { HEALTHY } from '../../../local/control/faults';

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown> & { error?: Record<string, unknown>; data?: { id: string }[] };
}

let payments: Faults['payments'];
let draws: number[];
let releases: (() => void)[];
let sequence: number;
let clock: Date;
let simulator: PaymentSimulator;

beforeEach(async () => {
  payments = HEALTHY.payments;
  draws = [];
  releases = [];
  sequence = 0;
  clock = new Date('2026-01-02T03:04:05Z');
  simulator = await start(NO_JOURNAL);
});

function start(journal: PaymentJournal): Promise<PaymentSimulator> {
  return startPaymentSimulator({
    journal,
    port: 0,
    faults: { current: () => ({ ...HEALTHY, payments }) },
    random: () => draws.shift() ?? 0,
    now: () => clock,
    newId: (prefix) => `${prefix}_${++sequence}`,
    delay: () => new Promise((resolve) => releases.push(resolve)),
  });
}

async function restart(journal: PaymentJournal): Promise<void> {
  await simulator.close();
  simulator = await start(journal);
}

afterEach(() => simulator.close());

async function call(
  path: string,
  form?: Record<string, string>,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Reply> {
  const response = await fetch(`${simulator.url}${path}`, {
    method: form === undefined ? 'GET' : 'POST',
    headers: { authorization: 'Bearer sk_test_local', ...headers },
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    ...(signal === undefined ? {} : { signal }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Reply['body'],
  };
}

const ORDER = { amount: '1250', currency: 'GBP', 'metadata[order_id]': 'order-1' };
const create = (form: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  call('/v1/payment_intents', { ...ORDER, payment_method: 'pm_card_visa', ...form }, headers);

async function createdId(): Promise<string> {
  return String((await create()).body['id']);
}

describe('the life of a payment', () => {
  it('is created, confirmed, refunded, and stands in the ledger of charges', async () => {
    const id = await createdId();
    const confirmed = await call(`/v1/payment_intents/${id}/confirm`, {});
    expect(confirmed).toMatchObject({ status: 200, body: { status: 'succeeded', currency: 'gbp' } });
    expect(simulator.charges()).toEqual([
      {
        orderId: 'order-1',
        amount: 1_250,
        currency: 'GBP',
        status: 'succeeded',
        at: '2026-01-02T03:04:05.000Z',
      },
    ]);

    const refund = await call('/v1/refunds', { payment_intent: id });
    expect(refund).toMatchObject({ status: 200, body: { object: 'refund', amount: 1_250 } });
    expect(simulator.charges()).toMatchObject([{ orderId: 'order-1', status: 'refunded' }]);
    expect((await call(`/v1/refunds?payment_intent=${id}`)).body.data).toHaveLength(1);
    expect((await call('/v1/refunds', { payment_intent: id })).body.error).toMatchObject({
      code: 'charge_already_refunded',
    });
  });

  it('can be created and confirmed in one call', async () => {
    expect((await create({ confirm: 'true' })).body['status']).toBe('succeeded');
  });

  it('leaves no money in the ledger when the card is declined', async () => {
    const declined = await create({ confirm: 'true', payment_method: 'pm_card_visa_chargeDeclined' });

    expect(declined).toMatchObject({
      status: 402,
      body: {
        error: {
          type: 'card_error',
          code: 'card_declined',
          decline_code: 'generic_decline',
          payment_intent: { status: 'requires_payment_method' },
        },
      },
    });
    expect(simulator.charges()).toEqual([]);
  });

  it('ends with a cancellation that later confirmations cannot undo', async () => {
    const id = await createdId();
    await call(`/v1/payment_intents/${id}/cancel`, {});

    expect(await call(`/v1/payment_intents/${id}/confirm`, {})).toMatchObject({
      status: 400,
      body: { error: { code: 'payment_intent_unexpected_state' } },
    });
    expect((await call(`/v1/payment_intents/${id}`)).body['status']).toBe('canceled');
  });
});

describe('lists', () => {
  it('come newest first, in pages', async () => {
    for (let n = 0; n < 3; n += 1) await create({ confirm: 'true' });
    const first = await call('/v1/charges?limit=2');
    const last = first.body.data?.at(-1)?.id ?? '';
    const second = await call(`/v1/charges?limit=2&starting_after=${last}`);

    expect(first.body).toMatchObject({ object: 'list', has_more: true });
    expect(second.body).toMatchObject({ has_more: false });
    expect(second.body.data).toHaveLength(1);
  });

  it('are cut by time of creation', async () => {
    await create();
    clock = new Date('2026-01-02T04:00:00Z');
    await create();
    const since = clock.getTime() / 1_000;

    const recent = await call(`/v1/payment_intents?created[gte]=${since}`);
    expect(recent.body.data).toHaveLength(1);
  });

  it('are cut by time and come in pages at once, the end of the time not included', async () => {
    const start = clock.getTime() / 1_000;
    for (let second = 0; second < 6; second += 1) {
      clock = new Date((start + second) * 1_000);
      await create({ confirm: 'true' });
    }
    const page = async (cursor: string) =>
      (await call(`/v1/charges?limit=2&created[gte]=${start + 1}&created[lt]=${start + 5}${cursor}`)).body;

    const first = await page('');
    const second = await page(`&starting_after=${first.data?.[1]?.id}`);

    expect([first['has_more'], second['has_more']]).toEqual([true, false]);
    const created = [...(first.data ?? []), ...(second.data ?? [])].map(
      (one) => (one as { created?: number }).created,
    );
    expect(created).toEqual([4, 3, 2, 1].map((offset) => start + offset));
  });
});

describe('charges that are lost or doubled', () => {
  const key = { 'idempotency-key': 'order-1 confirm' };
  const confirm = (id: string) => call(`/v1/payment_intents/${id}/confirm`, {}, key);
  const listed = async () => (await call('/v1/charges')).body.data ?? [];

  it('a lost one is in no list, and its intent waits for a confirmation, which charges anew', async () => {
    const id = await createdId();
    await confirm(id);

    expect(simulator.changeCharges({ kind: 'lose', orderId: 'order-1' })).toEqual([]);
    expect(await listed()).toEqual([]);
    expect((await call(`/v1/payment_intents/${id}`)).body).toMatchObject({
      status: 'requires_confirmation',
      latest_charge: null,
      amount_received: 0,
    });
    expect((await call('/v1/refunds', { payment_intent: id })).status).toBe(400);

    const again = await confirm(id);
    expect(again.headers.get('idempotent-replayed')).toBeNull();
    expect(simulator.charges()).toHaveLength(1);
  });

  it('a second one has the amount and the order of the first, and an intent of its own', async () => {
    const id = await createdId();
    await confirm(id);

    const charges = simulator.changeCharges({ kind: 'duplicate', orderId: 'order-1' });

    expect(charges).toMatchObject([
      { amount: 1_250 },
      { orderId: 'order-1', amount: 1_250, status: 'succeeded' },
    ]);
    const intents = (await listed()).map((charge) => (charge as { payment_intent?: string }).payment_intent);
    expect(new Set(intents).size).toBe(2);
    const second = intents.find((intent) => intent !== id) ?? '';
    expect((await call('/v1/refunds', { payment_intent: second })).status).toBe(200);
    expect(simulator.charges().map(({ status }) => status)).toEqual(['succeeded', 'refunded']);
  });

  it('leave what is refunded, declined or of another order alone', async () => {
    await create({ confirm: 'true', 'metadata[order_id]': 'order-2' });
    await create({ confirm: 'true', payment_method: 'pm_card_visa_chargeDeclined' });
    const refunded = await create({ confirm: 'true' });
    await call('/v1/refunds', { payment_intent: String(refunded.body['id']) });

    for (const kind of ['lose', 'duplicate'] as const) {
      expect(simulator.changeCharges({ kind, orderId: 'order-1' })).toBeUndefined();
      expect(simulator.changeCharges({ kind, orderId: 'order-3' })).toBeUndefined();
    }
    expect(simulator.charges()).toHaveLength(2);
  });
});

describe('refusals', () => {
  it.each([
    ['no key', undefined],
    ['a publishable key', 'Bearer pk_test_1'],
    ['an empty basic key', 'Basic Og=='],
  ])('401 for %s', async (_what, authorization) => {
    const response = await fetch(`${simulator.url}/v1/charges`, {
      headers: authorization === undefined ? {} : { authorization },
    });
    expect(response.status).toBe(401);
  });

  it('takes the key as the user of basic authentication', async () => {
    const authorization = `Basic ${Buffer.from('sk_test_local:').toString('base64')}`;
    expect((await call('/v1/charges', undefined, { authorization })).status).toBe(200);
  });

  it('404 for an unknown intent and an unknown path', async () => {
    expect((await call('/v1/payment_intents/pi_0')).body.error).toMatchObject({ code: 'resource_missing' });
    expect((await call('/v1/customers')).status).toBe(404);
  });

  it.each([
    [{ amount: '' }, 'parameter_invalid'],
    [{ amount: '12.5' }, 'parameter_invalid'],
    [{ colour: 'red' }, 'parameter_unknown'],
    [{ payment_method: 'pm_nobody' }, 'resource_missing'],
  ])('400 for %j', async (form: Record<string, string>, code) => {
    expect(await create(form)).toMatchObject({ status: 400, body: { error: { code } } });
  });

  it('names a missing parameter', async () => {
    expect((await call('/v1/payment_intents', { currency: 'gbp' })).body.error).toMatchObject({
      code: 'parameter_missing',
      param: 'amount',
    });
  });
});

describe('idempotency keys', () => {
  const key = { 'idempotency-key': 'order-1' };

  it('replay the first answer', async () => {
    const first = await create({}, key);
    const second = await create({}, key);

    expect(second.body['id']).toBe(first.body['id']);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  });

  it('refuse other parameters', async () => {
    await create({}, key);
    expect((await create({ amount: '1' }, key)).body.error).toMatchObject({ type: 'idempotency_error' });
  });

  it('remember an error of the provider', async () => {
    payments = { ...payments, mode: 'error' };
    expect((await create({}, key)).status).toBe(500);
    payments = HEALTHY.payments;

    const again = await create({}, key);
    expect(again.status).toBe(500);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  it('do not remember a request whose parameters were refused', async () => {
    expect((await create({ amount: 'x' }, key)).status).toBe(400);
    expect((await create({}, key)).status).toBe(200);
  });

  it('are forgotten after a day', async () => {
    const first = await create({}, key);
    clock = new Date(clock.getTime() + 86_400_001);
    expect((await create({}, key)).body['id']).not.toBe(first.body['id']);
  });

  it('are held while the first request is under way', async () => {
    payments = { ...payments, mode: 'slow', latencyMs: 1_000 };
    const first = create({}, key);
    await waitUntil(() => releases.length === 1);
    payments = HEALTHY.payments;

    expect(await create({}, key)).toMatchObject({
      status: 409,
      body: { error: { code: 'idempotency_key_in_use' } },
    });
    releases[0]?.();
    expect((await first).status).toBe(200);
  });
});

describe('faults', () => {
  it('hit the share of calls that the rate says', async () => {
    payments = { ...payments, mode: 'error', rate: 0.5 };
    draws = [0.4, 0.5];
    expect((await create()).status).toBe(500);
    expect((await create()).status).toBe(200);
  });

  it('hit reads as well as writes', async () => {
    payments = { ...payments, mode: 'error' };
    expect((await call('/v1/charges')).status).toBe(500);
  });

  it('decline confirmations only', async () => {
    payments = { ...payments, mode: 'decline' };
    const id = await createdId();
    expect((await call(`/v1/payment_intents/${id}/confirm`, {})).status).toBe(402);
  });

  it.each([
    ['takes effect', 0.4, 1],
    ['does not take effect', 0.5, 0],
  ])('a hang that %s is never answered', async (_what, draw, charges) => {
    payments = { ...payments, mode: 'hang' };
    draws = [0, draw];
    const client = new AbortController();
    const call = hangingCreate(client.signal);
    await waitUntil(() => draws.length === 0);
    client.abort();

    await expect(call).rejects.toThrow();
    expect(simulator.charges()).toHaveLength(charges);
  });
});

function hangingCreate(signal: AbortSignal): Promise<Reply> {
  const form = { ...ORDER, payment_method: 'pm_card_visa', confirm: 'true' };
  return call('/v1/payment_intents', form, {}, signal);
}

/** Gives the event loop turns until the condition holds; Jest's time limit ends a vain wait. */
async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

describe('a journal', () => {
  const key = { 'idempotency-key': 'order-1' };
  const told: string[] = [];
  let file: string;

  beforeEach(async () => {
    told.splice(0);
    file = join(await mkdtemp(join(tmpdir(), 'holdfast-payments-')), 'payments.ndjson');
    await restart(fileJournal(file, (message) => told.push(message)));
  });
  afterEach(() => rm(dirname(file), { recursive: true }));

  const restartFromFile = () => restart(fileJournal(file, (message) => told.push(message)));

  it('brings payments and keys back after a restart', async () => {
    const first = await create({ confirm: 'true' }, key);
    await restartFromFile();

    expect(simulator.charges()).toMatchObject([{ orderId: 'order-1', status: 'succeeded' }]);
    expect((await create({ confirm: 'true' }, key)).body['id']).toBe(first.body['id']);
    expect(simulator.charges()).toHaveLength(1);
    expect(told).toEqual([]);
  });

  it('brings back what was lost and doubled', async () => {
    await create({ confirm: 'true' }, key);
    simulator.changeCharges({ kind: 'lose', orderId: 'order-1' });
    await create({ confirm: 'true', 'metadata[order_id]': 'order-2' });
    simulator.changeCharges({ kind: 'duplicate', orderId: 'order-2' });
    await restartFromFile();

    expect(simulator.charges().map(({ orderId }) => orderId)).toEqual(['order-2', 'order-2']);
    const again = await create({ confirm: 'true' }, key);
    expect(again.headers.get('idempotent-replayed')).toBeNull();
    expect(told).toEqual([]);
  });

  it.each([1, 40, 400])(
    'never has a charge without its key when the last %d bytes are missing',
    async (lost) => {
      await create({ confirm: 'true' }, { 'idempotency-key': 'order-0' });
      await create({ confirm: 'true' }, key);
      await truncate(file, (await stat(file)).size - lost);
      await restartFromFile();

      expect(simulator.charges()).toHaveLength(1);
      expect(told).toEqual([expect.stringContaining(`${file} ended in the middle of an entry`)]);
      await create({ confirm: 'true' }, key);
      await restartFromFile();
      expect(simulator.charges()).toHaveLength(2);
      expect(told).toHaveLength(1);
    },
  );
});
