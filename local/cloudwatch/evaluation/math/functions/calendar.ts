import { countArguments, type MathFunction, seriesArgument } from '../call';
import { series, seriesOf, timestampsOf } from '../value';

/** "A new non-sparse time series where each value is based on its timestamp", in UTC. */
const calendar =
  (read: (at: Date) => number): MathFunction =>
  (call) => {
    countArguments(call, 1);
    seriesArgument(call, 0);
    return series(seriesOf(timestampsOf(call.grid).map((at) => [at, read(new Date(at))] as const)));
  };

/** MINUTE to EPOCH; a week begins on Monday, since `IF(DAY(m1)<6,m1)` is the guide's example of its working days. */
export const CALENDAR: Readonly<Record<string, MathFunction>> = {
  MINUTE: calendar((at) => at.getUTCMinutes()),
  HOUR: calendar((at) => at.getUTCHours()),
  DAY: calendar((at) => at.getUTCDay() || 7),
  DATE: calendar((at) => at.getUTCDate()),
  MONTH: calendar((at) => at.getUTCMonth() + 1),
  YEAR: calendar((at) => at.getUTCFullYear()),
  EPOCH: calendar((at) => at.getTime() / 1000),
};
