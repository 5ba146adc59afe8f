import { SyntaxProblem } from '../../alarm-definition-error';
import { type Call, countArguments, type MathFunction, scalarArgument } from '../call';
import { mapSeries, scalar, series, seriesOf, timestampsOf, type Value } from '../value';
import { eachSeries } from './each-series';

const eachValue = (change: (value: number) => number): MathFunction =>
  eachSeries((points) => mapSeries(points, change));

/** "The period of the metric in seconds. Valid input is metrics, not the results of other expressions." */
function period(call: Call): Value {
  countArguments(call, 1);
  const [argument] = call.args;
  if (argument?.kind !== 'id' || !call.metrics.has(argument.id))
    throw new SyntaxProblem('PERIOD takes the id of a metric', argument?.at ?? call.at);
  return scalar(call.grid.periodSeconds);
}

/** "A non-sparse time series where every value is set to a scalar argument." */
function timeSeries(call: Call): Value {
  countArguments(call, 1);
  const value = scalarArgument(call, 0);
  return series(seriesOf(timestampsOf(call.grid).map((at) => [at, value] as const)));
}

/** ABS, CEIL, FLOOR, LOG, LOG10, PERIOD and TIME_SERIES. */
export const VALUES: Readonly<Record<string, MathFunction>> = {
  ABS: eachValue(Math.abs),
  CEIL: eachValue(Math.ceil),
  FLOOR: eachValue(Math.floor),
  LOG: eachValue(Math.log),
  LOG10: eachValue(Math.log10),
  PERIOD: period,
  TIME_SERIES: timeSeries,
};
