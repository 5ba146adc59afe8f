import { viewOf } from '../../../lambdas/domain/orders/view';
import { Shop } from '../shop';

async function placed() {
  const outcome = await new Shop().stock('A', 5).place({ lines: [{ sku: 'A', quantity: 2 }] });
  if (outcome.kind !== 'placed') throw new Error(`the test expects an order, not ${outcome.kind}`);
  return outcome;
}

test('a shopper sees lines, total and history, and nothing of intents and op ids', async () => {
  const { order, details } = await placed();
  expect(viewOf(order, details)).toEqual({
    orderId: order.id,
    status: 'confirmed',
    lines: [{ sku: 'A', name: 'Thing A', quantity: 2, price: 100 }],
    total: 200,
    currency: 'GBP',
    message: 'Thank you. Your order is confirmed.',
    history: [
      { status: 'payment_pending', at: '2026-01-01T00:00:00.000Z' },
      { status: 'confirmed', at: '2026-01-01T00:00:00.000Z' },
    ],
    declined: false,
  });
});

test.each([
  ['OPEN', 'payment_pending', 'kept for you'],
  ['VOIDING', 'payment_pending', 'being cancelled'],
  ['CONFIRMED', 'confirmed', 'Thank you'],
  ['CANCELLED', 'cancelled', 'Nothing was charged'],
  ['REFUNDING', 'refunding', 'on its way back'],
  ['REFUNDED', 'refunded', 'paid back'],
] as const)('%s is shown as %s', async (status, shown, message) => {
  const { order, details } = await placed();
  const view = viewOf({ ...order, status }, details);
  expect(view.status).toBe(shown);
  expect(view.message).toContain(message);
});

test('a declined payment is told only once the order is over', async () => {
  const { order, details } = await placed();
  const declined = { ...order, stopReason: 'declined' as const };
  expect(viewOf({ ...declined, status: 'VOIDING' }, details).declined).toBe(false);
  expect(viewOf({ ...declined, status: 'CANCELLED' }, details)).toMatchObject({
    declined: true,
    message: 'The payment was declined. Nothing was charged; please order again with another card.',
  });
});

test('an order that its shopper cancelled was not declined', async () => {
  const { order, details } = await placed();
  const view = viewOf({ ...order, status: 'CANCELLED', stopReason: 'shopper' }, details);
  expect(view).toMatchObject({ declined: false, message: 'The order was cancelled. Nothing was charged.' });
});

test('a coupon shows as what it took off, which is in the total already', async () => {
  const { order, details } = await placed();
  const coupon = { code: 'THANKS10-ABCDE-01234-VWXYZ', discount: { amount: 20, currency: 'GBP' } };
  expect(viewOf(order, { ...details, coupon })).toMatchObject({
    total: 200,
    discount: 20,
    couponCode: coupon.code,
  });
});

test('goods that have left are told of', async () => {
  const { order, details } = await placed();
  expect(viewOf({ ...order, fulfilledAt: 1 }, details).message).toContain('its goods have left our house');
});
