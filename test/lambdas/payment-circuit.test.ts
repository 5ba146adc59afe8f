import { MemoryCircuit, MemoryCircuitStore } from '../../lambdas/adapters/memory/circuit-store';
import { advanceOrdersFunction } from '../../lambdas/advance-orders/advance-orders';
import { orderIdOf } from '../../lambdas/domain/orders/identity';
import { type CallerRole, PaymentCircuit } from '../../lambdas/domain/payments/circuit-breaker';
import { guardedPayments } from '../../lambdas/domain/payments/guarded-payments';
import { type Payments } from '../../lambdas/domain/payments/payments';
import { placeOrderFunction } from '../../lambdas/place-order/place-order-api';
import { countingRefusals, reporting, telling } from '../../lambdas/shared/ports/payments';
import { sweepOrdersFunction } from '../../lambdas/sweep-orders/sweep-orders';
import { type Call, caller, lambdaContext, scheduledEvent, sqsEvent } from './support/events';
import { memoryShop, orderBody, sell } from './support/shop';

/** The functions of one Region over one circuit, and every call that reached the provider. */
async function region() {
  const shop = memoryShop();
  await sell(shop, 'mug', 100);
  const shared = new MemoryCircuit();
  const called: string[] = [];
  const provider = new Proxy(shop.deps.payments, {
    get(target, name: keyof Payments) {
      called.push(name);
      return target[name].bind(target) as unknown;
    },
  });
  const { clock, random, telemetry } = shop;
  const guarded = (role: CallerRole) => {
    const store = new MemoryCircuitStore(shared);
    const circuit = new PaymentCircuit({ store, role, clock, random, observer: telling(telemetry) });
    const onRefused = countingRefusals(telemetry);
    const payments = guardedPayments(reporting(provider, telemetry), { circuit, clock, onRefused });
    return { circuit, saga: { ...shop.deps, payments } };
  };
  return { shop, shared, called, guarded };
}

type Region = Awaited<ReturnType<typeof region>>;

const checkoutIn = ({ shop, guarded }: Region): ((key: string) => ReturnType<Call>) => {
  const { circuit, saga } = guarded('shopper');
  const call = caller(placeOrderFunction({ ...shop, circuit, checkout: saga }));
  const body = orderBody({ sku: 'mug', quantity: 1 });
  return (key) => call('POST /v1/orders', { headers: { 'Idempotency-Key': key }, body });
};

/** A Region in which three checkouts have met a provider that fails. */
async function outage() {
  const all = await region();
  const checkout = checkoutIn(all);
  all.shop.broken.add('payments');
  for (const n of [1, 2, 3]) {
    expect(await checkout(`checkout-${n}`)).toMatchObject({ status: 202 });
    all.shop.clock.advance(1);
  }
  return { ...all, checkout };
}

const statusOf = ({ shop }: Region, key: string) => {
  const record = shop.ledger.orders.get(orderIdOf(key));
  return record?.kind === 'order' ? record.order.status : undefined;
};

it('after three checkouts that failed, the next make no call, in whatever instance', async () => {
  const all = await outage();
  expect(all.called).toEqual(Array.from({ length: 3 }, () => 'createIntent'));
  expect(all.shop.telemetry.text).toContain('payment circuit opened');
  all.called.length = 0;

  expect(await all.checkout('checkout-6')).toMatchObject({ status: 202 });
  expect(await checkoutIn(all)('checkout-7')).toMatchObject({ status: 202 });

  expect(all.called).toEqual([]);
  const counts = Object.fromEntries(all.shop.telemetry.counts);
  expect(counts).toMatchObject({ CircuitOpened: 1, PaymentsShortCircuited: 2, PaymentsUnavailable: 3 });
  expect(counts['PaymentCalls']).toBe(3 + 2);
});

it('no order that was recorded meanwhile is due before the provider may be asked again', async () => {
  const { shop, shared, checkout } = await outage();
  await checkout('checkout-6');
  const record = shop.ledger.orders.get(orderIdOf('checkout-6'));
  const probeAt = shared.circuit.kind === 'open' ? shared.circuit.probeAt : Infinity;
  expect(record?.kind === 'order' && record.order.work?.dueAt).toBeGreaterThan(probeAt);
});

/** Runs the worker on the messages of these checkouts. */
async function work({ shop, guarded }: Region, ...keys: string[]) {
  const handler = advanceOrdersFunction({ ...guarded('worker'), telemetry: shop.telemetry, workers: 1 });
  return handler(sqsEvent(...keys.map((key) => ({ orderId: orderIdOf(key) }))), lambdaContext(60_000));
}

/** Runs the sweep as a schedule that fires so many ms from now. */
async function sweep({ shop, guarded }: Region, ahead = 0): Promise<void> {
  const { telemetry } = shop;
  const handler = sweepOrdersFunction({ ...guarded('worker'), telemetry, freshnessMs: 600_000 });
  await handler(scheduledEvent(new Date(shop.clock.now() + ahead).toISOString()), lambdaContext(90_000));
}

it('a worker closes it with an order, lets the others go on, and shoppers pay again', async () => {
  const all = await outage();
  const { shop, shared, checkout } = all;
  shop.broken.clear();
  shop.clock.advance(30_000);

  expect(await work(all, 'checkout-1')).toEqual({ batchItemFailures: [] });

  expect(shared.circuit).toMatchObject({ kind: 'closed', trips: 1 });
  expect(statusOf(all, 'checkout-1')).toBe('CONFIRMED');
  const hurried = shop.stores.queue.messages.filter(({ hurry }) => hurry).map(({ orderId }) => orderId);
  expect(hurried).toEqual([2, 3].map((n) => orderIdOf(`checkout-${n}`)));
  expect(await checkout('checkout-6')).toMatchObject({ status: 201 });
  expect(shop.telemetry.counts.get('CircuitClosed')).toBe(1);
});

it('of a batch one order asks a provider that is still down, and it stays open for longer', async () => {
  const all = await outage();
  all.shop.clock.advance(30_000);
  all.called.length = 0;
  await work(all, 'checkout-1', 'checkout-2', 'checkout-3');
  expect(all.called).toEqual(['createIntent']);
  expect(all.shared.circuit).toMatchObject({ kind: 'open', trips: 2 });
});

it('the sweep closes it in a shop without orders, with one call, once it is due', async () => {
  const all = await region();
  const { shop, shared, called } = all;
  const { clock } = shop;
  shared.circuit = { kind: 'open', since: clock.now(), probeAt: clock.now() + 4_000, trips: 1 };
  shared.version = 1;
  await sweep(all);
  expect(called).toEqual([]);
  clock.advance(5_000);
  shop.broken.add('payments');
  await sweep(all);
  expect(shared.circuit).toMatchObject({ kind: 'open', trips: 2 });
  shop.broken.clear();
  clock.advance(10_000);
  await sweep(all);
  expect(called).toEqual(['listCharges', 'listCharges']);
  expect(shared.circuit).toMatchObject({ kind: 'closed' });
});

it('each sweep tells once, at its end, whether it is open', async () => {
  const all = await outage();
  const { shop, shared } = all;
  await sweep(all);
  expect(shop.telemetry.measured('CircuitOpen')).toEqual([1]);
  shared.circuit = {
    ...{ kind: 'half_open', since: shop.clock.now(), trips: 1 },
    probe: { id: 'another', until: shop.clock.now() + 30_000 },
  };
  await sweep(all);
  shop.broken.clear();
  shop.clock.advance(60_000);
  await sweep(all);
  expect(shop.telemetry.measured('CircuitOpen')).toEqual([1, 1, 0]);
  expect(shared.circuit).toMatchObject({ kind: 'closed' });
});

it('a sweep whose time is ahead does not wait for it, and asks with an order', async () => {
  const all = await outage();
  all.shop.broken.clear();
  all.called.length = 0;
  await sweep(all, 20 * 60_000);
  expect(all.called).not.toContain('listCharges');
  expect(all.shared.circuit).toMatchObject({ kind: 'closed' });
});
