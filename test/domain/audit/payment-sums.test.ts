import { type AuditedOrder, comparePayments } from '../../../lambdas/domain/audit/payment-sums';
import { type OrderStatus } from '../../../lambdas/domain/orders/order';
import { type Charge } from '../../../lambdas/domain/payments/payments';

const CLEAN = { chargesWithoutOrder: [], ordersWithoutCharge: [], duplicateCharges: [] };
const amount = { amount: 100, currency: 'GBP' };

const order = (status: OrderStatus, intentId = 'pi_1'): Map<string, AuditedOrder> =>
  new Map([['o', { id: 'o', status, intentId }]]);
const charge = (changes: Partial<Charge> = {}): Charge => ({
  ...{ intentId: 'pi_1', orderId: 'o', amount, refunded: false, at: 0 },
  ...changes,
});

test.each(['OPEN', 'CONFIRMED', 'VOIDING', 'REFUNDING'] as const)(
  'an order that is %s may be charged',
  (status) => {
    expect(comparePayments(order(status), [charge()])).toEqual(CLEAN);
  },
);

test.each(['OPEN', 'CANCELLED', 'REFUNDED'] as const)('an order that is %s needs no charge', (status) => {
  expect(comparePayments(order(status), [])).toEqual(CLEAN);
  expect(comparePayments(order(status), [charge({ refunded: true })])).toEqual(CLEAN);
});

test('charges that Holdfast did not make are left alone', () => {
  expect(comparePayments(new Map(), [charge({ orderId: undefined })])).toEqual(CLEAN);
});

test.each([
  ['is CANCELLED', order('CANCELLED')],
  ['is REFUNDED', order('REFUNDED')],
  ['names another intent', order('CONFIRMED', 'pi_2')],
  ['does not exist', new Map<string, AuditedOrder>()],
])('a charge whose order %s is reported', (_, orders) => {
  const { chargesWithoutOrder } = comparePayments(orders, [charge()]);
  expect(chargesWithoutOrder).toEqual([{ intentId: 'pi_1', orderId: 'o', ...amount }]);
});

test.each([[[]], [[charge({ refunded: true })]]])(
  'a confirmed order with the charges %j is reported',
  (charges) => {
    expect(comparePayments(order('CONFIRMED'), charges)).toEqual({
      ...CLEAN,
      ordersWithoutCharge: [{ orderId: 'o' }],
    });
  },
);

test('an order that was charged twice is reported, with both intents', () => {
  const found = comparePayments(order('CONFIRMED'), [charge(), charge({ intentId: 'pi_2' })]);
  expect(found.duplicateCharges).toEqual([{ orderId: 'o', intentIds: ['pi_1', 'pi_2'] }]);
  expect(found.chargesWithoutOrder).toMatchObject([{ intentId: 'pi_2' }]);
});
