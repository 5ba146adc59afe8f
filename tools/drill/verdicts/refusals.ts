import { type SkuStock, soldOutOf } from '../regions/record';
import { type Trip } from '../regions/trip';
import { judgeEach, type Verdict } from './verdict';

/** Shoppers are told that a product is sold out only where it is: units come back from declined cards alone. */
export function judgeRefusals(trips: readonly Trip[], stock: readonly SkuStock[]): Verdict {
  const bySku = new Map(stock.map((each) => [each.sku, each]));
  return judgeEach(
    'only products that ran out are said to be sold out',
    soldOutOf(trips),
    ({ errand }) => errand.key,
    ({ errand }) => {
      const { offered = 0, available = 0 } = bySku.get(errand.sku) ?? {};
      return available * 2 < offered ? null : `${errand.sku} has ${available} of ${offered} units left`;
    },
  );
}
