import { type Payments } from '../../../../lambdas/domain/payments/payments';
import { reporting } from '../../../../lambdas/shared/ports/payments';
import { RecordingTelemetry } from '../../support/recording-telemetry';

const unavailable = async () => ({ kind: 'unavailable', reason: 'HTTP 401' }) as const;

const DOWN: Payments = {
  createIntent: unavailable,
  confirmIntent: unavailable,
  retrieveIntent: unavailable,
  cancelIntent: unavailable,
  refund: unavailable,
  listCharges: async () => ({ charges: [] }),
};

const amount = { amount: 500, currency: 'GBP' };
const request = { orderId: 'ord_1', idempotencyKey: 'k', amount, token: 'pm_1' };

it.each([
  ['createIntent', (payments: Payments) => payments.createIntent(request)],
  ['confirmIntent', (payments: Payments) => payments.confirmIntent('pi_1', 'k')],
  ['retrieveIntent', (payments: Payments) => payments.retrieveIntent('pi_1')],
  ['cancelIntent', (payments: Payments) => payments.cancelIntent('pi_1')],
  ['refund', (payments: Payments) => payments.refund('pi_1', 'k')],
])('tells operators why %s was of no use, and the saga the same as before', async (name, call) => {
  const telemetry = new RecordingTelemetry();

  expect(await call(reporting(DOWN, telemetry))).toEqual({ kind: 'unavailable', reason: 'HTTP 401' });

  expect([...telemetry.counts]).toEqual([
    ['PaymentCalls', 1],
    ['PaymentsUnavailable', 1],
  ]);
  expect(telemetry.lines).toEqual([
    {
      level: 'warn',
      message: 'payment provider unavailable',
      fields: { call: name, reason: 'HTTP 401' },
    },
  ]);
});

it('says nothing of usable answers', async () => {
  const telemetry = new RecordingTelemetry();
  const payments = reporting({ ...DOWN, refund: async () => ({ kind: 'refunded' }) }, telemetry);

  expect(await payments.refund('pi_1', 'k')).toEqual({ kind: 'refunded' });
  expect(await payments.listCharges()).toEqual({ charges: [] });

  expect(telemetry.lines).toEqual([]);
});
