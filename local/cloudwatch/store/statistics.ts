import { type Distribution } from './distribution';
import { parseStatistic } from '../evaluation';
import { type Summary, type ValueRange } from './hour';
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
  const counted = countedStatistic(stat);
  if (counted === null) return statisticOf(stat, rawValues(series.values(from, to), summary.count));
  if (summary.min < 0) return null;
  const found = series.countIn(from, to, counted.range);
  return counted.share ? (100 * found) / summary.count : found;
}

/** A statistic that counts the values in a range; `share`: in percent of all. */
interface CountedStatistic {
  readonly range: ValueRange;
  readonly share: boolean;
}

const countedStatistics = new Map<string, CountedStatistic | null>();

/**
 * Trimmed count `TC(300:)` and percentile rank `PR(300:)`; null for any other statistic. They are the ones that are asked of
 * days at a time, by burn rates of latency, and whose exact figure matters ("CloudWatch statistics definitions"; both are
 * "not available" where a value is negative).
 */
function countedStatistic(stat: string): CountedStatistic | null {
  const known = countedStatistics.get(stat);
  if (known !== undefined) return known;
  const counted = parseCounted(stat);
  countedStatistics.set(stat, counted);
  return counted;
}

function parseCounted(stat: string): CountedStatistic | null {
  const parsed = parseStatistic(stat);
  if (parsed?.kind !== 'trimmed' || parsed.bounds.unit !== 'value') return null;
  if (parsed.name !== 'TC' && parsed.name !== 'PR') return null;
  const { lower, upper } = parsed.bounds;
  return { range: { key: `${lower}:${upper}`, lower, upper }, share: parsed.name === 'PR' };
}

function rawValues(values: Distribution, count: number): number[] {
  const share = Math.min(1, MOST_RAW / count);
  const raw: number[] = [];
  for (const [value, times] of values)
    for (let left = Math.max(1, Math.round(times * share)); left > 0; left--) raw.push(value);
  return raw;
}
