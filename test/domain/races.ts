import { advanceById } from '../../lambdas/domain/orders/advance';
import { cancelOrder } from '../../lambdas/domain/orders/cancel';
import { fulfilOrder } from '../../lambdas/domain/orders/fulfil';
import { orderIdOf } from '../../lambdas/domain/orders/identity';
import { type Order } from '../../lambdas/domain/orders/order';
import { sweepOrders } from '../../lambdas/domain/orders/sweep';
import { settlePage } from '../../lambdas/domain/stock/settle-scan';
import { EAST, Shop, WEST } from './shop';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SHOPPER = { customer: { email: 'ann@example.com', phone: '+441632960000' } };
const ORDER = orderIdOf('k');

/** So many that nothing has to be told of stock that runs out: a checkout then takes one step after another. */
const UNITS = 20;

/** One shop, the one order of which is fought for, and what people were told. */
export class Race {
  readonly shop = new Shop().stock('A', 0, UNITS);
  readonly told: string[] = [];

  order(): Order | undefined {
    const record = this.shop.ledger.orders.get(ORDER);
    return record?.kind === 'order' ? record.order : undefined;
  }
}

type Act = (race: Race, region: string) => Promise<void>;

/** What can happen to an order, from either Region. */
export const ACTS = {
  cancel: async ({ shop, told }, region) => {
    const { kind } = await cancelOrder(shop.deps({ region }), ORDER);
    told.push(`cancel ${kind}`);
  },
  /** A shopper orders, and a worker charges what is due. */
  pay: async ({ shop, told }, region) => {
    const { kind } = await shop.place(SHOPPER, { region });
    told.push(`pay ${kind}`);
    await advanceById(shop.deps({ region }), ORDER);
  },
  /** A day goes by over an order that is not paid, and a worker finds it. */
  expire: async (race, region) => {
    if (race.order()?.status === 'OPEN') race.shop.clock.advance(DAY + 1);
    await advanceById(race.shop.deps({ region }), ORDER);
  },
  fulfil: async ({ shop, told }, region) => {
    const { kind } = await fulfilOrder(shop.deps({ region }), ORDER);
    told.push(`fulfil ${kind}`);
  },
  /** A worker goes on with whatever is due, such as a refund that had to wait. */
  refund: async ({ shop }, region) => void (await advanceById(shop.deps({ region }), ORDER)),
} as const satisfies Record<string, Act>;

export type ActName = keyof typeof ACTS;

const placed = (lost: readonly string[]) => async (race: Race) => {
  for (const point of lost) race.shop.lose(point);
  await race.shop.place(SHOPPER);
};

/** How things stand when a race begins. */
export const STARTS = {
  'nothing ordered': async () => undefined,
  'an unpaid order': placed(['payments.confirmIntent:before']),
  'an unpaid order without an intent': placed(['payments.createIntent:before']),
  'an unpaid order that was charged without an answer': placed([
    'payments.confirmIntent:after',
    'payments.retrieveIntent:before',
  ]),
  'an unpaid order whose hold is over': async (race) => {
    await placed(['payments.confirmIntent:before'])(race);
    race.shop.clock.advance(DAY + 1);
  },
  'a confirmed order': placed([]),
  'a confirmed order that owes everything, and is due': async (race) => {
    await placed(['events.publish:before', 'messages.email:before', 'messages.sms:before'])(race);
    race.shop.clock.advance(HOUR);
  },
  'a cancelled order whose refund is due': async (race) => {
    await placed([])(race);
    race.shop.lose('payments.refund:before');
    await ACTS.cancel(race, EAST);
    race.shop.clock.advance(HOUR);
  },
} as const satisfies Record<string, (race: Race) => Promise<void>>;

export type StartName = keyof typeof STARTS;

/** Runs the schedules of both Regions until nothing can be left to do. */
async function comeToRest({ shop }: Race): Promise<void> {
  for (let round = 0; round < 4; round++)
    for (const region of [EAST, WEST]) {
      shop.clock.advance(HOUR);
      const now = shop.clock.now();
      await sweepOrders(shop.deps({ region }), { now, deadline: now + HOUR });
      await settlePage(shop.deps({ region }), undefined);
    }
}

/** All points that `act` passes, from this start. */
export async function pointsOf(start: StartName, act: ActName): Promise<string[]> {
  const race = new Race();
  await STARTS[start](race);
  race.shop.points.length = 0;
  await ACTS[act](race, EAST);
  return [...race.shop.points];
}

/** Runs `act` in one Region and `rival` in the other at the `index`th point that `act` passes, to the end. */
export async function run(
  start: StartName,
  act: ActName,
  rival: ActName,
  { points, index }: { points: readonly string[]; index: number },
): Promise<Race> {
  const race = new Race();
  await STARTS[start](race);
  const point = points[index] ?? '';
  const earlier = points.slice(0, index).filter((passed) => passed === point).length;
  race.shop.at(point, () => undefined, earlier).at(point, () => ACTS[rival](race, WEST));
  await ACTS[act](race, EAST);
  await comeToRest(race);
  return race;
}

const EVENTS = {
  OPEN: 'OrderPlaced',
  CONFIRMED: 'OrderConfirmed',
  CANCELLED: 'OrderCancelled',
  REFUNDED: 'OrderRefunded',
  VOIDING: undefined,
  REFUNDING: undefined,
} as const;

/** What of a race's end does not fit together; empty when all of it does. */
export function flawsOf(race: Race): string[] {
  const { shop, told } = race;
  const order = race.order();
  if (!order)
    return shop.available('A') === UNITS && shop.entries === 0 ? [] : ['no order, and stock is missing'];
  const { status, history, fulfilledAt } = order;
  const isSold = status === 'CONFIRMED';
  const isOver = status === 'CANCELLED' || status === 'REFUNDED';
  const flaws: string[] = [];
  const expect = (fact: boolean, flaw: string) => void (fact || flaws.push(`${status}: ${flaw}`));

  expect(isSold || isOver, 'no end');
  expect(order.work === undefined && order.owes.length === 0, `owes ${order.owes.join(', ')}`);
  expect(shop.available('A') === (isSold ? UNITS - 1 : UNITS), `${shop.available('A')} units available`);
  expect(shop.entries === 0 && order.released === isOver, `${shop.entries} entries`);
  const charges = shop.intents.filter((state) => state === 'succeeded' || state === 'refunded');
  const expected = { CONFIRMED: 'succeeded', REFUNDED: 'refunded' }[String(status)];
  expect(charges.join() === expected || (charges.length === 0 && !isSold), `charges ${charges.join()}`);
  expect(status !== 'CANCELLED' || charges.length === 0, 'charged');

  const events = new Set(history.flatMap((step) => EVENTS[step.status] ?? []));
  const published = new Set(shop.published.filter((name) => name !== 'OrderPaymentPending'));
  expect([...events].sort().join() === [...published].sort().join(), `published ${[...published].join()}`);
  flaws.push(...messageFlaws(shop, order));

  expect(!told.includes('cancel accepted') || isOver, 'cancelled');
  expect(!told.includes('fulfil fulfilled') || (isSold && fulfilledAt !== undefined), 'fulfilled');
  expect(!told.includes('cancel not_cancellable') || fulfilledAt !== undefined, 'not cancelled');
  return flaws;
}

const TEMPLATES = {
  CONFIRMED: 'order-confirmed',
  CANCELLED: 'order-cancelled',
  REFUNDED: 'order-refunded',
} as const;

/** The message of the final state came once on each channel; that of an earlier one once at most. */
function messageFlaws({ sent }: Shop, { status, history }: Order): string[] {
  if (status !== 'CONFIRMED' && status !== 'CANCELLED' && status !== 'REFUNDED') return [];
  const wasConfirmed = history.some((step) => step.status === 'CONFIRMED');
  const wanted = [`email ${TEMPLATES[status]}`, `sms ${TEMPLATES[status]}`];
  const allowed = [...wanted, ...(wasConfirmed ? ['email order-confirmed', 'sms order-confirmed'] : [])];
  return [
    ...wanted.filter((message) => !sent.includes(message)).map((message) => `${message} was not sent`),
    ...sent.filter((message) => !allowed.includes(message)).map((message) => `${message} was sent`),
    ...sent.filter((message, index) => sent.indexOf(message) !== index).map((message) => `${message} twice`),
  ];
}
