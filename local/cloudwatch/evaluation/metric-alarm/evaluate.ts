import type { MetricSource } from '../../metrics';
import { evaluateId } from '../math/evaluate';
import { type Series, timestampsOf } from '../math/value';
import type { ComparisonOperator, Evaluation, MetricAlarm } from '../types';
import { decide, type Point } from './decide';
import { reasonFor } from './reason';
import { scopeOf } from './scope';
import { evaluationRange } from './window';

const COMPARE: Readonly<Record<ComparisonOperator, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/**
 * How an alarm stands at `now` (epoch ms), by the periods that end with the last full minute, or hour for a window longer
 * than a day. The state `keep` is the one that the alarm is in.
 */
export function evaluateMetricAlarm(alarm: MetricAlarm, source: MetricSource, now: number): Evaluation {
  const grid = evaluationRange(alarm, now);
  const { from, periodSeconds, count } = grid;
  const to = from + count * periodSeconds * 1000;
  const scope = scopeOf(alarm.queries, grid, ({ metric, stat }) =>
    source.statistic(metric, stat, periodSeconds, from, to),
  );
  const watched = evaluateId(alarm.watched, 0, scope);
  const points: Series = watched.kind === 'series' ? watched.series : new Map();
  const range = timestampsOf(grid).map((at) => pointOf(points.get(at), alarm));
  const state = decide(range, alarm);
  return { state, reason: reasonFor(alarm, state, points, range) };
}

function pointOf(value: number | undefined, { comparison, threshold }: MetricAlarm): Point {
  if (value === undefined) return '-';
  return COMPARE[comparison](value, threshold) ? 'X' : '0';
}
