import { JumpingClock } from '../../../lambdas/adapters/memory/manual-clock';
import { MemoryPayments, MemoryProvider } from '../../../lambdas/adapters/memory/payments';
import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { paymentsContract } from '../contract/payments';

describe('Payments in memory', () => {
  paymentsContract(async () => new MemoryPayments(new MemoryProvider(new JumpingClock())));

  test('a lost answer is unavailable, although the charge was made', async () => {
    const provider = new MemoryProvider(new JumpingClock());
    const order = {
      orderId: 'ord_1',
      idempotencyKey: 'k',
      amount: { amount: 1, currency: 'GBP' },
      token: 'pm',
    };
    await new MemoryPayments(provider).createIntent(order);
    const losing = new MemoryPayments(provider, async (point) => {
      if (point === 'payments.confirmIntent:after') throw new StoreUnavailable('lost', 'unknown');
    });

    expect(await losing.confirmIntent('pi_1', 'k')).toEqual({ kind: 'unavailable', reason: 'lost' });
    expect(await losing.retrieveIntent('pi_1')).toEqual({ kind: 'succeeded' });
  });
});
