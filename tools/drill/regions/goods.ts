import { sell, skusOf } from '../../bench/shop';
import { type DrillShop } from '../shop';

/** Products with more units than anybody wants, and with so few that they run out. */
const PLENTIFUL = 12;
const SCARCE = 3;
const MANY_UNITS = 100_000;
const FEW_UNITS = 25;

/** What is on sale in a run, and what processes are warmed up with. */
export interface Goods {
  readonly skus: readonly string[];
  /** Units of each SKU. */
  readonly offered: ReadonlyMap<string, number>;
  readonly warmUpSku: string;
}

/** Puts products up for sale that no other run touches. */
export async function sellGoods({ regions }: Pick<DrillShop, 'regions'>, run: string): Promise<Goods> {
  const operators = regions.map(({ operator }) => operator);
  const plentiful = skusOf(PLENTIFUL, `DRILL-${run}-MANY`);
  const scarce = skusOf(SCARCE, `DRILL-${run}-FEW`);
  const warmUpSku = `DRILL-${run}-WARM`;
  await sell({ operators }, [...plentiful, warmUpSku], MANY_UNITS);
  await sell({ operators }, scarce, FEW_UNITS);
  const units = (skus: readonly string[], quantity: number) => skus.map((sku) => [sku, quantity] as const);
  const offered = new Map([...units(plentiful, MANY_UNITS), ...units(scarce, FEW_UNITS)]);
  return { skus: [...offered.keys()], offered, warmUpSku };
}
