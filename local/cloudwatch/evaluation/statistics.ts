/**
 * CloudWatch's statistics over the raw values of a period ("CloudWatch statistics definitions").
 *
 * Where the guide is silent: a boundary in percent that falls within a data point keeps that data point, so that
 * p99 is "the maximum value of the remaining 99%" (section "Percentiles versus trimmed mean") for any number of values;
 * a trimmed mean of nothing is no data point, a trimmed count or sum of nothing is 0.
 */
export type Statistic =
  | { readonly kind: 'simple'; readonly name: SimpleStatistic }
  | { readonly kind: 'percentile'; readonly percent: number }
  | { readonly kind: 'trimmed'; readonly name: TrimmedStatistic; readonly bounds: Bounds };

type SimpleStatistic = 'SampleCount' | 'Sum' | 'Average' | 'Minimum' | 'Maximum';
type TrimmedStatistic = 'TM' | 'WM' | 'TC' | 'TS' | 'PR';

/** Both in the unit of the metric, or both in percent of the sorted values. */
interface Bounds {
  readonly unit: 'value' | 'percent';
  readonly lower: number;
  readonly upper: number;
}

const SIMPLE: readonly string[] = ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'];
const NUMBER = String.raw`\d+(?:\.\d{1,10})?`;
const PERCENTILE = new RegExp(`^p(${NUMBER})$`);
const SHORT = new RegExp(`^(tm|tc|ts|wm)(${NUMBER})$`);
const RANGE = new RegExp(String.raw`^(TM|TC|TS|WM|PR)\((?:(${NUMBER})(%?))?:(?:(${NUMBER})(%?))?\)$`);

/** Reads `Sum`, `p99.9`, `tm90`, `TC(300:)`, `TM(2%:98%)`, `PR(:300)` or `IQM` (section "Syntax"); null for anything else. */
export function parseStatistic(text: string): Statistic | null {
  if (SIMPLE.includes(text)) return { kind: 'simple', name: text as SimpleStatistic };
  if (text === 'IQM')
    return { kind: 'trimmed', name: 'TM', bounds: { unit: 'percent', lower: 25, upper: 75 } };
  const percent = PERCENTILE.exec(text)?.[1];
  if (percent !== undefined) return inPercent({ kind: 'percentile', percent: Number(percent) });
  const [, short = '', upper] = SHORT.exec(text) ?? [];
  if (upper !== undefined) {
    const bounds = { unit: 'percent', lower: 0, upper: Number(upper) } as const;
    return inPercent({ kind: 'trimmed', name: short.toUpperCase() as TrimmedStatistic, bounds });
  }
  return parseRange(text);
}

function parseRange(text: string): Statistic | null {
  const [, name, lower, lowerUnit, upper, upperUnit] = RANGE.exec(text) ?? [];
  if (lower === undefined && upper === undefined) return null;
  const percent = (lowerUnit ?? upperUnit) === '%';
  const mixed = lower !== undefined && upper !== undefined && lowerUnit !== upperUnit;
  if (mixed || (percent && name === 'PR')) return null;
  const bounds: Bounds = {
    unit: percent ? 'percent' : 'value',
    lower: Number(lower ?? (percent ? 0 : -Infinity)),
    upper: Number(upper ?? (percent ? 100 : Infinity)),
  };
  return inPercent({ kind: 'trimmed', name: name as TrimmedStatistic, bounds });
}

function inPercent(statistic: Statistic): Statistic | null {
  if (statistic.kind === 'percentile') return statistic.percent <= 100 ? statistic : null;
  if (statistic.kind === 'simple') return statistic;
  const { unit, lower, upper } = statistic.bounds;
  return lower < upper && (unit === 'value' || upper <= 100) ? statistic : null;
}

/**
 * A statistic of the values of one period; null where there is no data point: no values, nothing left of a trimmed mean,
 * or a negative value, with which percentiles and trimmed statistics "are not available" (section "Requirements…").
 * Throws a `TypeError` for a text that `parseStatistic` does not know.
 */
export function statisticOf(stat: string, values: readonly number[]): number | null {
  const statistic = parseStatistic(stat);
  if (statistic === null) throw new TypeError(`not a statistic of CloudWatch: ${stat}`);
  if (values.length === 0) return null;
  if (statistic.kind === 'simple') return simple(statistic.name, values);
  if (values.some((value) => value < 0)) return null;
  const sorted = values.toSorted((a, b) => a - b);
  if (statistic.kind === 'percentile') return sorted[rank(statistic.percent, sorted.length)] ?? null;
  return trimmed(statistic.name, statistic.bounds, sorted);
}

function simple(name: SimpleStatistic, values: readonly number[]): number {
  switch (name) {
    case 'SampleCount':
      return values.length;
    case 'Sum':
      return sum(values);
    case 'Average':
      return sum(values) / values.length;
    case 'Minimum':
      return values.reduce((least, value) => Math.min(least, value));
    case 'Maximum':
      return values.reduce((most, value) => Math.max(most, value));
  }
}

function trimmed(name: TrimmedStatistic, bounds: Bounds, sorted: readonly number[]): number | null {
  const kept = within(bounds, sorted);
  switch (name) {
    case 'TC':
      return kept.length;
    case 'TS':
      return sum(kept);
    case 'TM':
      return mean(kept);
    case 'PR':
      return (100 * kept.length) / sorted.length;
    case 'WM':
      return winsorized(bounds, sorted);
  }
}

/** "Includes values equal to the higher boundary, but does not include values equal to the lower boundary". */
function within(bounds: Bounds, sorted: readonly number[]): readonly number[] {
  if (bounds.unit === 'value') return sorted.filter((value) => value > bounds.lower && value <= bounds.upper);
  const first = Math.floor((bounds.lower * sorted.length) / 100 + ROUNDING);
  return sorted.slice(first, rank(bounds.upper, sorted.length) + 1);
}

/** Values beyond a boundary count as the value at the boundary. */
function winsorized(bounds: Bounds, sorted: readonly number[]): number | null {
  const kept = within(bounds, sorted);
  const percent = bounds.unit === 'percent';
  const lowest = percent ? (kept[0] ?? 0) : bounds.lower;
  const highest = percent ? (kept.at(-1) ?? 0) : bounds.upper;
  return mean(sorted.map((value) => Math.min(Math.max(value, lowest), highest)));
}

/** Percentages have ten decimal places; their products with counts must not miss a whole number by less than that. */
const ROUNDING = 1e-9;

/** The index of the highest of the lowest `percent` % of `count` sorted values, at least the first. */
const rank = (percent: number, count: number): number =>
  Math.max(Math.ceil((percent * count) / 100 - ROUNDING), 1) - 1;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : sum(values) / values.length;
