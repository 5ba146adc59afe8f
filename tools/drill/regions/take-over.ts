import { type Acknowledged } from '../../client/acknowledged';
import { forEachConcurrently } from '../../client/pool';
import { shownBy } from '../evidence';
import { type Visit } from '../record';
import { type DrillRegion } from '../shop';
import { type LeftBehind } from './record';

const ASKED_AT_ONCE = 4;

/** Orders that a Region had put off before it was gone, at a time in ms since the epoch. */
export const putOffBy = (region: string, goneAt: number, visits: readonly Visit[]): readonly Acknowledged[] =>
  visits.flatMap(({ kept, sentAt }) =>
    kept?.status === 202 && kept.region === region && sentAt < goneAt ? [kept] : [],
  );

/** How a Region shows the orders that another one left behind. */
export async function lookAfter(
  orders: readonly Acknowledged[],
  survivor: DrillRegion,
): Promise<readonly LeftBehind[]> {
  const found: LeftBehind[] = [];
  await forEachConcurrently(orders, ASKED_AT_ONCE, async ({ orderId, orderToken }) => {
    found.push({ orderId, shown: shownBy(survivor.name, await survivor.shopper.order(orderId, orderToken)) });
  });
  return found;
}
