import { DAY_MS, type RegionCounts } from '../../../lambdas/domain/budget/counts';
import { type BudgetStore } from '../../../lambdas/domain/budget/measure';

const DAY = Date.UTC(2026, 10, 20);

/** Counts as a Region keeps them. */
export const COUNTS: RegionCounts = {
  region: 'us-east-1',
  at: DAY + 3 * DAY_MS + 1_234,
  objectives: [
    {
      name: 'checkout-availability',
      target: 99.9,
      days: [
        { day: DAY, bad: 0, total: 12_345 },
        { day: DAY + 2 * DAY_MS, bad: 7, total: 1_000 },
      ],
    },
    { name: 'order-freshness', target: 99, days: [] },
  ],
};

/** What every `BudgetStore` must do. */
export function budgetStoreContract(make: () => Promise<BudgetStore>): void {
  test('counts are read as they were saved', async () => {
    const store = await make();
    await store.save(COUNTS);
    expect(await store.read('us-east-1')).toEqual(COUNTS);
  });

  test('a Region that has counted nothing yet has no counts, whatever others have', async () => {
    const store = await make();
    await store.save(COUNTS);
    expect(await store.read('us-west-2')).toBeUndefined();
  });

  test('new counts take the place of the old ones', async () => {
    const store = await make();
    await store.save(COUNTS);
    const [first] = COUNTS.objectives;
    const later = { ...COUNTS, at: COUNTS.at + 1, objectives: first ? [first] : [] };
    await store.save(later);
    expect(await store.read('us-east-1')).toEqual(later);
  });
}
