import { advanceById } from '../../../lambdas/domain/orders/advance';
import { cancelOrder, type CancelOutcome } from '../../../lambdas/domain/orders/cancel';
import { fulfilOrder, type FulfilOutcome } from '../../../lambdas/domain/orders/fulfil';
import { orderIdOf } from '../../../lambdas/domain/orders/identity';
import { sweepOrders } from '../../../lambdas/domain/orders/sweep';
import { settlePage } from '../../../lambdas/domain/stock/settle-scan';
import { EAST, requestOf, SETTINGS, Shop, WEST } from '../shop';

/** Units of A on sale before the order, and units that it takes. */
export const STOCK = 10;
export const ORDERED = 2;

const ORDER = requestOf({
  lines: [{ sku: 'A', quantity: ORDERED }],
  customer: { email: 'ann@example.com', phone: '+441632960000' },
});
export const ORDER_ID = orderIdOf(ORDER.idempotencyKey);

/** Over two buckets, so that it goes back in two writes. */
const BUCKETS = [STOCK - 1, 1];

/** Beyond the time for which a worker has an order in hand, and beyond every back-off. */
const LONG_MS = 16 * 60_000;

/** Stops whoever comes to a point for ever, as the end of its process does. */
class Crash extends Error {}

function crashAt(shop: Shop, point: string): void {
  shop.at(point, () => Promise.reject(new Crash(point)));
}

const DECLINED = 'pm_card_visa_chargeDeclined';

async function place(shop: Shop, paymentToken = ORDER.paymentToken, region = EAST): Promise<void> {
  await shop.place({ ...ORDER, paymentToken }, { region }).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
}

async function cancelAndCrash(shop: Shop, point: string): Promise<void> {
  crashAt(shop, point);
  await cancelOrder(shop.deps(), ORDER_ID).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
}

const losingWords = (shop: Shop): Shop =>
  shop.lose('events.publish:before').lose('messages.email:before').lose('messages.sms:before');

/** Brings a shop to where a race begins; the order is due unless it owes nothing. */
type Start = (shop: Shop) => Promise<void>;

/** Where races begin, by what is special about the order. */
export const STARTS: Readonly<Record<string, Start>> = {
  'OPEN, without an intent': (shop) => place(shop.lose('payments.createIntent:before')),
  'OPEN, its intent not confirmed': (shop) => place(shop.lose('payments.confirmIntent:before')),
  'OPEN, charged without an answer': (shop) => place(shop.lose('payments.confirmIntent:after')),
  'OPEN, to be declined': (shop) => place(shop.lose('payments.confirmIntent:before'), DECLINED),
  'CONFIRMED, nobody told': (shop) => place(losingWords(shop)),
  'CONFIRMED, everybody told': (shop) => place(shop),
  'CONFIRMED and fulfilled, nobody told': async (shop) => {
    await place(losingWords(shop));
    await fulfilOrder(shop.deps(), ORDER_ID);
  },
  'VOIDING, not charged': async (shop) => {
    await place(shop.lose('payments.confirmIntent:before'));
    await cancelAndCrash(shop, 'payments.cancelIntent:before');
  },
  'VOIDING, charged': async (shop) => {
    await place(shop.lose('payments.confirmIntent:after'));
    await cancelAndCrash(shop, 'payments.cancelIntent:before');
  },
  REFUNDING: async (shop) => {
    await place(shop);
    await cancelAndCrash(shop, 'payments.refund:before');
  },
  'REFUNDED, its stock given back and not marked so': async (shop) => {
    await place(shop);
    await cancelAndCrash(shop, 'stock.giveBack:after');
  },
};

/** What somebody was told. */
export type Told =
  | { readonly by: 'cancel'; readonly outcome: CancelOutcome }
  | { readonly by: 'fulfil'; readonly outcome: FulfilOutcome };

/** Somebody who meets the order; appends what they were told. */
type Party = (shop: Shop, told: Told[], region: string) => Promise<void>;

/** A worker pays, voids, refunds or finishes: whatever the order owes when it is due. */
const work: Party = async (shop, _told, region) => void (await advanceById(shop.deps({ region }), ORDER_ID));

/** A schedule fires once the hold is over: an unpaid order expires, any other goes on. */
const expire: Party = async (shop, _told, region) => {
  shop.clock.advance(SETTINGS.holdMaxMs + 1);
  const now = shop.clock.now();
  await sweepOrders(shop.deps({ region }), { now, deadline: now + LONG_MS });
};

const cancel: Party = async (shop, told, region) => {
  told.push({ by: 'cancel', outcome: await cancelOrder(shop.deps({ region }), ORDER_ID) });
};

const fulfil: Party = async (shop, told, region) => {
  told.push({ by: 'fulfil', outcome: await fulfilOrder(shop.deps({ region }), ORDER_ID) });
};

/** Who races for an order that there is. */
export const PARTIES: Readonly<Record<'work' | 'expire' | 'cancel' | 'fulfil', Party>> = {
  work,
  expire,
  cancel,
  fulfil,
};

/** The checkout itself, or one more under the same key. */
export const checkout: Party = (shop, _told, region) => place(shop, ORDER.paymentToken, region);

/** A race that has come to rest. */
export interface Finished {
  readonly shop: Shop;
  readonly told: readonly Told[];
}

/** Two who race: the second one begins and ends at the n-th point that the first one passes. */
export interface Race {
  readonly start: Start;
  readonly first: Party;
  readonly second: Party;
}

async function begin(start: Start): Promise<Shop> {
  const shop = new Shop().stock('A', ...BUCKETS);
  await start(shop);
  shop.clock.advance(LONG_MS);
  shop.points.length = 0;
  return shop;
}

/** The points that somebody passes whom nobody meets. */
export async function pointsOf({ start, first }: Pick<Race, 'start' | 'first'>): Promise<readonly string[]> {
  const shop = await begin(start);
  await first(shop, [], EAST);
  return shop.points;
}

/** Runs one race to its end and on until nothing is owed. Throws when the two do not meet. */
export async function run(
  { start, first, second }: Race,
  points: readonly string[],
  n: number,
): Promise<Finished> {
  const shop = await begin(start);
  const told: Told[] = [];
  const point = points[n] ?? '';
  let met = false;
  const meet = async () => {
    met = true;
    await second(shop, told, WEST);
  };
  shop.at(point, () => undefined, points.slice(0, n).filter((earlier) => earlier === point).length);
  shop.at(point, meet);
  await first(shop, told, EAST);
  if (!met) throw new Error(`the two did not meet at ${point}`);
  await comeToRest(shop);
  return { shop, told };
}

/** Schedules run until nothing is owed, and once more for good measure. */
async function comeToRest(shop: Shop): Promise<void> {
  for (let round = 0, owed = true; owed && round < 10; round++) {
    owed = shop.read(ORDER_ID).work !== undefined;
    shop.clock.advance(LONG_MS);
    const now = shop.clock.now();
    await sweepOrders(shop.deps(), { now, deadline: now + LONG_MS });
    await settlePage(shop.deps(), undefined);
  }
}
