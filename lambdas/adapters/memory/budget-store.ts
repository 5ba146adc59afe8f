import { type RegionCounts } from '../../domain/budget/counts';
import {
  type BudgetStore,
  type DailyMetrics,
  type DailyValues,
  type Series,
} from '../../domain/budget/measure';
import { atomically, type Step } from './step';

/** `BudgetStore` in memory; `counts` is what the Regions of a test share. */
export class MemoryBudgetStore implements BudgetStore {
  constructor(
    private readonly counts: Map<string, RegionCounts>,
    private readonly step?: Step,
  ) {}

  async save(counts: RegionCounts): Promise<void> {
    return atomically(this.step, 'budgets.save', () => void this.counts.set(counts.region, counts));
  }

  async read(region: string): Promise<RegionCounts | undefined> {
    return atomically(this.step, 'budgets.read', () => this.counts.get(region));
  }
}

/** `DailyMetrics` in memory: what a test has said of each series, by the name of its metric. */
export class MemoryDailyMetrics implements DailyMetrics {
  constructor(private readonly values: ReadonlyMap<string, DailyValues>) {}

  async read(series: readonly Series[], from: number, to: number): Promise<readonly DailyValues[]> {
    return series.map(({ metric }) => {
      const days = [...(this.values.get(metric) ?? [])];
      return new Map(days.filter(([day]) => day >= from && day < to));
    });
  }
}
