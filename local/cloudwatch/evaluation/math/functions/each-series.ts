import { argumentOf, countArguments, type MathFunction, wrongKind } from '../call';
import { series, type Series } from '../value';

/** A function of a time series, or of each in an array. */
export const eachSeries =
  (change: (points: Series) => Series): MathFunction =>
  (call) => {
    countArguments(call, 1);
    const value = argumentOf(call, 0);
    if (value.kind === 'series') return series(change(value.series));
    if (value.kind === 'array') return { kind: 'array', items: value.items.map(change) };
    throw wrongKind(call, 0, 'a time series or an array of them');
  };
