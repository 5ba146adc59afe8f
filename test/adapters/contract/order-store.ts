import { type OrderStore } from '../../../lambdas/domain/orders/order';
import { type Owed } from '../../../lambdas/domain/orders/owed';
import { details, NOW, order } from './samples';
import { type MakeStores } from './stores';

const EVERYTHING_OWED: readonly Owed[] = [
  'OrderPlaced',
  'OrderConfirmed',
  'OrderCancelled',
  'OrderRefunded',
  'email:order-recorded',
  'email:order-confirmed',
  'email:order-cancelled',
  'email:order-refunded',
  'email:payment-declined',
  'sms:order-recorded',
  'sms:order-confirmed',
  'sms:order-cancelled',
  'sms:order-refunded',
  'sms:payment-declined',
];

/** What every `OrderStore` must do. */
export function orderStoreContract(make: MakeStores): void {
  let orders: OrderStore;
  beforeEach(async () => ({ orders } = await make()));

  describe('commit', () => {
    test('stores the order with its details', async () => {
      const placed = order('ord_1', {
        stopReason: 'shopper',
        intentId: 'pi_1',
        tries: 3,
        owes: EVERYTHING_OWED,
        fulfilledAt: NOW,
        bufferedAt: NOW,
        couponPercent: 10,
      });
      const coupon = {
        code: 'THANKS10-7ZQ4M-0KX2C-V93TB',
        discount: { amount: 138, currency: 'GBP' },
      };

      expect(await orders.commit(placed, { ...details(1), coupon })).toEqual({ kind: 'committed' });
      expect(await orders.read('ord_1')).toEqual({ kind: 'order', order: placed });
      expect(await orders.details(placed)).toEqual({ ...details(1), coupon });
    });

    test('stores 1,500 lines', async () => {
      const placed = order('ord_1');

      await orders.commit(placed, details(1_500));

      expect(await orders.read('ord_1')).toEqual({ kind: 'order', order: placed });
      expect(await orders.details(placed)).toEqual(details(1_500));
    });

    test.each([1, 300])('keeps the first of two attempts, with its %d lines', async (lines) => {
      const first = order('ord_1', { attempt: 'a1' });
      await orders.commit(first, details(lines));

      const second = await orders.commit(order('ord_1', { attempt: 'a2' }), details(2));

      expect(second).toEqual({ kind: 'taken', record: { kind: 'order', order: first } });
      expect(await orders.details(first)).toEqual(details(lines));
    });

    test('commits the same attempt once and says so again, even after the order moved on', async () => {
      const placed = order('ord_1');
      await orders.commit(placed, details(1));
      expect(await orders.commit(placed, details(1))).toEqual({ kind: 'committed' });

      const confirmed = order('ord_1', { version: 2, status: 'CONFIRMED' });
      await orders.update(confirmed);

      expect(await orders.commit(placed, details(1))).toEqual({ kind: 'committed' });
      expect(await orders.read('ord_1')).toEqual({ kind: 'order', order: confirmed });
    });

    test('lets exactly one of many attempts through', async () => {
      const attempts = Array.from({ length: 10 }, (_, index) => order('ord_1', { attempt: `a${index}` }));

      const results = await Promise.all(attempts.map((attempt) => orders.commit(attempt, details(1))));

      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
    });
  });

  describe('commit against fence', () => {
    test('a fenced attempt cannot commit', async () => {
      expect(await orders.fence('ord_1', 'a1')).toEqual({ kind: 'abandoned', fenced: ['a1'] });

      const result = await orders.commit(order('ord_1', { attempt: 'a1' }), details(1));

      expect(result).toEqual({ kind: 'taken', record: { kind: 'abandoned', fenced: ['a1'] } });
      expect(await orders.read('ord_1')).toEqual({ kind: 'abandoned', fenced: ['a1'] });
    });

    test('another attempt commits over the fence', async () => {
      await orders.fence('ord_1', 'a1');
      const second = order('ord_1', { attempt: 'a2' });

      expect(await orders.commit(second, details(1))).toEqual({ kind: 'committed' });
      expect(await orders.read('ord_1')).toEqual({ kind: 'order', order: second });
      expect(await orders.commit(order('ord_1', { attempt: 'a1' }), details(1))).toMatchObject({
        kind: 'taken',
      });
    });

    test('fences add up, and the same one twice is one', async () => {
      await orders.fence('ord_1', 'a1');
      await orders.fence('ord_1', 'a2');
      const record = await orders.fence('ord_1', 'a1');

      expect(record.kind === 'abandoned' && [...record.fenced].sort()).toEqual(['a1', 'a2']);
      expect(await orders.commit(order('ord_1', { attempt: 'a2' }), details(1))).toMatchObject({
        kind: 'taken',
      });
      expect(await orders.commit(order('ord_1', { attempt: 'a3' }), details(1))).toEqual({
        kind: 'committed',
      });
    });

    test('an order is not fenced: it is returned as it stands', async () => {
      const placed = order('ord_1');
      await orders.commit(placed, details(1));

      expect(await orders.fence('ord_1', 'a1')).toEqual({ kind: 'order', order: placed });
      expect(await orders.fence('ord_1', 'a2')).toEqual({ kind: 'order', order: placed });
      expect(await orders.read('ord_1')).toEqual({ kind: 'order', order: placed });
    });
  });

  describe('update', () => {
    test.each([1, 300])('replaces the head and keeps the %d lines', async (lines) => {
      await orders.commit(order('ord_1'), details(lines));
      const next = order('ord_1', {
        version: 2,
        status: 'CONFIRMED',
        paymentToken: undefined,
        intentId: 'pi_7',
        released: true,
        work: undefined,
        history: [
          { status: 'OPEN', at: NOW },
          { status: 'CONFIRMED', at: NOW + 5 },
        ],
      });

      expect(await orders.update(next)).toEqual({ kind: 'updated' });
      expect(await orders.read('ord_1')).toEqual({ kind: 'order', order: next });
      expect(await orders.details(next)).toEqual(details(lines));
    });

    test('leaves the order alone when somebody else moved it on', async () => {
      await orders.commit(order('ord_1'), details(1));
      const theirs = order('ord_1', { version: 2, status: 'VOIDING' });
      await orders.update(theirs);

      const ours = await orders.update(order('ord_1', { version: 2, status: 'CONFIRMED' }));

      expect(ours).toEqual({ kind: 'changed', order: theirs });
      expect(await orders.read('ord_1')).toEqual({ kind: 'order', order: theirs });
    });

    test('is a bug on what was never committed', async () => {
      await orders.fence('ord_1', 'a1');

      for (const id of ['ord_1', 'ord_2'])
        await expect(orders.update(order(id, { version: 2 }))).rejects.toMatchObject({
          code: 'corrupt_record',
        });
    });
  });

  test('details of an unknown attempt are a bug', async () => {
    await orders.commit(order('ord_1'), details(1));

    await expect(orders.details(order('ord_1', { attempt: 'a9' }))).rejects.toMatchObject({
      code: 'corrupt_record',
    });
  });

  test('readMany returns what is there, of more than one call of the store takes', async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `ord_${index}`);
    await Promise.all(ids.map((id) => orders.commit(order(id), details(1))));
    await orders.fence('ord_x', 'a1');

    const found = await orders.readMany([...ids, 'ord_x', 'ord_y', 'ord_1']);

    expect(found.size).toBe(121);
    expect(found.get('ord_7')).toEqual({ kind: 'order', order: order('ord_7'), details: details(1) });
    expect(found.get('ord_x')).toEqual({ kind: 'abandoned', fenced: ['a1'] });
    expect(await orders.readMany([])).toEqual(new Map());
  });

  describe('due', () => {
    const dueAt = (time: number, region = 'us-east-1') => ({ work: { region, dueAt: time } });

    test('lists the orders of a Region, oldest first, up to the time and the limit', async () => {
      const times = [50, 20, 90, 40, 10, 70, 30, 60, 80];
      await Promise.all(times.map((time) => orders.commit(order(`ord_${time}`, dueAt(time)), details(1))));
      await orders.commit(order('ord_west', dueAt(5, 'us-west-2')), details(1));

      expect(await orders.due('us-east-1', 60, 10)).toEqual(
        [10, 20, 30, 40, 50, 60].map((time) => `ord_${time}`),
      );
      expect(await orders.due('us-east-1', 60, 3)).toEqual(['ord_10', 'ord_20', 'ord_30']);
      expect(await orders.due('us-west-2', 60, 3)).toEqual(['ord_west']);
    });

    test('forgets an order that owes nothing any more, and follows one whose time changes', async () => {
      await orders.commit(order('ord_1', dueAt(10)), details(1));
      await orders.commit(order('ord_2', dueAt(20)), details(1));

      await orders.update(order('ord_1', { version: 2, work: undefined }));
      await orders.update(order('ord_2', { version: 2, ...dueAt(500) }));

      expect(await orders.due('us-east-1', 100, 10)).toEqual([]);
      expect(await orders.due('us-east-1', 500, 10)).toEqual(['ord_2']);
    });
  });
}
