import { forEachConcurrently } from '../../client/pool';
import { acknowledged } from '../../client/acknowledged';
import { explain } from '../../client/answers';
import { withRetry } from '../../client/retry';
import { type Clock } from '../clock';
import { type DrillShop, expectAnswer } from '../shop';
import { requestOf } from '../shopper';
import { type KeyAgain, type SkuStock } from './record';
import { LASTING, type Trip } from './trip';

/** What looking around after a drill needs. */
export interface AftermathPorts {
  readonly shop: DrillShop;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

const ASKED_AT_ONCE = 4;

/**
 * Uses keys once more, each in the Region that did not record its order: those whose checkout took more than one
 * attempt, since there a second order could have come from.
 */
export async function useKeysAgain(
  trips: readonly Trip[],
  ports: AftermathPorts,
): Promise<readonly KeyAgain[]> {
  const found: KeyAgain[] = [];
  const repeated = trips.filter(
    ({ visit }) => visit !== null && visit.kept !== null && visit.answers.length > 1,
  );
  await forEachConcurrently(repeated, ASKED_AT_ONCE, async (trip) => {
    const orderId = trip.visit?.kept?.orderId ?? '';
    found.push({ key: trip.errand.key, orderId, again: await placeAgain(trip, ports) });
  });
  return found;
}

async function placeAgain(
  { errand, visit }: Trip,
  { shop, clock, random }: AftermathPorts,
): Promise<KeyAgain['again']> {
  const other = shop.regions.find(({ name }) => name !== visit?.kept?.region) ?? shop.regions[0];
  const place = () => other.shopper.placeOrder(errand.key, requestOf(errand));
  const answer = await withRetry(place, LASTING, { sleep: (ms) => clock.sleep(ms), random });
  const order = acknowledged(answer);
  if (order !== null) return { kind: 'order', orderId: order.orderId };
  return { kind: 'none', why: answer.kind === 'answered' ? 'an answer without an order' : explain(answer) };
}

/** The stock of every SKU on sale, by units offered. */
export async function countStock(
  offered: ReadonlyMap<string, number>,
  { shop, clock, random }: AftermathPorts,
): Promise<readonly SkuStock[]> {
  const found: SkuStock[] = [];
  const [{ operator }] = shop.regions;
  await forEachConcurrently(offered, ASKED_AT_ONCE, async ([sku, units]) => {
    const answer = await withRetry(() => operator.stock(sku), LASTING, {
      sleep: (ms) => clock.sleep(ms),
      random,
    });
    const { received, available, held, sold } = expectAnswer(`reading the stock of ${sku}`, answer);
    found.push({ sku, offered: units, received, available, held, sold });
  });
  return found;
}
