import { StripePayments, WORKER_TIME_OUTS } from '../../../lambdas/adapters/payments/stripe/stripe-payments';
import { HEALTHY } from '../../../local/control/faults';
import { NO_JOURNAL } from '../../../local/payments/journal';
import { type PaymentSimulator, startPaymentSimulator } from '../../../local/payments/simulator';
import { type Faults } from '../../../local/types';
import { paymentsContract } from '../contract/payments';

describe('Payments at Stripe, simulated', () => {
  let simulator: PaymentSimulator | undefined;
  let faults: Faults;
  let ids: number;

  const makePayments = async () => {
    faults = HEALTHY;
    ids = 0;
    simulator = await startPaymentSimulator({
      port: 0,
      journal: NO_JOURNAL,
      faults: { current: () => faults },
      random: () => 0,
      now: () => new Date('2026-01-01T00:00:00Z'),
      newId: (prefix) => `${prefix}_${(ids += 1)}`,
      delay: async () => undefined,
    });
    const { url } = simulator;
    return new StripePayments(async () => ({ apiKey: 'sk_test_1', baseUrl: url }), WORKER_TIME_OUTS);
  };

  afterEach(async () => simulator?.close());

  describe('the contract', () => paymentsContract(makePayments));

  test('an outage at the provider is no answer to anything', async () => {
    const payments = await makePayments();
    const order = {
      orderId: 'ord_1',
      idempotencyKey: 'k',
      amount: { amount: 1, currency: 'GBP' },
      token: 'pm_card_visa',
    };
    const created = await payments.createIntent(order);
    const intentId = created.kind === 'created' ? created.intentId : '';
    faults = { ...HEALTHY, payments: { mode: 'error', latencyMs: 0, rate: 1 } };

    const outage = { kind: 'unavailable', reason: 'HTTP 500 api_error' };
    expect(await payments.createIntent({ ...order, idempotencyKey: 'other' })).toEqual(outage);
    expect(await payments.confirmIntent(intentId, 'k')).toEqual(outage);
    expect(await payments.retrieveIntent(intentId)).toEqual(outage);
    expect(await payments.cancelIntent(intentId)).toEqual(outage);
    expect(await payments.refund(intentId, 'k')).toEqual(outage);
    await expect(payments.listCharges()).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  test('an unknown means of payment is refused', async () => {
    const payments = await makePayments();
    const order = {
      orderId: 'ord_1',
      idempotencyKey: 'k',
      amount: { amount: 1, currency: 'GBP' },
      token: 'pm_unknown',
    };

    expect(await payments.createIntent(order)).toEqual({ kind: 'refused', reason: 'resource_missing' });
  });
});
