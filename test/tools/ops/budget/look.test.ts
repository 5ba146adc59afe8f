import { budgetsOf, lookAtBudgets } from '../../../../tools/ops/budget/look';
import { type BudgetItems, type BudgetPorts, type Override } from '../../../../tools/ops/budget/ports';
import { counted } from './fake-budgets';

const [EAST, WEST] = ['us-east-1', 'us-west-2'] as const;
const REGIONS = [EAST, WEST];
const DEPLOYMENT = { name: 'holdfast', regions: REGIONS.map((region) => ({ region, endpoint: null })) };

const override = (at: string): Override => ({ at, who: 'Ada', reason: 'r', refusal: 's', budgets: [] });

/** Tables whose copies differ, as they do while replication is behind. */
function look(items: Readonly<Record<string, BudgetItems>>) {
  const ports: BudgetPorts = {
    read: async ({ through: { region } }) => ({
      kind: 'ok',
      value: items[region] ?? { counts: [], overrides: [] },
    }),
    record: async () => ({ kind: 'ok', value: undefined }),
  };
  return lookAtBudgets(DEPLOYMENT, REGIONS, ports);
}

it.each([
  [EAST, WEST],
  [WEST, EAST],
])('takes the newest counts of each Region, whichever table has them (%s)', async (here, there) => {
  const [old, fresh] = [90, 30].map((minutesAgo) =>
    counted(EAST, { bad: minutesAgo, total: 100, minutesAgo }),
  );
  if (old === undefined || fresh === undefined) throw new Error('two counts were made');
  const west = counted(WEST, { bad: 1, total: 100 });
  const seen = await look({
    [here]: { counts: [fresh], overrides: [] },
    [there]: { counts: [west, old], overrides: [] },
  });

  expect(seen.counts).toEqual([fresh, west]);
  expect(budgetsOf(seen).budgets[0]).toMatchObject({ bad: 31, total: 200 });
});

it('shows each override once, wherever it was recorded, the newest first', async () => {
  const [first, second, third] = ['2026-01-01', '2026-01-02', '2026-01-03'].map(override);
  const seen = await look({
    [EAST]: { counts: [], overrides: [second, first].filter((one) => one !== undefined) },
    [WEST]: { counts: [], overrides: [third, second].filter((one) => one !== undefined) },
  });
  expect(seen.overrides).toEqual([third, second, first]);
});
