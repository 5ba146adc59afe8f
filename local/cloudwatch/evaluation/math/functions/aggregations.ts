import { argumentOf, type Call, countArguments, type MathFunction, wrongKind } from '../call';
import { scalar, series, type Series, seriesOf, unionOf, type Value } from '../value';

type Reduce = (present: readonly number[], outOf: number) => number;

/**
 * Of a time series: one number over its data points. Of an array: a time series, at each timestamp at which any series has
 * a value, over those that have one there. "Missing values are treated as 0" by AVG, so it divides by all; the guide
 * does not say so of MIN and MAX, which take what is there. MIN, MAX and AVG of nothing are no number.
 */
const aggregation =
  (reduce: Reduce): MathFunction =>
  (call) => {
    countArguments(call, 1);
    const value = argumentOf(call, 0);
    if (value.kind === 'series') return scalar(reduce([...value.series.values()], call.grid.count));
    if (value.kind === 'array') return series(across(value.items, reduce));
    throw wrongKind(call, 0, 'a time series or an array of them');
  };

/** One series of the same statistic over several, timestamp by timestamp. */
function across(items: readonly Series[], reduce: Reduce): Series {
  const points = unionOf(items).map((at) => {
    const present = items.map((item) => item.get(at)).filter((value) => value !== undefined);
    return [at, reduce(present, items.length)] as const;
  });
  return seriesOf(points);
}

const sum = (present: readonly number[]): number => present.reduce((total, value) => total + value, 0);

const fold = (pick: (a: number, b: number) => number) => (present: readonly number[]) =>
  present.reduce((best, value) => pick(best, value), present[0] ?? NaN);

/** The statistics that SORT takes, too. */
export const REDUCERS = {
  SUM: sum,
  AVG: (present: readonly number[], outOf: number): number => sum(present) / outOf,
  MIN: fold(Math.min),
  MAX: fold(Math.max),
};

const metricCount = (call: Call): Value => {
  countArguments(call, 1);
  const value = argumentOf(call, 0);
  if (value.kind !== 'array') throw wrongKind(call, 0, 'an array of time series');
  return scalar(value.items.length);
};

/** SUM, AVG, MIN, MAX, DATAPOINT_COUNT and METRIC_COUNT. */
export const AGGREGATIONS: Readonly<Record<string, MathFunction>> = {
  SUM: aggregation(REDUCERS.SUM),
  AVG: aggregation(REDUCERS.AVG),
  MIN: aggregation(REDUCERS.MIN),
  MAX: aggregation(REDUCERS.MAX),
  DATAPOINT_COUNT: aggregation((present) => present.length),
  METRIC_COUNT: metricCount,
};
