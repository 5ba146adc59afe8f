import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { cancelIntent, confirmIntent, openIntent, refundCharge } from '../../../local/payments/intents';
import { PaymentLedger } from '../../../local/payments/ledger';
import { type Charge, type PaymentIntent } from '../../../local/payments/objects';
import { eventsOf } from '../../../local/payments/webhook-events';
import { sendEvents } from '../../../local/payments/webhooks';

let ledger: PaymentLedger;
let now: number;
beforeEach(() => {
  ledger = new PaymentLedger();
  now = 1_700_000_000;
});

function open(id: string, orderId: string): PaymentIntent {
  const details = {
    amount: 1_250,
    currency: 'gbp',
    paymentMethod: 'pm_card_visa',
    metadata: { order_id: orderId },
  };
  const intent = openIntent(id, now, details);
  ledger.put({ kind: 'intent', value: intent });
  return intent;
}

function confirm(intent: PaymentIntent, chargeId: string, paymentMethod?: string): Charge {
  const result = confirmIntent(intent, { paymentMethod, declineAll: false, chargeId, now });
  if (result.kind === 'refused') throw new Error(result.refusal.error.message);
  ledger.put({ kind: 'intent', value: result.intent });
  ledger.put({ kind: 'charge', value: result.charge });
  return result.charge;
}

const intentNow = (id: string): PaymentIntent => ledger.intents.get(id) as PaymentIntent;

function cancel(id: string): void {
  const result = cancelIntent(intentNow(id), null, now);
  if (result.kind === 'canceled') ledger.put({ kind: 'intent', value: result.intent });
}

function refund(charge: Charge, amount?: number): Charge {
  const id = `re_${ledger.refunds.size + 1}`;
  const result = refundCharge(charge, { amount, reason: null, metadata: {} }, id, now);
  if (result.kind === 'refused') throw new Error(result.refusal.error.message);
  ledger.put({ kind: 'charge', value: result.charge });
  ledger.put({ kind: 'refund', value: result.refund });
  return result.charge;
}

const types = (orderId: string) => eventsOf(ledger, orderId)?.map(({ type }) => type);

describe('the events of an order', () => {
  it('are what happened to its payments, in order, even within one second', () => {
    const intent = open('pi_1', 'o-1');
    confirm(intent, 'ch_1', 'pm_card_visa_chargeDeclined');
    const paid = confirm(intentNow('pi_1'), 'ch_2', 'pm_card_visa');
    refund(refund(paid, 250));

    expect(types('o-1')).toEqual([
      'payment_intent.payment_failed',
      'payment_intent.succeeded',
      'charge.refunded',
      'charge.refunded',
    ]);
  });

  it('follow the clock where there are several intents', () => {
    open('pi_1', 'o-1');
    const second = open('pi_2', 'o-1');
    confirm(second, 'ch_1');
    now += 1;
    cancel('pi_1');

    expect(types('o-1')).toEqual(['payment_intent.succeeded', 'payment_intent.canceled']);
  });

  it('tell each intent as it was then, whatever came of it', () => {
    const intent = open('pi_1', 'o-1');
    confirm(intent, 'ch_1', 'pm_card_visa_chargeDeclined');
    cancel('pi_1');
    const [failed, canceled] = eventsOf(ledger, 'o-1') ?? [];

    expect(failed?.data.object).toMatchObject({
      id: 'pi_1',
      status: 'requires_payment_method',
      canceled_at: null,
      metadata: { order_id: 'o-1' },
    });
    expect(canceled?.data.object).toMatchObject({ id: 'pi_1', status: 'canceled' });
  });

  it('keep their ids, each its own', () => {
    refund(refund(confirm(open('pi_1', 'o-1'), 'ch_1'), 250));
    const ids = () => eventsOf(ledger, 'o-1')?.map(({ id }) => id);

    expect(new Set(ids()).size).toBe(3);
    expect(ids()).toEqual(ids());
  });

  it('are none before anything happened, unknown without a payment, and no other order’s', () => {
    open('pi_1', 'o-1');
    confirm(open('pi_2', 'o-2'), 'ch_1');

    expect(types('o-1')).toEqual([]);
    expect(types('o-2')).toEqual(['payment_intent.succeeded']);
    expect(types('o-3')).toBeUndefined();
  });
});

describe('sending', () => {
  const SECRET = 'whsec_of_a_test';
  const received: { headers: IncomingHttpHeaders; body: string }[] = [];
  let server: Server;
  let url: string;
  let statuses: number[];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
        response.writeHead(statuses.shift() ?? 200).end('{}');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/payments/webhook`;
  });
  beforeEach(() => {
    received.length = 0;
    statuses = [];
  });
  afterAll(() => server.close());

  const endpoint = () => ({ url, secret: SECRET, now: () => new Date(1_700_000_123_999) });

  it('signs the very bytes, goes on after a refusal, and tells each status', async () => {
    statuses = [503, 200];
    refund(confirm(open('pi_1', 'o-1'), 'ch_1'));

    const sent = await sendEvents(eventsOf(ledger, 'o-1') ?? [], endpoint());

    expect(sent).toEqual([
      { type: 'payment_intent.succeeded', status: 503 },
      { type: 'charge.refunded', status: 200 },
    ]);
    for (const { headers, body } of received) {
      const digest = createHmac('sha256', SECRET).update(`1700000123.${body}`).digest('hex');
      expect(headers['stripe-signature']).toBe(`t=1700000123,v1=${digest}`);
      expect(headers['content-type']).toBe('application/json; charset=utf-8');
    }
    expect(received.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
      'payment_intent.succeeded',
      'charge.refunded',
    ]);
  });

  it('tells that there was no answer', async () => {
    confirm(open('pi_1', 'o-1'), 'ch_1');
    const nowhere = { ...endpoint(), url: 'http://127.0.0.1:1/' };

    expect(await sendEvents(eventsOf(ledger, 'o-1') ?? [], nowhere)).toEqual([
      { type: 'payment_intent.succeeded', status: null },
    ]);
  });
});
