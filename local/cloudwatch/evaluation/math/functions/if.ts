import { argumentOf, type Call, countArguments, wrongKind } from '../call';
import { mapSeries, series, type Value } from '../value';

/**
 * IF(condition, trueValue, falseValue) ("Using IF expressions"): 0 is false, any other value is true. With a series as
 * condition each of its data points is decided: where it is true, a series without a value there counts as 0; where
 * it is false, a series without a value there, or no third argument, drops the data point. With a number as condition the
 * result is one of two time series, an empty one where there is no third argument.
 */
export function condition(call: Call): Value {
  countArguments(call, 2, 3);
  const decide = argumentOf(call, 0);
  const yes = branch(call, 1);
  const no = call.args.length === 3 ? branch(call, 2) : series(new Map());
  if (decide.kind === 'scalar') return chosen(call, decide.value, yes, no);
  if (decide.kind === 'array') throw wrongKind(call, 0, 'a time series or a number');
  const result = mapSeries(decide.series, (value, at) =>
    value === 0 ? pointOf(no, at) : (pointOf(yes, at) ?? 0),
  );
  return series(result);
}

function chosen(call: Call, value: number, yes: Value, no: Value): Value {
  if (yes.kind !== 'series') throw wrongKind(call, 1, 'a time series where the condition is a number');
  if (no.kind !== 'series') throw wrongKind(call, 2, 'a time series where the condition is a number');
  return value === 0 ? no : yes;
}

function branch(call: Call, index: number): Value {
  const value = argumentOf(call, index);
  if (value.kind === 'array') throw wrongKind(call, index, 'a time series or a number');
  return value;
}

function pointOf(value: Value, at: number): number | null {
  if (value.kind === 'scalar') return value.value;
  return value.kind === 'series' ? (value.series.get(at) ?? null) : null;
}
