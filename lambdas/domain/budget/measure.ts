import { type Budget, budgetOf } from './budget';
import { addDays, type MeasuredObjective, mergeRegions, type RegionCounts, windowStart } from './counts';

/** One statistic of one metric of this Region. */
export interface Series {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Such as `Sum`, or `TC(3000:)` for how many values were above 3,000. */
  readonly stat: string;
}

/** What is counted for an objective: indexes of series, whose values are added up. */
export interface CountedObjective {
  readonly name: string;
  readonly target: number;
  readonly bad: readonly number[];
  readonly total: readonly number[];
}

/** Everything that is counted. A series that several objectives use is there once. */
export interface Objectives {
  readonly series: readonly Series[];
  readonly objectives: readonly CountedObjective[];
}

/** Value of a series by the midnight at which its day begins, in milliseconds since the epoch. */
export type DailyValues = ReadonlyMap<number, number>;

/** Port to the metrics of this Region. Throws `StoreUnavailable`. */
export interface DailyMetrics {
  /** The days from `from`, a midnight, up to `to`; in the order of the series, days without values left out. */
  read(series: readonly Series[], from: number, to: number): Promise<readonly DailyValues[]>;
}

/** Port to what the Regions have counted. Throws `StoreUnavailable`. */
export interface BudgetStore {
  /** Replaces what this Region counted before. */
  save(counts: RegionCounts): Promise<void>;
  /** What a Region counted last, as far as this Region has heard of it. */
  read(region: string): Promise<RegionCounts | undefined>;
}

/** What measuring needs. */
export interface MeasureDeps {
  readonly metrics: DailyMetrics;
  readonly store: BudgetStore;
  readonly objectives: Objectives;
  /** The own Region. */
  readonly region: string;
  /** All Regions, the own one among them. */
  readonly regions: readonly string[];
}

/** Counts this Region's part of every objective, keeps it, and tells the budgets of all Regions together. */
export async function measureBudgets(deps: MeasureDeps, now: number): Promise<Budget[]> {
  const { metrics, store, objectives, region, regions } = deps;
  const values = await metrics.read(objectives.series, windowStart(now), now);
  const own = { region, at: now, objectives: objectives.objectives.map((one) => measured(one, values)) };
  await store.save(own);
  const others = await Promise.all(regions.filter((name) => name !== region).map((name) => store.read(name)));
  const known = [own, ...others.filter((counts) => counts !== undefined)];
  return mergeRegions(known, now).map((objective) => budgetOf(objective, now));
}

function measured(objective: CountedObjective, values: readonly DailyValues[]): MeasuredObjective {
  const days = (series: readonly number[], what: 'bad' | 'total') =>
    series.flatMap((index) =>
      [...(values[index] ?? [])].map(([day, value]) => ({ day, bad: 0, total: 0, [what]: value })),
    );
  const { name, target } = objective;
  return { name, target, days: addDays(days(objective.bad, 'bad'), days(objective.total, 'total')) };
}
