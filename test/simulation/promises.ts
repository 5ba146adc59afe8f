import { MemoryLedgerScan } from '../../lambdas/adapters/memory/ledger-scan';
import { detailsKey } from '../../lambdas/adapters/memory/memory-ledger';
import { MemoryOrderStore } from '../../lambdas/adapters/memory/order-store';
import { MemoryPayments } from '../../lambdas/adapters/memory/payments';
import { MemoryReceiptStore } from '../../lambdas/adapters/memory/receipt-store';
import { MemoryStockLedger } from '../../lambdas/adapters/memory/stock-ledger';
import { type AuditDeps, runAudit } from '../../lambdas/domain/audit/run-audit';
import { fingerprintOf, orderIdOf } from '../../lambdas/domain/orders/identity';
import { type Order } from '../../lambdas/domain/orders/order';
import { type OrderEventName } from '../../lambdas/domain/orders/owed';
import { type PlaceOrderRequest } from '../../lambdas/domain/orders/place-request';
import { returnEntry } from '../../lambdas/domain/stock/attempt';
import { stockLevels } from '../../lambdas/domain/stock/levels';
import { checkBargain } from './bargain-promises';
import { hold } from './broken-promise';
import { REGIONS } from './regions';
import { type World } from './world';
import { checkCoupons, checkMessages } from './order-promises';
import { type Scenario } from './scenario';

function ordersOf({ ledger }: World): Order[] {
  return [...ledger.orders.values()].flatMap((record) => (record.kind === 'order' ? [record.order] : []));
}

const isOver = ({ status }: Order) => status === 'CANCELLED' || status === 'REFUNDED';

interface Units {
  received: number;
  withdrawn: number;
  available: number;
  /** Of committed orders, as far as they were not given back. */
  committed: number;
}

function countUnits(world: World): ReadonlyMap<string, Units> {
  const units = new Map<string, Units>();
  const returns = new Set<string>();
  for (const { sku, bucket, received, withdrawn, available, journal } of world.ledger.buckets.values()) {
    hold(available >= 0, `P1: bucket ${bucket} of ${sku} has ${available} units available`);
    const sums = units.get(sku) ?? { received: 0, withdrawn: 0, available: 0, committed: 0 };
    units.set(sku, sums);
    sums.received += received;
    sums.withdrawn += withdrawn;
    sums.available += available;
    for (const opId of Object.keys(journal)) returns.add(`${sku}#${bucket}#${opId}`);
  }
  for (const order of ordersOf(world)) {
    if (order.released) continue;
    const details = world.ledger.details.get(detailsKey(order.id, order.attempt));
    for (const { sku, bucket, quantity } of details?.allocations ?? []) {
      const returned = isOver(order) && returns.has(`${sku}#${bucket}#${returnEntry(order.id)}`);
      const sums = units.get(sku);
      if (sums && !returned) sums.committed += quantity;
    }
  }
  return units;
}

function chargesOf({ provider }: World): ReadonlyMap<string, { refunded: boolean }[]> {
  const charges = new Map<string, { refunded: boolean }[]>();
  for (const { orderId, state, refunded } of provider.intents.values())
    if (state === 'succeeded') charges.set(orderId, [...(charges.get(orderId) ?? []), { refunded }]);
  return charges;
}

/**
 * What holds at every moment. Beyond P1 as it is written, units of orders and units on sale together
 * never exceed what there is: that shows an oversell before anybody buys the units that are too many.
 */
export function checkAlways(world: World): void {
  for (const [sku, { received, withdrawn, available, committed }] of countUnits(world))
    hold(
      committed + available <= received - withdrawn,
      `P1: ${sku}: ${committed} units in orders and ${available} available, of ${received - withdrawn}`,
    );
  for (const [orderId, charges] of chargesOf(world))
    hold(charges.length <= 1, `P3: order ${orderId} was charged ${charges.length} times`);
}

/** P2 and P4: what shoppers were told is true. */
function checkAnswers(world: World, { answers }: Scenario): void {
  for (const { key, request, outcome, orderStood } of answers) {
    const record = world.ledger.orders.get(orderIdOf(key));
    const attempt = record?.kind === 'order' ? record.order.attempt : undefined;
    if (outcome.kind === 'placed' || outcome.kind === 'replayed') {
      hold(outcome.order.attempt === attempt, `P2, P4: ${key} was told of another order than it has`);
      const isOurs = outcome.order.fingerprint === fingerprintOf(request);
      hold(isOurs, `P4: ${key} was told of an order with another body`);
    } else if (outcome.kind === 'key_reused') checkReused(world, key, request);
    else if (outcome.kind !== 'busy')
      hold(!orderStood, `P4: ${key} was answered ${outcome.kind} while its order stood`);
  }
}

function checkReused({ ledger }: World, key: string, request: PlaceOrderRequest): void {
  const record = ledger.orders.get(orderIdOf(key));
  const isOther = record?.kind === 'order' && record.order.fingerprint !== fingerprintOf(request);
  hold(isOther, `P4: ${key} was told that it was used for another order, and it was not`);
}

/** R6: what operators were told is true. */
function checkBookings({ bookings }: Scenario): void {
  for (const { receiptId, outcome, receiptStood } of bookings)
    if (outcome.kind !== 'busy')
      hold(
        receiptStood === (outcome.kind === 'applied'),
        `R6: receipt ${receiptId} was answered ${outcome.kind} and ${receiptStood ? 'stood' : 'did not stand'}`,
      );
}

/** P3, order by order. */
function checkPayment(order: Order, charges: readonly { refunded: boolean }[]): void {
  const kept = charges.filter(({ refunded }) => !refunded).length;
  const { id, status } = order;
  hold(kept === (status === 'CONFIRMED' ? 1 : 0), `P3: order ${id} is ${status} with ${kept} charges kept`);
  if (status === 'CANCELLED') hold(charges.length === 0, `P3: order ${id} is CANCELLED and was charged`);
}

const EVENTS: Partial<Record<Order['status'], OrderEventName>> = {
  OPEN: 'OrderPlaced',
  CONFIRMED: 'OrderConfirmed',
  CANCELLED: 'OrderCancelled',
  REFUNDED: 'OrderRefunded',
};

function checkEvents({ events }: World, { id, history }: Order): void {
  for (const { status } of history) {
    const name = EVENTS[status];
    const published = events.published.some((event) => event.name === name && event.order.id === id);
    if (name) hold(published, `order ${id} became ${status} and nobody was told`);
  }
}

/** P5, exactly: every unit is on sale, sold or withdrawn, and nothing is in doubt. */
function checkStock(world: World): void {
  for (const { sku, bucket, journal } of world.ledger.buckets.values())
    hold(Object.keys(journal).length === 0, `P5: ${sku}#${bucket} keeps ${Object.keys(journal).join(', ')}`);
  for (const [sku, { received, withdrawn, available, committed }] of countUnits(world))
    hold(
      received - withdrawn - committed === available,
      `P5: ${sku}: ${received} - ${withdrawn} - ${committed} units expected, ${available} available`,
    );
}

/** R6: every receipt was booked once. `initial` is what was there before. */
function checkReceipts(world: World, initial: ReadonlyMap<string, number>): void {
  for (const [sku, { received, withdrawn }] of countUnits(world)) {
    const receipts = [...world.ledger.receipts.values()].flatMap((record) =>
      record.kind === 'receipt' && record.receipt.sku === sku ? [record.receipt] : [],
    );
    const booked = (kind: string) =>
      receipts.filter((receipt) => receipt.kind === kind).reduce((sum, { quantity }) => sum + quantity, 0);
    const came = received - (initial.get(sku) ?? 0);
    hold(came === booked('received'), `R6: ${sku}: ${came} units came in, ${booked('received')} were booked`);
    hold(
      withdrawn === booked('withdrawn'),
      `R6: ${sku}: ${withdrawn} units went, not ${booked('withdrawn')}`,
    );
  }
}

/** Deps that reach the stores at once: the looking on of a test. */
export function directDeps(world: World): AuditDeps {
  const { ledger, provider, random } = world;
  return {
    stock: new MemoryStockLedger(ledger),
    orders: new MemoryOrderStore(ledger),
    receipts: new MemoryReceiptStore(ledger),
    scan: new MemoryLedgerScan(ledger),
    payments: new MemoryPayments(provider),
    clock: { now: () => world.network.time, sleep: async () => undefined },
    random,
    settings: world.settingsOf(REGIONS[0]),
  };
}

async function checkReports(world: World): Promise<void> {
  const report = await runAudit(directDeps(world));
  hold(report.ok, `the audit finds ${JSON.stringify(report)}`);
  for (const [sku, units] of countUnits(world)) {
    const levels = await stockLevels(directDeps(world), sku);
    const { held, sold, available } = levels ?? { held: -1, sold: -1, available: -1 };
    const agrees = held === 0 && sold === units.committed && available === units.available;
    hold(agrees, `P5: ${sku} is reported with ${held} held, ${sold} sold, ${available} available`);
  }
}

/** Whether nobody owes anything and no entry is undecided. */
export function isQuiet(world: World): boolean {
  return (
    ordersOf(world).every(({ work }) => work === undefined) &&
    [...world.ledger.buckets.values()].every(({ journal }) => Object.keys(journal).length === 0)
  );
}

/** What holds when everything has come to rest. */
export async function checkSettled(
  world: World,
  scenario: Scenario,
  initial: ReadonlyMap<string, number>,
): Promise<void> {
  checkAlways(world);
  checkAnswers(world, scenario);
  checkQueues(world);
  checkBookings(scenario);
  const charges = chargesOf(world);
  for (const order of ordersOf(world)) {
    hold(order.work === undefined, `P2: order ${order.id} is stuck in the work index as ${order.status}`);
    checkPayment(order, charges.get(order.id) ?? []);
    checkEvents(world, order);
    checkMessages(world, order);
    checkCoupons(world, order);
    checkBargain(world, scenario, order);
  }
  checkStock(world);
  checkReceipts(world, initial);
  await checkReports(world);
}

/** The receive count is for surprises: an outage of the provider alone fills no dead-letter queue. */
function checkQueues(world: World): void {
  const dead = world.deadLetters();
  hold(!world.isFair || dead.length === 0, `P2: the dead-letter queue holds ${dead.join(', ')}`);
}

/** Units that there are of each SKU. */
export function receivedOf(world: World): ReadonlyMap<string, number> {
  return new Map([...countUnits(world)].map(([sku, { received }]) => [sku, received]));
}
