import type { Grid } from '../math/value';
import type { MetricAlarm } from '../types';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_SECONDS = 86_400;

type Timing = Pick<MetricAlarm, 'periodSeconds' | 'evaluationPeriods'>;

/**
 * Windows slide: "an alarm is evaluated every minute", over the periods that end there ("Evaluating an alarm";
 * "Alarm evaluation window": 13:07 to 14:07, then 13:08 to 14:08). One whose Period times EvaluationPeriods is longer than
 * a day is evaluated once an hour, and sees data up to the full hour.
 */
const isMultiDay = ({ periodSeconds, evaluationPeriods }: Timing): boolean =>
  periodSeconds * evaluationPeriods > DAY_SECONDS;

const stepOf = (alarm: Timing): number => (isMultiDay(alarm) ? HOUR_MS : MINUTE_MS);

/**
 * Whether CloudWatch evaluates the alarm in the minute that `now` (epoch ms) is in. Evaluating it in between does no harm,
 * since it sees the same periods.
 */
export const isDue = (alarm: Timing, now: number): boolean => now % stepOf(alarm) < MINUTE_MS;

/**
 * How many periods more than EvaluationPeriods are looked at, in case some are without data. "The exact number of data
 * points it attempts to retrieve depends on the length of the alarm period" and is not documented; all examples of the
 * guide have 5 for 3 ("How alarm state is evaluated when data is missing").
 */
const MORE_PERIODS = 2;

/** The evaluation range at `now` (epoch ms): the periods that end with the last full minute, or hour. */
export function evaluationRange(alarm: Timing, now: number): Grid {
  const to = now - (now % stepOf(alarm));
  const count = alarm.evaluationPeriods + MORE_PERIODS;
  return { from: to - count * alarm.periodSeconds * 1000, periodSeconds: alarm.periodSeconds, count };
}
