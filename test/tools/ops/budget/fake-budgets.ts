import { type Budget, budgetOf } from '../../../../lambdas/domain/budget/budget';
import { DAY_MS, type RegionCounts } from '../../../../lambdas/domain/budget/counts';
import { type Reply } from '../../../../tools/ops/message-queue';
import {
  type BudgetPlace,
  type BudgetPorts,
  type BudgetReading,
  type Override,
} from '../../../../tools/ops/budget/ports';

/** When the world of a test begins. */
export const NOW = Date.parse('2026-01-01T00:00:00Z');
const MINUTE_MS = 60_000;

/** What a Region counted some minutes ago: requests of five days ago. */
export function counted(
  region: string,
  { bad, total, minutesAgo = 12 }: { bad: number; total: number; minutesAgo?: number },
): RegionCounts {
  const day = NOW - 5 * DAY_MS;
  return {
    region,
    at: NOW - minutesAgo * MINUTE_MS,
    objectives: [
      { name: 'checkout-availability', target: 99.9, days: [{ day, bad, total }] },
      { name: 'order-freshness', target: 99, days: [] },
    ],
  };
}

/** The Shop tables of both Regions, as far as error budgets are in them. */
export class FakeBudgets implements BudgetPorts {
  /** What each Region has counted; replication has taken it everywhere. */
  counts: RegionCounts[] = [];
  readonly overrides: Override[] = [];
  /** Regions without a table. */
  readonly without = new Set<string>();
  /** Regions that do not answer. */
  readonly lost = new Set<string>();
  /** Tables that may be read and not written. */
  readonly closed = new Set<string>();
  readonly reads: string[] = [];

  async read(
    { through: { region }, tableName }: BudgetPlace,
    regions: readonly string[],
  ): Promise<BudgetReading> {
    this.reads.push(`${region}/${tableName}`);
    if (this.lost.has(region)) return { kind: 'failed', message: `${region} does not answer (ETIMEDOUT)` };
    if (this.without.has(region)) return { kind: 'no_table' };
    const counts = this.counts.filter((one) => regions.includes(one.region));
    return { kind: 'ok', value: { counts, overrides: [...this.overrides].reverse() } };
  }

  async record({ through: { region } }: BudgetPlace, override: Override): Promise<Reply<void>> {
    if (this.lost.has(region) || this.without.has(region) || this.closed.has(region))
      return { kind: 'failed', message: `${region}, table holdfast-shop: AccessDeniedException` };
    this.overrides.push(override);
    return { kind: 'ok', value: undefined };
  }
}

/** A budget with the given requests on one day, some days ago. */
export function budgetWith(bad: number, total: number, daysAgo = 2): Budget {
  const days = [{ day: NOW - daysAgo * DAY_MS, bad, total }];
  return budgetOf({ name: 'checkout-availability', target: 99.9, days }, NOW);
}
