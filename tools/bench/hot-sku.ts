import configuration from '../../holdfast.config.json';
import { LEVEL_COLUMNS, measureLevels } from './levels';
import { type Section } from './section';
import { sell } from './shop';
import { withShop } from './with-shop';

const SKU = 'BENCH-HOT';
const PLENTY = 10_000_000;

/** Everybody buys the same product at the same time. */
export const hotSku: Section = {
  name: 'hot-sku',
  about: 'the same, with everybody buying one product',
  run: (bench) =>
    withShop(bench, async (shop) => {
      await sell(shop, [SKU], PLENTY);
      const rows = await measureLevels(bench, shop, { name: 'hot', skus: [SKU], concurrencies: [16, 64] });
      return [
        {
          name: 'hot-sku',
          title: 'Whole checkouts while everybody buys one product',
          columns: LEVEL_COLUMNS,
          rows,
          notes: [`Its stock is spread over ${configuration.stockBuckets} buckets; both regions in turn.`],
        },
      ];
    }),
};
