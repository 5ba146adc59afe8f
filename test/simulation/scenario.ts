import { bucketKey, receiptKey } from '../../lambdas/adapters/memory/memory-ledger';
import { couponOf } from '../../lambdas/domain/coupons/coupon';
import { fulfilOrder, type FulfilOutcome } from '../../lambdas/domain/orders/fulfil';
import { orderIdOf } from '../../lambdas/domain/orders/identity';
import { placeOrder } from '../../lambdas/domain/orders/place-order';
import { type PlaceOrderOutcome, type PlaceOrderRequest } from '../../lambdas/domain/orders/place-request';
import { forget } from '../../lambdas/domain/personal-data/forget';
import { applyReceipt, type ReceiptOutcome, type ReceiptRequest } from '../../lambdas/domain/stock/receipts';
import { cancelOverHttp, type HttpAnswer, settleAt, sweepAt, work } from './functions';
import { type Receive } from './orders-queue';
import { REGIONS } from './regions';
import { type Invocation, type World } from './world';

/** A shopper's answer, and whether the Ledger held an order under the key when it was given. */
export interface Answer {
  readonly key: string;
  readonly request: PlaceOrderRequest;
  readonly outcome: PlaceOrderOutcome;
  readonly orderStood: boolean;
}

/** An operator's answer, and whether the receipt stood in the Ledger when it was given. */
export interface Booking {
  readonly receiptId: string;
  readonly outcome: ReceiptOutcome;
  readonly receiptStood: boolean;
}

/** What was answered to somebody who wanted an order cancelled. */
export interface Cancellation {
  readonly orderId: string;
  readonly answer: HttpAnswer;
  /** Without its token. */
  readonly isStranger: boolean;
}

/** What an operator was told who said that the goods have left. */
export interface Fulfilment {
  readonly orderId: string;
  readonly outcome: FulfilOutcome;
}

/** What the people and machines of one run do, and what they were told. */
export interface Scenario {
  /** Every checkout that anybody sends, as far as it is known yet. */
  readonly requests: PlaceOrderRequest[];
  readonly receipts: readonly ReceiptRequest[];
  readonly answers: Answer[];
  readonly bookings: Booking[];
  readonly cancellations: Cancellation[];
  readonly fulfilments: Fulfilment[];
}

/** Plans one invocation. `otherwise` is called instead when its Region is down by then. */
function invoke(
  world: World,
  name: string,
  region: string,
  run: (invocation: Invocation) => Promise<unknown>,
  otherwise: () => void = () => undefined,
): void {
  const { network } = world;
  network.plan(`${name} begins in ${region}`, () => {
    if (network.regions.isDown(region)) otherwise();
    else run(world.invocationOf(name, region)).catch(world.onError);
  });
}

const otherThan = (region: string): string => REGIONS.find((name) => name !== region) ?? region;

/** Who asks to be forgotten, and who does not. */
export const FORGOTTEN = { email: 'ann@example.com' };
const REMEMBERED = { email: 'bob@example.com' };
const WISH = { subject: { kind: 'email', address: FORGOTTEN.email }, erase: true } as const;

const TOKENS = ['pm_card_visa', 'pm_card_visa', 'pm_card_visa', 'pm_card_visa_chargeDeclined'];

/** Wants one unit of everything, few, or most of what there is, so that shoppers get in each other's way. */
const APPETITES = [[1], [1, 2, 3, 4], [2, 3, 4]];

function requestOf(
  world: World,
  key: string,
  skus: readonly string[],
  appetite: readonly number[],
): PlaceOrderRequest {
  const chosen = world.choices.below(2) === 0 ? [world.choices.pick(skus)] : skus;
  return {
    idempotencyKey: key,
    lines: chosen.map((sku) => ({ sku, quantity: world.choices.pick(appetite) })),
    customer: world.choices.pick([FORGOTTEN, { ...FORGOTTEN, phone: '+441632960000' }, REMEMBERED]),
    paymentToken: world.choices.pick(TOKENS),
  };
}

/** A checkout of one unit, by somebody who stays, with a good card. */
export const plainRequest = (key: string, sku: string): PlaceOrderRequest => ({
  idempotencyKey: key,
  lines: [{ sku, quantity: 1 }],
  customer: REMEMBERED,
  paymentToken: 'pm_card_visa',
});

/** One to a dozen units of each SKU, scattered over its buckets. */
function stockUp(world: World, skus: readonly string[]): void {
  for (const sku of skus) {
    const available = Array.from({ length: world.stockBuckets }, () => 0);
    for (let units = 1 + world.choices.below(world.choices.pick([3, 6, 12])); units > 0; units--) {
      const bucket = world.choices.below(world.stockBuckets);
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

/** Places an order; a shopper who is told to try again, or not answered at all, does so once, in the other Region. */
export function shop(
  world: World,
  scenario: Scenario,
  request: PlaceOrderRequest,
  region: string,
  again = 1,
): void {
  const key = request.idempotencyKey;
  scenario.requests.push(request);
  const tryAgain = () => {
    if (again > 0) shop(world, scenario, request, otherThan(region), again - 1);
  };
  const run = async ({ deps }: Invocation) => {
    const outcome = await placeOrder(deps, request);
    const orderStood = world.ledger.orders.get(orderIdOf(key))?.kind === 'order';
    scenario.answers.push({ key, request, outcome, orderStood });
    if (outcome.kind === 'busy') tryAgain();
  };
  invoke(world, `shopper ${key}`, region, run, tryAgain);
}

/** A shopper cancels, and one who comes too early looks again; a stranger tries with the token of another order. */
export function cancel(
  world: World,
  scenario: Scenario,
  { key, tokenOf, region }: { key: string; tokenOf: string; region: string },
  again = 3,
): void {
  const orderId = orderIdOf(key);
  const tryAgain = () => {
    if (again > 0) cancel(world, scenario, { key, tokenOf, region: otherThan(region) }, again - 1);
  };
  const run = async (invocation: Invocation) => {
    const isStranger = key !== tokenOf;
    const answer = await cancelOverHttp(invocation, { orderId, tokenOf: orderIdOf(tokenOf) }, world.onError);
    scenario.cancellations.push({ orderId, answer, isStranger });
    if (answer.status === 404 && !isStranger) tryAgain();
  };
  invoke(world, `${key === tokenOf ? 'canceller' : 'stranger'} ${key}`, region, run, tryAgain);
}

/** An operator sends the goods; one who comes too early looks again. */
export function fulfil(world: World, scenario: Scenario, key: string, region: string, again = 3): void {
  invoke(world, `warehouse ${key}`, region, async ({ deps }) => {
    const orderId = orderIdOf(key);
    const outcome = await fulfilOrder(deps, orderId);
    scenario.fulfilments.push({ orderId, outcome });
    if (outcome.kind !== 'fulfilled' && again > 0) fulfil(world, scenario, key, region, again - 1);
  });
}

/** The scheduled sweep of one Region. `late` in ms: Lambda kept the event while it was out of capacity. */
export function sweep(world: World, region: string, late = 0): void {
  const run = (invocation: Invocation) => sweepAt(invocation, world.network.time - late, world.onError);
  invoke(world, 'sweeper', region, run);
}

/** The scheduled settling of one Region, that late. */
export function settle(world: World, region: string, late = 0): void {
  const run = (invocation: Invocation) => settleAt(invocation, world.network.time - late, world.onError);
  invoke(world, 'settler', region, run);
}

/** An operator's receipt, sent again until it is answered. */
export function book(world: World, scenario: Scenario, receipt: ReceiptRequest, region: string): void {
  const { sku, receiptId } = receipt;
  invoke(world, `operator ${receiptId}`, region, async ({ deps }) => {
    const outcome = await applyReceipt(deps, receipt);
    const receiptStood = world.ledger.receipts.get(receiptKey(sku, receiptId))?.kind === 'receipt';
    scenario.bookings.push({ receiptId, outcome, receiptStood });
  });
}

/** An operator erases a customer's personal data, as far as orders have come to rest. */
export function erase(world: World, region: string, undelivered: boolean): void {
  invoke(world, 'eraser', region, ({ deps, personalData }) =>
    forget({ ...deps, personalData }, { ...WISH, undelivered, deadline: Infinity }),
  );
}

/** A message that the queue of a Region delivers. */
export const workerOf =
  (world: World, region: string): Receive =>
  (body) =>
    work(world.invocationOf('worker', region), body, world.onError);

/** The longest is beyond every hold. */
const JUMPS_MS = [500, 30_000, 61_000, 130_000, 301_000, 335_000, 350_000, 16 * 60_000, 25 * 3_600_000];

/** Of scheduled events; on time most often. */
const LATE_MS = [0, 0, 0, 90_000, 600_000];

function planBackground(world: World, scenario: Scenario, keys: readonly string[]): void {
  const { choices, network, isFair } = world;
  const region = () => choices.pick(REGIONS);
  const key = () => choices.pick(keys);
  const some = (most: number, plan: () => void) => {
    for (let count = choices.below(most + 1); count > 0; count--) plan();
  };
  const cancelled = (wanted: string, tokenOf: string) =>
    cancel(world, scenario, { key: wanted, tokenOf, region: region() });
  some(3, () => {
    const own = key();
    cancelled(own, own);
  });
  some(1, () => cancelled(key(), 'another order'));
  some(2, () => fulfil(world, scenario, key(), region()));
  some(3, () => sweep(world, region(), choices.pick(LATE_MS)));
  some(6, () => settle(world, region(), choices.pick(LATE_MS)));
  some(2, () => world.queueOf(region()).send({ orderId: orderIdOf(key()) }));
  some(2, () => tellPaid(world, key(), region()));
  some(1, () => erase(world, region(), world.erasesUndelivered));
  if (isFair) return;
  some(4, () => {
    const ms = choices.pick(JUMPS_MS);
    network.plan(`time moves on by ${ms} ms`, () => network.jump(ms));
  });
  some(1, () => trouble(world, region()));
}

/** A Region is cut off or lost, and back at a later step. */
function trouble({ network, choices }: World, region: string): void {
  const status = choices.pick(['isolated', 'down'] as const);
  network.plan(`${region} is ${status}`, () => {
    if (status === 'down') network.lose(region);
    else network.regions.set(region, status, network.time);
    const back = () => network.regions.set(region, 'up', network.time);
    network.plan(`${region} is back`, back, choices.pick([0, 10, 40]));
  });
}

/**
 * The provider's signed word of a payment makes a worker take the order on before its time: the order's own payment,
 * if there is one, or somebody else's.
 */
function tellPaid(world: World, key: string, region: string): void {
  const { choices, network, provider } = world;
  const orderId = orderIdOf(key);
  const isForged = choices.chance(0.3);
  network.plan(`the provider tells of ${key}`, () => {
    const paid = [...provider.intents.values()].find(
      (intent) => (intent.orderId === orderId) !== isForged && intent.state === 'succeeded',
    );
    world.queueOf(region).send({ orderId, hurry: true, paidIntentId: paid?.id });
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
  return Array.from({ length: world.choices.below(3) }, (_, n) => ({
    sku: world.choices.pick(skus),
    receiptId: `r${n}`,
    quantity: world.choices.pick([2, 1, -1, -2, -3]),
  }));
}

/** Chooses who is there in this run: two attempts at one order, others, and all that goes on meanwhile. */
export function begin(world: World): Scenario {
  const skus = world.choices.pick([['A'], ['A', 'B']]);
  stockUp(world, skus);
  const keys = ['k0', 'k1', 'k2', 'k3'].slice(0, 1 + world.choices.below(4));
  const appetite = world.choices.pick(APPETITES);
  const requests = keys.map((key) => requestOf(world, key, skus, appetite));
  const lists = { answers: [], bookings: [], cancellations: [], fulfilments: [] };
  const scenario: Scenario = { requests: [], receipts: receiptsOf(world, skus), ...lists };
  const [first] = requests;
  for (const region of REGIONS) if (first) shop(world, scenario, first, region);
  for (const request of requests.slice(1)) shop(world, scenario, request, world.choices.pick(REGIONS));
  if (world.choices.chance(0.2)) {
    const other = requestOf(world, 'k0', skus, appetite);
    shop(world, scenario, other, world.choices.pick(REGIONS));
  }
  for (const receipt of scenario.receipts)
    for (let copies = 1 + world.choices.below(2); copies > 0; copies--)
      book(world, scenario, receipt, world.choices.pick(REGIONS));
  if (world.choices.below(2) === 0) redeem(world, scenario, skus);
  planBackground(world, scenario, keys);
  return scenario;
}
