import { MemoryLedger } from '../../../lambdas/adapters/memory/memory-ledger';
import { memoryStores } from '../../../lambdas/adapters/memory/stores';
import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { type Order } from '../../../lambdas/domain/orders/order';
import { heedNotice } from '../../../lambdas/domain/payments/webhook';

const orderId = orderIdOf('key-1');

/** OPEN, with an intent, put off once. */
const PUT_OFF: Order = {
  id: orderId,
  attempt: 'attempt-1',
  version: 3,
  status: 'OPEN',
  total: { amount: 1250, currency: 'GBP' },
  fingerprint: 'f',
  paymentToken: 'pm_card_visa',
  intentId: 'pi_1',
  released: false,
  tries: 1,
  owes: [],
  work: { region: 'us-east-1', dueAt: 1 },
  placedAt: 0,
  bufferedAt: 0,
  region: 'us-east-1',
  history: [{ status: 'OPEN', at: 0 }],
};
const NO_DETAILS = { lines: [], allocations: [], customer: { email: 'ada@example.com' } };

async function shopWith(changes: Partial<Order> = {}) {
  const calls: string[] = [];
  const broken = new Set<string>();
  const stores = memoryStores(new MemoryLedger(), async (point) => {
    const operation = point.replace(/:.*/, '');
    if (broken.has(operation)) throw new StoreUnavailable(operation, 'not_applied');
    if (!calls.includes(operation)) calls.push(operation);
  });
  await stores.orders.commit({ ...PUT_OFF, ...changes }, NO_DETAILS);
  calls.length = 0;
  return { stores, calls, broken };
}

it('hurries an order that was put off, and tells the workers which intent succeeded', async () => {
  const { stores } = await shopWith();
  expect(await heedNotice(stores, { orderId, paidIntentId: 'pi_1' })).toEqual({ kind: 'hurried' });
  expect(stores.queue.messages).toEqual([{ orderId, delaySeconds: 0, hurry: true, paidIntentId: 'pi_1' }]);
});

it.each([
  ['anything but a success', {}, {}],
  ['a success of another intent', {}, { paidIntentId: 'pi_2' }],
  ['a success before the order has an intent', { intentId: undefined }, { paidIntentId: 'pi_1' }],
])('only says "look" after %s', async (_, changes, told) => {
  const { stores } = await shopWith(changes);
  expect(await heedNotice(stores, { orderId, ...told })).toEqual({ kind: 'hurried' });
  expect(stores.queue.messages).toEqual([{ orderId, delaySeconds: 0, hurry: true }]);
});

it('looks again, once nobody waits for the answer any more, when it has overtaken that of a checkout', async () => {
  const { stores } = await shopWith({ tries: 0 });
  expect(await heedNotice(stores, { orderId, paidIntentId: 'pi_1' })).toEqual({ kind: 'hurried' });
  expect(stores.queue.messages).toEqual([{ orderId, delaySeconds: 10, hurry: true, paidIntentId: 'pi_1' }]);
});

it.each([
  ['anything but a success', {}],
  ['a success of another intent', { paidIntentId: 'pi_2' }],
])('leaves an order that somebody has in hand alone after %s', async (_, told) => {
  const { stores } = await shopWith({ tries: 0 });
  expect(await heedNotice(stores, { orderId, ...told })).toMatchObject({ kind: 'not_waiting' });
  expect(stores.queue.messages).toEqual([]);
});

it.each<[string, Partial<Order>]>([
  ['confirmed', { status: 'CONFIRMED', tries: 0, work: undefined }],
  ['confirmed and owing a message that cannot be sent', { status: 'CONFIRMED', tries: 3 }],
  ['being stopped', { status: 'VOIDING', tries: 3 }],
  ['cancelled', { status: 'CANCELLED', tries: 0, work: undefined }],
  ['refunded', { status: 'REFUNDED', tries: 0, work: undefined }],
])('costs one read and no message for an order that is %s', async (_, changes) => {
  const { stores, calls } = await shopWith(changes);
  expect(await heedNotice(stores, { orderId, paidIntentId: 'pi_1' })).toMatchObject({ kind: 'not_waiting' });
  expect(calls).toEqual(['orders.read']);
  expect(stores.queue.messages).toEqual([]);
});

it('knows no order that was never committed', async () => {
  const { stores } = await shopWith();
  const abandoned = orderIdOf('key-2');
  await stores.orders.fence(abandoned, 'attempt-2');
  expect(await heedNotice(stores, { orderId: orderIdOf('key-3') })).toEqual({ kind: 'unknown_order' });
  expect(await heedNotice(stores, { orderId: abandoned })).toEqual({ kind: 'unknown_order' });
  expect(stores.queue.messages).toEqual([]);
});

it.each(['orders.read', 'queue.hurry'])(
  'lets a failure of %s through, so that it is sent again',
  async (operation) => {
    const { stores, broken } = await shopWith();
    broken.add(operation);
    await expect(heedNotice(stores, { orderId, paidIntentId: 'pi_1' })).rejects.toThrow(StoreUnavailable);
    expect(stores.queue.messages).toEqual([]);
  },
);
