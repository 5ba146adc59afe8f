import { type Budget, budgetOf } from '../../../lambdas/domain/budget/budget';
import { mergeRegions, type RegionCounts, windowStart } from '../../../lambdas/domain/budget/counts';
import { type Deployment } from '../deployment';
import { type BudgetPorts, type BudgetReading, type Override } from './ports';

/** The error budgets of a deployment, as far as they could be read. */
export interface BudgetLook {
  /** The newest of each Region that has counted. */
  readonly counts: readonly RegionCounts[];
  readonly overrides: readonly Override[];
  /** Regions whose table was read. */
  readonly read: readonly string[];
  /** Regions that answer and have no table of that name. */
  readonly without: readonly string[];
  /** Why the other Regions could not be read. */
  readonly failures: readonly string[];
}

/** The function counts every hour: two runs may be missed before its counts are old. */
export const OLD_AFTER_MS = 3 * 3_600_000;

/** Reads the tables of all Regions. Replication takes counts and overrides to all of them, so that one is enough. */
export async function lookAtBudgets(
  { name, regions }: Deployment,
  allRegions: readonly string[],
  ports: BudgetPorts,
): Promise<BudgetLook> {
  const readings = await Promise.all(
    regions.map(async (through) => ({
      region: through.region,
      reading: await ports.read({ through, tableName: `${name}-shop` }, allRegions),
    })),
  );
  const items = readings.flatMap(({ reading }) => (reading.kind === 'ok' ? [reading.value] : []));
  const of = (kind: BudgetReading['kind']) =>
    readings.flatMap(({ region, reading }) => (reading.kind === kind ? [region] : []));
  return {
    counts: newestOfEach(items.flatMap(({ counts }) => counts)),
    overrides: newestFirst(items.flatMap(({ overrides }) => overrides)),
    read: of('ok'),
    without: of('no_table'),
    failures: readings.flatMap(({ reading }) => (reading.kind === 'failed' ? [reading.message] : [])),
  };
}

function newestOfEach(all: readonly RegionCounts[]): RegionCounts[] {
  const newest = new Map<string, RegionCounts>();
  for (const counts of all)
    if ((newest.get(counts.region)?.at ?? -Infinity) < counts.at) newest.set(counts.region, counts);
  return [...newest.values()].sort((one, other) => one.region.localeCompare(other.region));
}

/** Each once, although every Region has a copy. */
function newestFirst(all: readonly Override[]): Override[] {
  const once = new Map(all.map((override) => [`${override.at}#${override.who}`, override]));
  return [...once.values()].sort((one, other) => other.at.localeCompare(one.at));
}

/** The budgets at a time, and the window that they are about; times in milliseconds since the epoch. */
export interface BudgetsAt {
  readonly budgets: readonly Budget[];
  readonly from: number;
  readonly to: number;
}

/**
 * The budgets as they stand. The time is that of the newest counts: what has happened since then nobody has counted, and
 * a day that has gone by without counts must not look like a day without failures.
 */
export function budgetsOf({ counts }: BudgetLook): BudgetsAt {
  const to = Math.max(0, ...counts.map(({ at }) => at));
  return { budgets: mergeRegions(counts, to).map((one) => budgetOf(one, to)), from: windowStart(to), to };
}

/** Regions that have not counted for long, or never. */
export function oldCounts(
  { counts }: BudgetLook,
  allRegions: readonly string[],
  now: Date,
): { readonly region: string; readonly at: number | null }[] {
  return allRegions
    .map((region) => ({ region, at: counts.find((one) => one.region === region)?.at ?? null }))
    .filter(({ at }) => at === null || now.getTime() - at > OLD_AFTER_MS);
}
