import { advanceOrdersFunction } from '../../../lambdas/advance-orders/advance-orders';
import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { placeOrder } from '../../../lambdas/domain/orders/place-order';
import { lambdaContext, sqsEvent } from '../support/events';
import { memoryShop, orderBody, sell } from '../support/shop';

/** A shop whose orders wait for their payment. */
async function waiting(...keys: string[]) {
  const shop = memoryShop();
  await sell(shop, 'mug', 100);
  shop.broken.add('payments');
  for (const idempotencyKey of keys) {
    const { payment, ...body } = orderBody({ sku: 'mug', quantity: 1 });
    await placeOrder(shop.deps, { ...body, idempotencyKey, paymentToken: payment.token });
    shop.clock.advance(1);
  }
  const circuit = { ...shop.circuit, isClosedNow: false, takeClosed: () => circuit.isClosedNow };
  const worker = { saga: shop.deps, telemetry: shop.telemetry, circuit, workers: 4 };
  const handler = advanceOrdersFunction(worker);
  const run = (...bodies: unknown[]) => handler(sqsEvent(...bodies), lambdaContext(60_000));
  const statusOf = (key: string) => {
    const record = shop.ledger.orders.get(orderIdOf(key));
    return record?.kind === 'order' ? record.order.status : undefined;
  };
  return { shop, circuit, run, statusOf };
}

const message = (key: string) => ({ orderId: orderIdOf(key) });

it('finishes orders that are due', async () => {
  const { shop, run, statusOf } = await waiting('key-1', 'key-2');
  shop.broken.clear();
  shop.clock.advance(3_600_000);
  expect(await run(message('key-1'), message('key-2'))).toEqual({ batchItemFailures: [] });
  expect([statusOf('key-1'), statusOf('key-2')]).toEqual(['CONFIRMED', 'CONFIRMED']);
  expect(shop.telemetry.counts.get('OrdersAdvanced')).toBe(2);
  expect(shop.telemetry.orderIds).toEqual([orderIdOf('key-1'), orderIdOf('key-2')]);
});

it('sends a new message with a delay for an order that has to wait, and acknowledges the old one', async () => {
  const { shop, run, statusOf } = await waiting('key-1');
  expect(await run(message('key-1'))).toEqual({ batchItemFailures: [] });
  expect(statusOf('key-1')).toBe('OPEN');
  const [sent] = shop.stores.queue.messages;
  expect(sent?.orderId).toBe(orderIdOf('key-1'));
  expect(sent?.delaySeconds).toBeGreaterThan(0);
  expect(sent?.delaySeconds).toBeLessThanOrEqual(900);
  expect(shop.telemetry.counts.get('OrdersWaiting')).toBe(1);
});

it('acknowledges a message about an order that does not exist, with a warning', async () => {
  const { shop, run } = await waiting();
  expect(await run(message('nobody'))).toEqual({ batchItemFailures: [] });
  expect(shop.telemetry.lines).toEqual([
    { level: 'warn', message: 'message names an unknown order', fields: { orderId: orderIdOf('nobody') } },
  ]);
});

it('sends back only the messages that failed', async () => {
  const { shop, run, statusOf } = await waiting('key-1');
  shop.broken.clear();
  shop.clock.advance(3_600_000);
  const result = await run('not json', message('key-1'), { orderId: 'ada@example.com' }, {});
  expect(result).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm3' }, { itemIdentifier: 'm4' }],
  });
  expect(statusOf('key-1')).toBe('CONFIRMED');
  expect(shop.telemetry.counts.get('BadMessages')).toBe(3);
  expect(shop.telemetry.text).not.toContain('ada@example.com');
});

it('sends a message back when the store fails', async () => {
  const { shop, run } = await waiting('key-1');
  shop.broken.add('orders.read');
  expect(await run(message('key-1'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
});

it('sends a message back when the order has to wait and the queue fails', async () => {
  const { shop, run } = await waiting('key-1');
  shop.broken.add('queue');
  expect(await run(message('key-1'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
});

const hurried = (key: string, more: object = {}) => ({ ...message(key), hurry: true, ...more });

it('charges an order that is not due when it is told to hurry', async () => {
  const { shop, run, statusOf } = await waiting('key-1');
  shop.broken.clear();
  await run(message('key-1'));
  expect(statusOf('key-1')).toBe('OPEN');
  await run(hurried('key-1'));
  expect(statusOf('key-1')).toBe('CONFIRMED');
});

it('sends no message of its own for a hurried order that has to wait on', async () => {
  const { shop, run } = await waiting('key-1');
  expect(await run(hurried('key-1'))).toEqual({ batchItemFailures: [] });
  expect(shop.stores.queue.messages).toEqual([]);
});

it('believes the signed word that the intent of the order has succeeded', async () => {
  const { shop, run, statusOf } = await waiting();
  await sell(shop, 'mug', 10);
  shop.broken.clear();
  shop.broken.add('payments.confirmIntent');
  const { payment, ...body } = orderBody({ sku: 'mug', quantity: 1 });
  await placeOrder(shop.deps, { ...body, idempotencyKey: 'key-1', paymentToken: payment.token });
  shop.broken.add('payments');
  const record = shop.ledger.orders.get(orderIdOf('key-1'));
  const paidIntentId = record?.kind === 'order' ? record.order.intentId : undefined;
  await run(hurried('key-1', { paidIntentId: 'pi_of_another_order' }));
  expect(statusOf('key-1')).toBe('OPEN');
  await run(hurried('key-1', { paidIntentId }));
  expect([typeof paidIntentId, statusOf('key-1')]).toEqual(['string', 'CONFIRMED']);
});

describe('keeps the slot of an order that it drains for its share of the rate', () => {
  /** Twenty slots share three quarters of twenty orders a second. */
  const SLOT_MS = (20 * 1_000) / 15;

  it.each([
    ['is charged', 'pm_card_visa', 'CONFIRMED', []],
    ['is declined', 'pm_card_visa_chargeDeclined', 'CANCELLED', []],
    ['is charged and nobody can be told', 'pm_card_visa', 'CONFIRMED', ['email']],
  ])('when it %s', async (_, token, status, broken) => {
    const { shop, run, statusOf } = await waiting();
    shop.broken.add('payments');
    const { payment: _payment, ...body } = orderBody({ sku: 'mug', quantity: 1 });
    await placeOrder(shop.deps, { ...body, idempotencyKey: 'key-1', paymentToken: token });
    shop.broken.clear();
    for (const port of broken) shop.broken.add(`messages.${port}`);
    shop.clock.advance(3_600_000);
    const before = shop.clock.now();
    await run(message('key-1'));
    expect([statusOf('key-1'), Math.round(shop.clock.now() - before)]).toEqual([status, Math.round(SLOT_MS)]);
  });

  it('and not for one that it finds finished', async () => {
    const { shop, run } = await waiting('key-1');
    shop.broken.clear();
    shop.clock.advance(3_600_000);
    await run(message('key-1'));
    const before = shop.clock.now();
    await run(message('key-1'));
    expect(shop.clock.now()).toBe(before);
  });
});

it('lets a message about an order come once, however many copies of it there are', async () => {
  const { shop, run } = await waiting('key-1');
  await run(message('key-1'));
  for (let hop = 0; hop < 5; hop++) {
    const [next] = shop.stores.queue.messages.splice(0);
    shop.clock.advance((next?.delaySeconds ?? 0) * 1_000);
    await run(next, next, next);
    expect(shop.stores.queue.messages).toHaveLength(1);
  }
});

describe('an order that somebody has in hand', () => {
  async function inHand() {
    const all = await waiting('key-1');
    const record = all.shop.ledger.orders.get(orderIdOf('key-1'));
    if (record?.kind !== 'order') throw new Error('the test expects an order');
    const { order } = record;
    const work = { region: order.region, dueAt: all.shop.clock.now() + 60_000 };
    const held = { ...order, tries: 0, intentId: 'pi_1', work };
    all.shop.ledger.orders.set(order.id, { kind: 'order', order: held });
    return all;
  }

  it('is looked at again soon when it was to be hurried', async () => {
    const { shop, run } = await inHand();
    await run(hurried('key-1'));
    expect(shop.stores.queue.messages).toEqual([{ ...hurried('key-1'), delaySeconds: 10 }]);
  });

  it('is confirmed at once when its very intent has succeeded', async () => {
    const { run, statusOf } = await inHand();
    await run(hurried('key-1', { paidIntentId: 'pi_1' }));
    expect(statusOf('key-1')).toBe('CONFIRMED');
  });
});

it('resumes the backlog in order of arrival, at the rate, once its call has closed the circuit', async () => {
  const keys = Array.from({ length: 41 }, (_, n) => `key-${n}`);
  const { shop, circuit, run } = await waiting(...keys);
  circuit.isClosedNow = true;
  await run();
  const sent = shop.stores.queue.messages;
  expect(sent.map(({ orderId }) => orderId)).toEqual(keys.map(orderIdOf));
  expect(sent.map(({ delaySeconds }) => delaySeconds)).toEqual(keys.map((_, n) => Math.floor(n / 15)));
  expect(sent.every(({ hurry }) => hurry)).toBe(true);
  expect(shop.telemetry.counts.get('OrdersResumed')).toBe(41);
});

it('leaves the backlog to its own time when it cannot be resumed', async () => {
  const { shop, circuit, run } = await waiting('key-1');
  circuit.isClosedNow = true;
  shop.broken.add('queue');
  expect(await run()).toEqual({ batchItemFailures: [] });
  expect(shop.telemetry.text).toContain('each order waits for its own time');
});
