import { type Shown } from '../record';
import { type SkuStock } from '../regions/record';
import { type Trip } from '../regions/trip';
import { groupBy } from '../../group-by';
import { judgeEach, type Verdict } from './verdict';

/**
 * Nothing is sold beyond what there was, and what is sold are the units of the orders that shoppers know of: an order
 * that nobody was told of, or one placed twice, would show here.
 */
export function judgeStock(
  stock: readonly SkuStock[],
  trips: readonly Trip[],
  shown: ReadonlyMap<string, Shown>,
): Verdict {
  const bySku = groupBy(trips, ({ errand }) => errand.sku);
  return judgeEach(
    'nothing is oversold: the units sold are those of the confirmed orders, and the rest is there',
    stock,
    ({ sku }) => sku,
    ({ sku, offered, received, available, held, sold }) => {
      const known = unitsOf(bySku.get(sku) ?? [], shown);
      if (sold > offered) return `sold ${sold} of ${offered} units`;
      if (sold !== known) return `sold ${sold} units, and confirmed orders have ${known}`;
      if (held !== 0) return `${held} units are held and no order is under way`;
      return received === available + sold && received === offered
        ? null
        : `received ${received} of ${offered}, available ${available}, sold ${sold}`;
    },
  );
}

function unitsOf(trips: readonly Trip[], shown: ReadonlyMap<string, Shown>): number {
  const confirmed = trips.filter(({ visit }) => {
    const found = shown.get(visit?.kept?.orderId ?? '');
    return found?.kind === 'order' && found.status === 'confirmed';
  });
  return confirmed.reduce((units, { errand }) => units + errand.quantity, 0);
}
