import { type Admission, type PaymentCircuit } from '../../../lambdas/domain/payments/circuit-breaker';
import { guardedPayments, probeByListing } from '../../../lambdas/domain/payments/guarded-payments';
import { type Payments } from '../../../lambdas/domain/payments/payments';
import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { ManualClock } from '../../../lambdas/adapters/memory/manual-clock';

const amount = { amount: 500, currency: 'GBP' };
const REQUEST = { orderId: 'ord_1', idempotencyKey: 'k', amount, token: 'pm_1' };

const CALLS = [
  ['createIntent', (payments: Payments) => payments.createIntent(REQUEST)],
  ['confirmIntent', (payments: Payments) => payments.confirmIntent('pi_1', 'k')],
  ['retrieveIntent', (payments: Payments) => payments.retrieveIntent('pi_1')],
  ['cancelIntent', (payments: Payments) => payments.cancelIntent('pi_1')],
  ['refund', (payments: Payments) => payments.refund('pi_1', 'k')],
] as const;

/** A provider whose calls take 40 ms each and give this answer, behind a circuit that gives this admission. */
function guarded(admission: Admission, answer: { kind: string; reason?: string }) {
  const clock = new ManualClock();
  const called: string[] = [];
  const recorded: unknown[] = [];
  const refused: true[] = [];
  const port = new Proxy({} as Payments, {
    get: (_, name: string) => async () => {
      called.push(name);
      clock.advance(40);
      return answer;
    },
  });
  const circuit = {
    admit: async () => admission,
    record: async (...args: unknown[]) => void recorded.push(args),
  } as unknown as PaymentCircuit;
  const payments = guardedPayments(port, { circuit, clock, onRefused: () => void refused.push(true) });
  return { payments, called, recorded, refused };
}

const ADMITTED: Admission = { kind: 'call', version: 7 };

describe.each(CALLS)('%s', (name, call) => {
  it('is made, and its answer given, when it is admitted', async () => {
    const { payments, called, recorded } = guarded(ADMITTED, { kind: 'succeeded' });
    expect(await call(payments)).toEqual({ kind: 'succeeded' });
    expect(called).toEqual([name]);
    expect(recorded).toEqual([[ADMITTED, { failed: false, ms: 40 }]]);
  });

  it('has failed without an answer of use', async () => {
    const { payments, recorded } = guarded(ADMITTED, { kind: 'unavailable', reason: 'HTTP 500' });
    expect(await call(payments)).toEqual({ kind: 'unavailable', reason: 'HTTP 500' });
    expect(recorded).toEqual([[ADMITTED, { failed: true, ms: 40 }]]);
  });

  it('is not made when it is refused', async () => {
    const { payments, called, recorded, refused } = guarded({ kind: 'refused', retryAt: 9 }, { kind: 'x' });
    expect(await call(payments)).toEqual({ kind: 'unavailable', reason: 'the circuit is open', retryAt: 9 });
    expect([called, recorded, refused]).toEqual([[], [], [true]]);
  });
});

it.each(['declined', 'refused', 'processing', 'unconfirmed', 'cancelled'])(
  'an answer "%s" is a success',
  async (kind) => {
    const { payments, recorded } = guarded(ADMITTED, { kind });
    await payments.confirmIntent('pi_1', 'k');
    expect(recorded).toEqual([[ADMITTED, { failed: false, ms: 40 }]]);
  },
);

it('a provider that is up and refuses one payment has not failed', async () => {
  const answer = { kind: 'unavailable', reason: 'HTTP 400 balance_insufficient', isUp: true };
  const { payments, recorded } = guarded(ADMITTED, answer);
  expect(await payments.refund('pi_1', 'k')).toEqual(answer);
  expect(recorded).toEqual([[ADMITTED, { failed: false, ms: 40 }]]);
});

it('listing charges is left alone', async () => {
  const { payments, called, recorded } = guarded({ kind: 'refused' }, { kind: 'listed' });
  expect(await payments.listCharges()).toEqual({ kind: 'listed' });
  expect([called, recorded]).toEqual([['listCharges'], []]);
});

describe('a probe by listing', () => {
  const outcomes: boolean[] = [];
  const circuit = { probe: async (call: () => Promise<boolean>) => void outcomes.push(await call()) };
  beforeEach(() => (outcomes.length = 0));

  it('tells whether the provider answers', async () => {
    await probeByListing({ listCharges: async () => ({ charges: [] }) }, circuit);
    const down = async () => Promise.reject(new StoreUnavailable('down', 'not_applied'));
    await probeByListing({ listCharges: down }, circuit);
    expect(outcomes).toEqual([true, false]);
  });

  it('hides no bug', async () => {
    const bug = async () => Promise.reject(new TypeError('x is not a function'));
    await expect(probeByListing({ listCharges: bug }, circuit)).rejects.toThrow(TypeError);
  });
});
