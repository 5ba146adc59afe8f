import { type Distribution } from './distribution';
import { type Summary } from './hour';
import { type Series } from './series';

/** A statistic over raw values; null where there are none. */
export type StatisticOf = (stat: string, values: readonly number[]) => number | null;

/** Statistics that need no single values. */
const PLAIN: Readonly<Record<string, (summary: Summary) => number>> = {
  Sum: ({ sum }) => sum,
  SampleCount: ({ count }) => count,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ min }) => min,
  Maximum: ({ max }) => max,
};

/** So many values tell a percentile well enough; more stand in for each other. */
const MOST_RAW = 10_000;

/** One statistic of a series over `[from, to)`; null where it has no values. */
export function seriesStatistic(
  series: Series,
  stat: string,
  [from, to]: readonly [number, number],
  statisticOf: StatisticOf,
): number | null {
  const summary = series.summary(from, to);
  const plain = PLAIN[stat];
  if (summary === null || plain !== undefined) return summary && plain ? plain(summary) : null;
  const values = series.values(from, to);
  // A count must not be one of stand-ins.
  if (stat.startsWith('TC(')) return trimmedCount(stat, values, statisticOf);
  return statisticOf(stat, rawValues(values, summary.count));
}

/** "CloudWatch statistics definitions", Trimmed count (TC): how many values are in the range. */
function trimmedCount(stat: string, values: Distribution, statisticOf: StatisticOf): number {
  let total = 0;
  for (const [value, count] of values) total += count * (statisticOf(stat, [value]) ?? 0);
  return total;
}

function rawValues(values: Distribution, count: number): number[] {
  const share = Math.min(1, MOST_RAW / count);
  const raw: number[] = [];
  for (const [value, times] of values)
    for (let left = Math.max(1, Math.round(times * share)); left > 0; left--) raw.push(value);
  return raw;
}
