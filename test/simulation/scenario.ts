import { bucketKey, receiptKey } from '../../lambdas/adapters/memory/memory-ledger';
import { type PlaceOrderDeps, type QueuedSagaDeps } from '../../lambdas/domain/deps';
import { StoreUnavailable } from '../../lambdas/domain/errors';
import { couponOf } from '../../lambdas/domain/coupons/coupon';
import { advanceById } from '../../lambdas/domain/orders/advance';
import { cancelOrder, type CancelOutcome } from '../../lambdas/domain/orders/cancel';
import { fulfilOrder, type FulfilOutcome } from '../../lambdas/domain/orders/fulfil';
import { orderIdOf } from '../../lambdas/domain/orders/identity';
import { placeOrder } from '../../lambdas/domain/orders/place-order';
import { type PlaceOrderOutcome, type PlaceOrderRequest } from '../../lambdas/domain/orders/place-request';
import { sweepOrders } from '../../lambdas/domain/orders/sweep';
import { applyReceipt, type ReceiptOutcome, type ReceiptRequest } from '../../lambdas/domain/stock/receipts';
import { settlePage } from '../../lambdas/domain/stock/settle-scan';
import { REGIONS, type World } from './world';

/** A shopper's answer, and whether the Ledger held an order under the key when it was given. */
export interface Answer {
  readonly key: string;
  readonly outcome: PlaceOrderOutcome;
  readonly orderStood: boolean;
}

/** An operator's answer, and whether the receipt stood in the Ledger when it was given. */
export interface Booking {
  readonly receiptId: string;
  readonly outcome: ReceiptOutcome;
  readonly receiptStood: boolean;
}

/** What a shopper was told who wanted an order cancelled. */
export interface Cancellation {
  readonly orderId: string;
  readonly outcome: CancelOutcome;
}

/** What an operator was told who said that the goods have left. */
export interface Fulfilment {
  readonly orderId: string;
  readonly outcome: FulfilOutcome;
}

/** What the people and machines of one run do, and what they were told. */
export interface Scenario {
  readonly requests: readonly PlaceOrderRequest[];
  readonly receipts: readonly ReceiptRequest[];
  readonly answers: Answer[];
  readonly bookings: Booking[];
  readonly cancellations: Cancellation[];
  readonly fulfilments: Fulfilment[];
  /** What no actor may ever throw. */
  readonly surprises: Error[];
}

/** Plans one invocation; a store that fails is something that every caller has to live with. */
export function invoke(
  world: World,
  { surprises }: Scenario,
  name: string,
  region: string,
  work: (deps: PlaceOrderDeps & QueuedSagaDeps) => Promise<unknown>,
): void {
  world.network.plan(`${name} begins in ${region}`, () => {
    work(world.depsOf(name, region)).catch((error: unknown) => {
      if (!(error instanceof StoreUnavailable)) surprises.push(error as Error);
    });
  });
}

const TOKENS = ['pm_card_visa', 'pm_card_visa', 'pm_card_visa', 'pm_card_visa_chargeDeclined'];

/** Wants one unit of everything, few, or most of what there is, so that shoppers get in each other's way. */
const APPETITES = [[1], [1, 2, 3, 4], [2, 3, 4]];

function requestOf(
  world: World,
  key: string,
  skus: readonly string[],
  appetite: readonly number[],
): PlaceOrderRequest {
  const chosen = world.below(2) === 0 ? [world.pick(skus)] : skus;
  return {
    idempotencyKey: key,
    lines: chosen.map((sku) => ({ sku, quantity: world.pick(appetite) })),
    customer: world.pick([
      { email: 'ann@example.com' },
      { email: 'ann@example.com', phone: '+441632960000' },
    ]),
    paymentToken: world.pick(TOKENS),
  };
}

/** One to a dozen units of each SKU, scattered over its buckets. */
function stockUp(world: World, skus: readonly string[]): void {
  for (const sku of skus) {
    const available = Array.from({ length: world.stockBuckets }, () => 0);
    for (let units = 1 + world.below(world.pick([3, 6, 12])); units > 0; units--) {
      const bucket = world.below(world.stockBuckets);
      available[bucket] = (available[bucket] ?? 0) + 1;
    }
    available.forEach((units, bucket) =>
      world.ledger.buckets.set(bucketKey({ sku, bucket }), {
        ...{ sku, bucket, available: units, received: units },
        ...{ withdrawn: 0, guard: 0, journal: {} },
      }),
    );
    world.ledger.products.set(sku, { sku, name: sku, price: { amount: 100, currency: 'GBP' } });
  }
}

/** Places an order; a shopper who is told to try again does so once, in the other Region. */
function shop(world: World, scenario: Scenario, request: PlaceOrderRequest, region: string, again = 1): void {
  const key = request.idempotencyKey;
  invoke(world, scenario, `shopper ${key}`, region, async (deps) => {
    const outcome = await placeOrder(deps, request);
    const orderStood = world.ledger.orders.get(orderIdOf(key))?.kind === 'order';
    scenario.answers.push({ key, outcome, orderStood });
    const other = REGIONS.find((name) => name !== region) ?? region;
    if (outcome.kind === 'busy' && again > 0) shop(world, scenario, request, other, again - 1);
  });
}

/** A shopper cancels; one who comes too early looks again. */
function cancel(world: World, scenario: Scenario, key: string, region: string, again = 3): void {
  invoke(world, scenario, `canceller ${key}`, region, async (deps) => {
    const orderId = orderIdOf(key);
    const outcome = await cancelOrder(deps, orderId);
    scenario.cancellations.push({ orderId, outcome });
    if (outcome.kind === 'unknown_order' && again > 0) cancel(world, scenario, key, region, again - 1);
  });
}

/** An operator sends the goods; one who comes too early looks again. */
function fulfil(world: World, scenario: Scenario, key: string, region: string, again = 3): void {
  invoke(world, scenario, `warehouse ${key}`, region, async (deps) => {
    const orderId = orderIdOf(key);
    const outcome = await fulfilOrder(deps, orderId);
    scenario.fulfilments.push({ orderId, outcome });
    if (outcome.kind !== 'fulfilled' && again > 0) fulfil(world, scenario, key, region, again - 1);
  });
}

/** The scheduled sweep of one Region. */
export function sweep(world: World, scenario: Scenario, region: string): void {
  invoke(world, scenario, 'sweeper', region, async (deps) => {
    const now = deps.clock.now();
    await sweepOrders(deps, { now, deadline: now + 3_600_000 });
  });
}

/** The scheduled settling of one Region. */
export function settle(world: World, scenario: Scenario, region: string): void {
  invoke(world, scenario, 'settler', region, async (deps) => {
    let cursor: string | undefined;
    do ({ cursor } = await settlePage(deps, cursor));
    while (cursor !== undefined);
  });
}

/** An operator's receipt, sent again until it is answered. */
export function book(world: World, scenario: Scenario, receipt: ReceiptRequest, region: string): void {
  const { sku, receiptId } = receipt;
  invoke(world, scenario, `operator ${receiptId}`, region, async (deps) => {
    const outcome = await applyReceipt(deps, receipt);
    const receiptStood = world.ledger.receipts.get(receiptKey(sku, receiptId))?.kind === 'receipt';
    scenario.bookings.push({ receiptId, outcome, receiptStood });
  });
}

/** The longest is beyond every hold. */
const JUMPS_MS = [500, 30_000, 61_000, 130_000, 301_000, 16 * 60_000, 25 * 3_600_000];

function planBackground(world: World, scenario: Scenario, keys: readonly string[]): void {
  const region = () => world.pick(REGIONS);
  const some = (most: number, plan: () => void) => {
    for (let count = world.below(most + 1); count > 0; count--) plan();
  };
  some(3, () => cancel(world, scenario, world.pick(keys), region()));
  some(2, () => fulfil(world, scenario, world.pick(keys), region()));
  some(3, () => sweep(world, scenario, region()));
  some(6, () => settle(world, scenario, region()));
  some(3, () => workOn(world, scenario, world.pick(keys), region()));
  some(2, () => hurry(world, scenario, world.pick(keys), region()));
  some(world.isFair ? 0 : 4, () => {
    const ms = world.pick(JUMPS_MS);
    world.network.plan(`time moves on by ${ms} ms`, () => world.network.jump(ms));
  });
}

function workOn(world: World, scenario: Scenario, key: string, region: string): void {
  invoke(world, scenario, `worker ${key}`, region, (deps) => advanceById(deps, orderIdOf(key)));
}

/** The provider is back, or its signed word has come: a worker takes the order on before its time. */
function hurry(world: World, scenario: Scenario, key: string, region: string): void {
  const orderId = orderIdOf(key);
  invoke(world, scenario, `hurried worker ${key}`, region, (deps) => {
    const paid = [...world.provider.intents.values()].find(
      (intent) => intent.orderId === orderId && intent.state === 'succeeded',
    );
    return advanceById(deps, orderId, { paidIntentId: paid?.id });
  });
}

/** Two shoppers with the coupon of one order that was put off, in both Regions; who comes too early looks again. */
function redeem(world: World, scenario: Scenario, skus: readonly string[], again = 3): void {
  world.network.plan('two shoppers look for a coupon', () => {
    const coupon = [...world.ledger.orders.values()]
      .flatMap((record) => (record.kind === 'order' ? [couponOf(record.order)] : []))
      .find((found) => found !== undefined);
    if (coupon === undefined) {
      if (again > 0) redeem(world, scenario, skus, again - 1);
      return;
    }
    for (const region of REGIONS) {
      const request = requestOf(world, `coupon in ${region}`, skus, [1]);
      shop(world, scenario, { ...request, couponCode: coupon.code }, region);
    }
  });
}

function receiptsOf(world: World, skus: readonly string[]): ReceiptRequest[] {
  return Array.from({ length: world.below(3) }, (_, n) => ({
    sku: world.pick(skus),
    receiptId: `r${n}`,
    quantity: world.pick([2, 1, -1, -2, -3]),
  }));
}

/** Chooses who is there in this run: two attempts at one order, others, and all that goes on meanwhile. */
export function begin(world: World): Scenario {
  const skus = world.pick([['A'], ['A', 'B']]);
  stockUp(world, skus);
  const keys = ['k0', 'k1', 'k2', 'k3'].slice(0, 1 + world.below(4));
  const appetite = world.pick(APPETITES);
  const requests = keys.map((key) => requestOf(world, key, skus, appetite));
  const lists = { answers: [], bookings: [], cancellations: [], fulfilments: [], surprises: [] };
  const scenario: Scenario = { requests, receipts: receiptsOf(world, skus), ...lists };
  const [first] = requests;
  for (const region of REGIONS) if (first) shop(world, scenario, first, region);
  for (const request of requests.slice(1)) shop(world, scenario, request, world.pick(REGIONS));
  for (const receipt of scenario.receipts)
    for (let copies = 1 + world.below(2); copies > 0; copies--)
      book(world, scenario, receipt, world.pick(REGIONS));
  if (world.below(2) === 0) redeem(world, scenario, skus);
  planBackground(world, scenario, keys);
  return scenario;
}
