import { evaluateMetricAlarm, isDue } from '../../../../../local/cloudwatch/evaluation';
import { alarmOf, properties, sourceOf } from './alarms';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;
const at = (hours: number, minutes: number, seconds = 0): number =>
  Date.UTC(2026, 10, 21, hours, minutes, seconds);

const alarmWith = (Period: number, EvaluationPeriods: number) =>
  alarmOf(properties({ Period, EvaluationPeriods }));

/** When the periods begin that an evaluation asks for. */
function periodsAt(now: number, Period: number, EvaluationPeriods: number): readonly string[] {
  const source = sourceOf({});
  evaluateMetricAlarm(alarmWith(Period, EvaluationPeriods), source, now);
  return source.asked.flatMap(({ from, to }) => {
    const starts: string[] = [];
    for (let start = from; start < to; start += Period * 1000)
      starts.push(new Date(start).toISOString().slice(5, 16));
    return starts;
  });
}

describe('"Evaluating an alarm": windows slide', () => {
  test('"at the end of minute 5 … data from minutes 1 to 5. Then at the end of minute 6 … minutes 2 to 6"', () => {
    expect(periodsAt(at(12, 5), 300, 1).at(-1)).toBe('11-21T12:00');
    expect(periodsAt(at(12, 6), 300, 1).at(-1)).toBe('11-21T12:01');
  });

  test('"Alarm evaluation window": 13:07 to 14:07 in one evaluation, 13:08 to 14:08 in the next', () => {
    expect(periodsAt(at(14, 7), HOUR_SECONDS, 1).at(-1)).toBe('11-21T13:07');
    expect(periodsAt(at(14, 8), HOUR_SECONDS, 1).at(-1)).toBe('11-21T13:08');
  });

  /** "Limits that apply to alarms based on connected data sources" spells out the data points of a 5-minute alarm. */
  test('evaluated at 12:15 the data points are of 12:00, 12:05 and 12:10, at 12:16 of 12:01, 12:06 and 12:11', () => {
    const times = (now: number) => periodsAt(now, 300, 1).map((time) => time.slice(6));
    expect(times(at(12, 15))).toEqual(['12:00', '12:05', '12:10']);
    expect(times(at(12, 16))).toEqual(['12:01', '12:06', '12:11']);
  });

  test('the minute that has begun is not looked at', () => {
    expect(periodsAt(at(12, 15, 59), 60, 1).at(-1)).toBe('11-21T12:14');
  });

  test('the evaluation range of 3 evaluation periods is 5', () => {
    expect(periodsAt(at(12, 15), 60, 3)).toHaveLength(5);
  });
});

describe('how often', () => {
  const dueIn = (Period: number, EvaluationPeriods: number): number => {
    const alarm = alarmWith(Period, EvaluationPeriods);
    return Array.from({ length: 120 }, (_, minute) => at(0, minute)).filter((now) => isDue(alarm, now))
      .length;
  };

  test.each([
    [60, 3],
    [300, 1],
    [HOUR_SECONDS, 1],
    [HOUR_SECONDS, 24],
    [DAY_SECONDS, 1],
  ])('%d s times %d: every minute', (period, periods) => {
    expect(dueIn(period, periods)).toBe(120);
  });

  test.each([
    [HOUR_SECONDS, 25],
    [DAY_SECONDS, 3],
    [3 * DAY_SECONDS, 1],
  ])('%d s times %d, longer than a day: once an hour', (period, periods) => {
    expect(dueIn(period, periods)).toBe(2);
    expect(isDue(alarmWith(period, periods), at(13, 0, 40))).toBe(true);
  });

  test('longer than a day sees data up to the full hour', () => {
    for (const minute of [0, 1, 59])
      expect(periodsAt(at(13, minute), 3 * DAY_SECONDS, 1).at(-1)).toBe('11-18T13:00');
  });

  test('a day slides by the minute', () => {
    expect(periodsAt(at(13, 7), DAY_SECONDS, 1).at(-1)).toBe('11-20T13:07');
  });
});

test('data is counted in the period that it falls in, whichever way the window slides', () => {
  const alarm = alarmOf(
    properties({
      Period: HOUR_SECONDS,
      EvaluationPeriods: 1,
      Threshold: 0,
      TreatMissingData: 'notBreaching',
    }),
  );
  const source = sourceOf({ Errors: new Map([[at(13, 7), 1]]) });
  const stateAt = (now: number) => evaluateMetricAlarm(alarm, source, now).state;
  expect(stateAt(at(13, 7))).toBe('OK');
  expect(stateAt(at(13, 8))).toBe('ALARM');
  expect(stateAt(at(13, 8) + 3 * HOUR - MINUTE)).toBe('ALARM');
  expect(stateAt(at(13, 8) + 3 * HOUR)).toBe('OK');
});
