import { detailsKey } from '../../lambdas/adapters/memory/memory-ledger';
import { couponSku, discountOf, parseCouponCode } from '../../lambdas/domain/coupons/coupon';
import { fingerprintOf, mergeLines } from '../../lambdas/domain/orders/identity';
import { type Order, type OrderDetails } from '../../lambdas/domain/orders/order';
import { type PlaceOrderRequest } from '../../lambdas/domain/orders/place-request';
import { hold } from './broken-promise';
import { FORGOTTEN, type Scenario } from './scenario';
import { type World } from './world';

interface Quantity {
  readonly sku: string;
  readonly quantity: number;
}

/** Quantities by SKU, as text that can be compared. */
const summed = (lines: readonly Quantity[]): string =>
  mergeLines(lines)
    .map(({ sku, quantity }) => `${quantity} of ${sku}`)
    .sort()
    .join(', ');

/** The checkout that an order came from. */
const requestOf = ({ requests }: Scenario, order: Order): PlaceOrderRequest | undefined =>
  requests.find((request) => fingerprintOf(request) === order.fingerprint);

/** P1, P3, P4: what was ordered is what was taken from the stock, what was charged, and for whom. */
export function checkBargain(world: World, scenario: Scenario, order: Order): void {
  const { id, attempt } = order;
  const details = world.ledger.details.get(detailsKey(id, attempt));
  const request = requestOf(scenario, order);
  hold(details !== undefined && request !== undefined, `P2: order ${id} has no lines, or nobody placed it`);
  if (!details || !request) return;
  checkGoods(order, details, request);
  checkMoney(world, order, details);
  checkCard(order, request);
  checkPerson(world, order, details, request);
}

function checkGoods({ id }: Order, { lines, allocations, coupon }: OrderDetails, request: PlaceOrderRequest) {
  hold(summed(lines) === summed(request.lines), `P4: order ${id} is not what was ordered`);
  const used = coupon ? [{ sku: couponSku(coupon.code), quantity: 1 }] : [];
  const [taken, wanted] = [summed(allocations), summed([...lines, ...used])];
  hold(taken === wanted, `P1: order ${id} has ${wanted}, and took ${taken} from the stock`);
}

function checkMoney(
  { provider }: World,
  { id, total, intentId }: Order,
  { lines, coupon }: OrderDetails,
): void {
  const sum = lines.reduce((before, { price, quantity }) => before + price.amount * quantity, 0);
  const known = coupon && parseCouponCode(coupon.code);
  const owed = sum - (known ? discountOf(known, sum) : 0);
  hold(total.amount === owed, `P3: order ${id} costs ${owed}, and its total is ${total.amount}`);
  const asked = intentId === undefined ? total : provider.intents.get(intentId)?.amount;
  hold(
    asked?.amount === total.amount,
    `P3: order ${id} costs ${total.amount}, ${asked?.amount} was asked for`,
  );
}

function checkCard({ id, status, stopReason }: Order, { paymentToken }: PlaceOrderRequest): void {
  const isGood = paymentToken === 'pm_card_visa';
  hold(!isGood || stopReason !== 'declined', `P3: order ${id} was declined with a good card`);
  hold(isGood || status !== 'CONFIRMED', `P3: order ${id} is confirmed with a card that was declined`);
}

function checkPerson(
  { erasesUndelivered }: World,
  { id, status, fulfilledAt }: Order,
  { customer }: OrderDetails,
  request: PlaceOrderRequest,
): void {
  if (customer.erasedAt === undefined) return;
  hold(request.customer.email === FORGOTTEN.email, `order ${id} was erased, and its customer never asked`);
  const isToBeSent = status === 'CONFIRMED' && fulfilledAt === undefined;
  hold(erasesUndelivered || !isToBeSent, `order ${id} was erased before its goods were sent`);
}
