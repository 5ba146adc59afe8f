import { eachSeries } from './each-series';
import { type Series, seriesOf } from '../value';

type Change = (step: { readonly by: number; readonly seconds: number }) => number;

/** From each data point but the first, what changed since the data point before it. */
const changes =
  (change: Change) =>
  (points: Series): Series => {
    const entries = [...points];
    const steps = entries.slice(1).map(([at, value], index) => {
      const [before, old] = entries[index] ?? [at, value];
      return [at, change({ by: value - old, seconds: (at - before) / 1000 })] as const;
    });
    return seriesOf(steps);
  };

function runningSum(points: Series): Series {
  let total = 0;
  return seriesOf([...points].map(([at, value]) => [at, (total += value)] as const));
}

/** DIFF, DIFF_TIME (seconds), RATE (per second) and RUNNING_SUM. */
export const CHANGES = {
  DIFF: eachSeries(changes(({ by }) => by)),
  DIFF_TIME: eachSeries(changes(({ seconds }) => seconds)),
  RATE: eachSeries(changes(({ by, seconds }) => by / seconds)),
  RUNNING_SUM: eachSeries(runningSum),
};
