import { LEVEL_COLUMNS, measureLevels } from './levels';
import { type Section } from './section';
import { sell, skusOf } from './shop';
import { withShop } from './with-shop';

const SKUS = 500;
const PLENTY = 1_000_000;

/** Whole one-line checkouts over many products, through both regions in turn. */
export const checkouts: Section = {
  name: 'checkouts',
  about: 'whole one-line checkouts a second and how long they take',
  run: (bench) =>
    withShop(bench, async (shop) => {
      bench.say(`${SKUS} products …`);
      const skus = skusOf(SKUS);
      await sell(shop, skus, PLENTY);
      const rows = await measureLevels(bench, shop, { name: 'checkouts', skus, concurrencies: [1, 16, 64] });
      return [
        {
          name: 'checkouts',
          title: 'Whole one-line checkouts over HTTP, answered with 201',
          columns: LEVEL_COLUMNS,
          rows,
          notes: [
            `${SKUS} products with plenty of stock in 4 buckets each; both regions in turn; a new key each.`,
            'The load generator, whose own processor time is shown, shares the machine with both regions.',
            'For context: on 2 cores Vendure 3.7 reached 7 to 9 and Medusa 2.21 about 1 a second (PostgreSQL).',
          ],
        },
      ];
    }),
};
