import { couponSku, isCouponSku, parseCouponCode } from '../coupons/coupon';
import { commitOnce, type CommitOutcome } from '../commit';
import { type PlaceOrderDeps } from '../deps';
import { StoreUnavailable } from '../errors';
import { type Money } from '../money';
import { Attempt } from '../stock/attempt';
import { bucketsOf } from '../stock/buckets';
import { reserveAll, type ReserveAllResult } from '../stock/reserve';
import { tellStockLow } from '../stock/stock-low';
import { tidy } from '../stock/tidy';
import { undoAll } from '../stock/undo';
import { advance } from './advance';
import { bufferedFromTheStart } from './buffer';
import { fingerprintOf, mergeLines, orderIdOf } from './identity';
import {
  type Order,
  type OrderDetails,
  type OrderLine,
  orderKey,
  type OrderRecord,
  type UsedCoupon,
} from './order';
import { type PlaceOrderOutcome, type PlaceOrderRequest } from './place-request';
import { priceLines } from './pricing';
import { type CreateIntentResult } from '../payments/payments';
import { IN_HAND_MS } from './transition';

/** An attempt that was fenced for being slow is followed by one more. */
const ATTEMPTS = 2;

interface Checkout {
  readonly request: PlaceOrderRequest;
  readonly orderId: string;
  readonly fingerprint: string;
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  readonly coupon?: UsedCoupon | undefined;
}

/** What has to be reserved: the lines, and the one unit of the coupon. */
const wantsOf = ({ request, coupon }: Checkout): { sku: string; quantity: number }[] => [
  ...mergeLines(request.lines),
  ...(coupon ? [{ sku: couponSku(coupon.code), quantity: 1 }] : []),
];

/** P4: the same key and body gives the order in its current state, another body is refused. */
async function replay(deps: PlaceOrderDeps, order: Order, fingerprint: string): Promise<PlaceOrderOutcome> {
  if (order.fingerprint !== fingerprint) return { kind: 'key_reused' };
  return { kind: 'replayed', order, details: await deps.orders.details(order) };
}

/**
 * The intent is made before the order is committed, so that its id is durable before it is confirmed without
 * a write of its own (ADR 5). Unconfirmed, it charges nothing: one that no order ever names is harmless.
 */
function createIntent(
  deps: PlaceOrderDeps,
  { orderId, total, request }: Checkout,
  attempt: Attempt,
): Promise<CreateIntentResult> {
  return deps.payments.createIntent({
    orderId,
    idempotencyKey: `${orderId}:${attempt.id}:create`,
    amount: total,
    token: request.paymentToken,
  });
}

function openOrder(
  deps: PlaceOrderDeps,
  checkout: Checkout,
  attempt: Attempt,
  intent: CreateIntentResult,
): Order {
  const now = deps.clock.now();
  const { region } = deps.settings;
  return {
    id: checkout.orderId,
    attempt: attempt.id,
    version: 1,
    status: 'OPEN',
    total: checkout.total,
    fingerprint: checkout.fingerprint,
    paymentToken: checkout.request.paymentToken,
    ...(intent.kind === 'created' && { intentId: intent.intentId }),
    released: false,
    tries: 0,
    owes: ['OrderPlaced'],
    work: { region, dueAt: now + IN_HAND_MS },
    placedAt: now,
    region,
    history: [{ status: 'OPEN', at: now }],
    ...(intent.kind === 'unavailable' && bufferedFromTheStart(deps, { notBefore: intent.retryAt })),
  };
}

/** R2: the commit point. */
function commit(
  deps: PlaceOrderDeps,
  order: Order,
  details: OrderDetails,
): Promise<CommitOutcome<OrderRecord>> {
  return commitOnce(
    {
      commit: () => deps.orders.commit(order, details),
      fence: () => deps.orders.fence(order.id, order.attempt),
      isOurs: (record) => record.kind === 'order' && record.order.attempt === order.attempt,
    },
    deps.clock,
  );
}

/** Advances an order that was just committed, unless the provider failed to make its intent a moment ago. */
async function charge(
  deps: PlaceOrderDeps,
  committed: Order,
  details: OrderDetails,
  intent: CreateIntentResult,
): Promise<Order> {
  if (intent.kind === 'unavailable') return committed;
  const [fresh, refused] = [intent.kind === 'created', intent.kind === 'refused'];
  const outcome = await advance(deps, committed, { fresh, refused, details });
  return outcome.order;
}

/** After the commit nothing can be lost: whatever fails here, the work index finishes it. */
async function pay(
  deps: PlaceOrderDeps,
  committed: Order,
  details: OrderDetails,
  intent: CreateIntentResult,
): Promise<PlaceOrderOutcome> {
  const order = await charge(deps, committed, details, intent);
  if (order.status === 'OPEN') await handOff(deps, order);
  return { kind: 'placed', order, details };
}

/** Tells the workers; if the bus is down too, the sweep finds the order by its `dueAt`. */
async function handOff(deps: PlaceOrderDeps, order: Order): Promise<void> {
  try {
    await deps.events.paymentPending(order, deps.clock.now());
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
}

type Refusal = Exclude<ReserveAllResult, { kind: 'reserved' }>;

async function refuse(
  deps: PlaceOrderDeps,
  checkout: Checkout,
  refusal: Refusal,
): Promise<PlaceOrderOutcome> {
  if (refusal.kind === 'failed') throw refusal.error;
  // What is missing may have been taken for this very order, in another Region, since it was looked for.
  const record = await deps.orders.read(checkout.orderId);
  if (record?.kind === 'order') return replay(deps, record.order, checkout.fingerprint);
  return refusal.kind === 'short'
    ? outOfStock(deps, refusal)
    : { kind: 'busy', reason: 'the same order is being placed right now' };
}

/** Goods that are sold out come before a coupon that is: without them there is nothing to take it off. */
async function outOfStock(
  deps: PlaceOrderDeps,
  { lines: short, mayReturn }: Extract<Refusal, { kind: 'short' }>,
): Promise<PlaceOrderOutcome> {
  const lines = short.filter(({ sku }) => !isCouponSku(sku));
  if (lines.length > 0) return { kind: 'out_of_stock', lines, mayReturn };
  const buckets = await deps.stock.read(short.flatMap(({ sku }) => bucketsOf(sku, deps.settings)));
  return { kind: buckets.length > 0 ? 'coupon_used' : 'unknown_coupon' };
}

/** One attempt: reserve, commit, pay. `undefined` when it was fenced and nothing stands in the way of another. */
async function attemptOnce(deps: PlaceOrderDeps, checkout: Checkout): Promise<PlaceOrderOutcome | undefined> {
  const attempt = Attempt.begin(orderKey(checkout.orderId), deps.random);
  const reserved = await reserveAll(deps, attempt, wantsOf(checkout));
  if (reserved.kind !== 'reserved') return refuse(deps, checkout, reserved);
  const { allocations, crowded, thin, tries } = reserved;
  deps.observer?.reserved(tries);
  const { customer, delivery } = checkout.request;
  const { lines, coupon } = checkout;
  const details: OrderDetails = { lines, allocations, customer, delivery, ...(coupon && { coupon }) };
  const intent = await createIntent(deps, checkout, attempt);
  const order = openOrder(deps, checkout, attempt, intent);
  const outcome = await commit(deps, order, details);
  switch (outcome.kind) {
    case 'committed': {
      const [placed] = await Promise.all([
        pay(deps, order, details, intent),
        tidy(deps, crowded),
        tellStockLow(
          deps,
          thin.filter((sku) => !isCouponSku(sku)),
        ),
      ]);
      return placed;
    }
    case 'lost':
      await undoAll(deps, allocations);
      return outcome.record.kind === 'order'
        ? replay(deps, outcome.record.order, checkout.fingerprint)
        : undefined;
    case 'unknown':
      return {
        kind: 'busy',
        reason: 'the order may or may not be recorded; the same key will tell',
        storeFailed: true,
      };
  }
}

async function place(deps: PlaceOrderDeps, request: PlaceOrderRequest): Promise<PlaceOrderOutcome> {
  const orderId = orderIdOf(request.idempotencyKey);
  const fingerprint = fingerprintOf(request);
  const wants = mergeLines(request.lines);
  const [record, products] = await Promise.all([
    deps.orders.read(orderId),
    deps.catalogue.getMany(wants.map(({ sku }) => sku)),
  ]);
  if (record?.kind === 'order') return replay(deps, record.order, fingerprint);
  const { couponCode, expectedTotal } = request;
  const coupon = couponCode === undefined ? undefined : parseCouponCode(couponCode);
  if (couponCode !== undefined && coupon === undefined) return { kind: 'unknown_coupon' };
  const priced = priceLines(wants, products, { expectedTotal, coupon });
  if (priced.kind !== 'priced') return priced;
  const { lines, total, coupon: used } = priced;
  const checkout: Checkout = { request, orderId, fingerprint, lines, total, coupon: used };
  for (let tries = 0; tries < ATTEMPTS; tries++) {
    const outcome = await attemptOnce(deps, checkout);
    if (outcome) return outcome;
  }
  return { kind: 'busy', reason: 'the checkout took too long' };
}

/**
 * A checkout: reserve every line, commit the order, charge it. Acknowledged (`placed`) means durable in
 * two Regions. Anything else means that nothing is held, save for `busy`, after which the same request
 * with the same key gives the one order or a fresh try.
 */
export async function placeOrder(
  deps: PlaceOrderDeps,
  request: PlaceOrderRequest,
): Promise<PlaceOrderOutcome> {
  try {
    return await place(deps, request);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return { kind: 'busy', reason: 'the order ledger did not answer', storeFailed: true };
  }
}
