import { type ChargeFilter, type Payments } from '../../../lambdas/domain/payments/payments';

const AMOUNT = { amount: 1_999, currency: 'GBP' };
const GOOD = 'pm_card_visa';
const DECLINED = 'pm_card_visa_chargeDeclined';

/** What every `Payments` must do; `make` gives an account at a provider where nothing was charged yet. */
export function paymentsContract(make: () => Promise<Payments>): void {
  let payments: Payments;
  beforeEach(async () => (payments = await make()));

  async function createIntent(orderId: string, token = GOOD): Promise<string> {
    const result = await payments.createIntent({
      orderId,
      idempotencyKey: `create-${orderId}`,
      amount: AMOUNT,
      token,
    });
    if (result.kind !== 'created') throw new Error(`not created: ${result.reason}`);
    return result.intentId;
  }

  async function paid(orderId: string): Promise<string> {
    const intentId = await createIntent(orderId);
    await payments.confirmIntent(intentId, `confirm-${orderId}`);
    return intentId;
  }

  test('creating charges nothing', async () => {
    const intentId = await createIntent('ord_1');

    expect(await payments.retrieveIntent(intentId)).toEqual({ kind: 'unconfirmed' });
    expect(await payments.listCharges()).toEqual({ charges: [] });
  });

  test('the same idempotency key creates one intent, another key another one', async () => {
    const intentId = await createIntent('ord_1');

    expect(await createIntent('ord_1')).toBe(intentId);
    expect(await createIntent('ord_2')).not.toBe(intentId);
  });

  test('confirming charges once, whatever the key', async () => {
    const intentId = await createIntent('ord_1');

    expect(await payments.confirmIntent(intentId, 'k1')).toEqual({ kind: 'succeeded' });
    expect(await payments.confirmIntent(intentId, 'k1')).toEqual({ kind: 'succeeded' });
    expect(await payments.confirmIntent(intentId, 'k2')).toEqual({ kind: 'succeeded' });
    expect(await payments.retrieveIntent(intentId)).toEqual({ kind: 'succeeded' });
    expect(await payments.listCharges()).toEqual({
      charges: [
        { intentId, orderId: 'ord_1', amount: AMOUNT, refunded: false, at: expect.any(Number) as number },
      ],
    });
  });

  test('a declined card stays declined', async () => {
    const intentId = await createIntent('ord_1', DECLINED);

    for (const key of ['k1', 'k1', 'k2'])
      expect(await payments.confirmIntent(intentId, key)).toMatchObject({ kind: 'declined' });
    expect(await payments.retrieveIntent(intentId)).toMatchObject({ kind: 'declined' });
    expect(await payments.listCharges()).toEqual({ charges: [] });
  });

  test('after a cancellation nothing can be charged', async () => {
    const intentId = await createIntent('ord_1');

    expect(await payments.cancelIntent(intentId)).toEqual({ kind: 'cancelled' });
    expect(await payments.cancelIntent(intentId)).toEqual({ kind: 'cancelled' });
    expect(await payments.confirmIntent(intentId, 'k1')).toEqual({ kind: 'cancelled' });
    expect(await payments.retrieveIntent(intentId)).toEqual({ kind: 'cancelled' });
    expect(await payments.listCharges()).toEqual({ charges: [] });
  });

  test('a declined intent can be cancelled, a paid one cannot', async () => {
    const declined = await createIntent('ord_1', DECLINED);
    await payments.confirmIntent(declined, 'k1');

    expect(await payments.cancelIntent(declined)).toEqual({ kind: 'cancelled' });
    expect(await payments.cancelIntent(await paid('ord_2'))).toEqual({ kind: 'succeeded' });
  });

  test('refunds once, whatever the key', async () => {
    const intentId = await paid('ord_1');

    for (const key of ['r1', 'r1', 'r2'])
      expect(await payments.refund(intentId, key)).toEqual({ kind: 'refunded' });
    const { charges } = await payments.listCharges();
    expect(charges).toMatchObject([{ intentId, refunded: true }]);
  });

  test('there is nothing to refund before a charge', async () => {
    const intentId = await createIntent('ord_1');

    expect(await payments.refund(intentId, 'r1')).toMatchObject({ kind: 'unavailable', isUp: true });
  });

  test('an unknown intent is no answer', async () => {
    for (const result of [
      await payments.retrieveIntent('pi_unknown'),
      await payments.confirmIntent('pi_unknown', 'k'),
      await payments.cancelIntent('pi_unknown'),
      await payments.refund('pi_unknown', 'k'),
    ])
      expect(result).toMatchObject({ kind: 'unavailable', reason: expect.any(String) as string });
  });

  test('lists the charges of a time, or of an intent', async () => {
    const intentId = await paid('ord_1');
    const another = await paid('ord_2');
    const { charges } = await payments.listCharges();
    const at = charges[0]?.at ?? 0;
    const listed = async (filter: ChargeFilter) =>
      (await payments.listCharges(undefined, filter)).charges.map((charge) => charge.intentId);

    expect(await listed({ from: at, to: at + 1_000 })).toEqual([another, intentId]);
    expect(await listed({ from: at + 1_000 })).toEqual([]);
    expect(await listed({ to: at })).toEqual([]);
    expect(await listed({ intentId })).toEqual([intentId]);
    expect(await listed({ intentId: 'pi_unknown' })).toEqual([]);
  });

  test('lists all charges, newest first, page by page', async () => {
    const intentIds: string[] = [];
    for (let number = 0; number < 120; number += 1) intentIds.push(await paid(`ord_${number}`));

    const first = await payments.listCharges();
    const second = await payments.listCharges(first.cursor);

    expect(first.charges).toHaveLength(100);
    expect(second.cursor).toBeUndefined();
    const listed = [...first.charges, ...second.charges].map(({ intentId }) => intentId);
    expect(listed).toEqual([...intentIds].reverse());
  });
}
