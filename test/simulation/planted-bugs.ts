import { type Mutation } from './mutant';
import { ORDER_BUGS } from './planted/orders';
import { OTHER_BUGS } from './planted/others';
import { type PlantedBug } from './planted/planted-bug';
import { STOCK_BUGS } from './planted/stock';

const DOMAIN = 'lambdas/domain';

/** Every known bug. */
export const PLANTED_BUGS: readonly PlantedBug[] = [...STOCK_BUGS, ...ORDER_BUGS, ...OTHER_BUGS];

/** Runs in which a harmless change must break nothing. */
export const HARMLESS_RUNS = 1_500;

/** Changes that cost time and break nothing: no promise rests on a clock that runs well. */
export const HARMLESS: readonly (Mutation & { readonly name: string })[] = [
  {
    name: 'settling fences attempts that are still young',
    file: `${DOMAIN}/stock/settle.ts`,
    replace: "if (verdict !== 'undecided' || now - entry.at <= deps.settings.attemptMaxMs) return verdict;",
    by: "if (verdict !== 'undecided') return verdict;",
  },
  {
    name: 'sweeps give the other Region no grace',
    file: `${DOMAIN}/orders/sweep.ts`,
    replace: 'export const GRACE_MS = 2 * 60_000;',
    by: 'export const GRACE_MS = 0;',
  },
  {
    name: 'every create goes out under a key of its own',
    file: `${DOMAIN}/orders/charge.ts`,
    replace: '`${order.id}:create:${order.tries}`',
    by: '`${order.id}:create:${deps.random.id()}`',
  },
];
