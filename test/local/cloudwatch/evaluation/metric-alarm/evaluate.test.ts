import { evaluateMetricAlarm } from '../../../../../local/cloudwatch/evaluation';
import { alarmOf, mathProperties, properties, sourceOf } from './alarms';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 21, 12);

/** Values of the minutes from 12:00 on. */
const minutes = (values: readonly (number | '-')[]): ReadonlyMap<number, number> =>
  new Map(
    values.flatMap((value, index) => (value === '-' ? [] : [[START + index * MINUTE, value] as const])),
  );

/** The states at the end of each of the minutes. */
function statesOver(
  values: readonly (number | '-')[],
  changes: Readonly<Record<string, unknown>>,
): readonly string[] {
  const alarm = alarmOf(properties(changes));
  const source = sourceOf({ Errors: minutes(values) });
  return values.map((_, index) => evaluateMetricAlarm(alarm, source, START + (index + 1) * MINUTE).state);
}

describe('"Evaluating an alarm"', () => {
  test('the figure: 3 out of 3 above three units in the third to fifth periods, below in the sixth, once more in the ninth', () => {
    const states = statesOver([1, 2, 4, 5, 4, 2, 1, 2, 5], { TreatMissingData: 'notBreaching' });
    expect(states).toEqual(['OK', 'OK', 'OK', 'OK', 'ALARM', 'OK', 'OK', 'OK', 'OK']);
  });

  test('"breaching data points don\'t have to be consecutive, but they must all be within the last" N: 4 out of 5', () => {
    const states = statesOver([9, 9, 1, 9, 9, 1, 9], {
      EvaluationPeriods: 5,
      DatapointsToAlarm: 4,
      TreatMissingData: 'notBreaching',
    });
    expect(states).toEqual(['OK', 'OK', 'OK', 'OK', 'ALARM', 'OK', 'OK']);
  });
});

describe('comparison operators', () => {
  test.each([
    ['GreaterThanThreshold', ['OK', 'OK', 'ALARM']],
    ['GreaterThanOrEqualToThreshold', ['OK', 'ALARM', 'ALARM']],
    ['LessThanThreshold', ['ALARM', 'OK', 'OK']],
    ['LessThanOrEqualToThreshold', ['ALARM', 'ALARM', 'OK']],
  ])('%s 3 for 2, 3 and 4', (ComparisonOperator, expected) => {
    expect(statesOver([2, 3, 4], { ComparisonOperator, EvaluationPeriods: 1 })).toEqual(expected);
  });
});

test('missing data is treated as the alarm says', () => {
  const stateWith = (TreatMissingData: string | undefined) => {
    const alarm = alarmOf(properties({ TreatMissingData }));
    return evaluateMetricAlarm(alarm, sourceOf({}), START).state;
  };
  expect(stateWith(undefined)).toBe('INSUFFICIENT_DATA');
  expect(stateWith('missing')).toBe('INSUFFICIENT_DATA');
  expect(stateWith('ignore')).toBe('keep');
  expect(stateWith('breaching')).toBe('ALARM');
  expect(stateWith('notBreaching')).toBe('OK');
});

test('AWS/DynamoDB ignores missing data, unless the alarm says otherwise', () => {
  const stateWith = (changes: Readonly<Record<string, unknown>>) =>
    evaluateMetricAlarm(alarmOf(properties({ Namespace: 'AWS/DynamoDB', ...changes })), sourceOf({}), START)
      .state;
  expect(stateWith({})).toBe('keep');
  expect(stateWith({ TreatMissingData: 'breaching' })).toBe('ALARM');
  const metric = (Namespace: string) => ({
    Period: 60,
    Stat: 'Sum',
    Metric: { Namespace, MetricName: 'Errors' },
  });
  const Metrics = [
    { Id: 'e1', Expression: 'm1 + m2' },
    { Id: 'm1', ReturnData: false, MetricStat: metric('Holdfast') },
    { Id: 'm2', ReturnData: false, MetricStat: metric('AWS/DynamoDB') },
  ];
  expect(evaluateMetricAlarm(alarmOf(mathProperties('', { Metrics })), sourceOf({}), START).state).toBe(
    'keep',
  );
});

test('a heartbeat that stops breaches once no beat is left in the evaluation range, and at once where FILL puts zeros', () => {
  const heartbeat = {
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  };
  expect(statesOver([1, 1, '-', '-', '-'], heartbeat)).toEqual(['OK', 'OK', 'OK', 'OK', 'ALARM']);
  const filled = alarmOf(mathProperties('FILL(bad, 0)', heartbeat));
  const source = sourceOf({ Bad: minutes([1, 1, '-']) });
  const states = [1, 2, 3].map((end) => evaluateMetricAlarm(filled, source, START + end * MINUTE).state);
  expect(states).toEqual(['OK', 'OK', 'ALARM']);
});

describe('metric math', () => {
  const share = 'IF(total >= 10, 100 * bad / total, 0)';

  test('is compared point by point', () => {
    const alarm = alarmOf(mathProperties(share, { Threshold: 5, EvaluationPeriods: 2 }));
    const source = sourceOf({ Bad: minutes([0, 3, 2, 2, '-']), Total: minutes([20, 20, 9, 20, 20]) });
    const states = [1, 2, 3, 4, 5].map(
      (end) => evaluateMetricAlarm(alarm, source, START + end * MINUTE).state,
    );
    expect(states).toEqual(['OK', 'OK', 'OK', 'OK', 'OK']);
    const lower = alarmOf(
      mathProperties(share, { Threshold: 5, EvaluationPeriods: 3, DatapointsToAlarm: 2 }),
    );
    expect(evaluateMetricAlarm(lower, source, START + 4 * MINUTE).state).toBe('ALARM');
    expect(evaluateMetricAlarm(lower, source, START + 5 * MINUTE).state).toBe('OK');
  });

  test('asks for each metric with its statistic, its period and the whole range', () => {
    const source = sourceOf({});
    evaluateMetricAlarm(alarmOf(mathProperties('bad / total', { Statistic: 'p99' })), source, START);
    const range = { stat: 'p99', periodSeconds: 60, from: START - 5 * MINUTE, to: START };
    expect(source.asked).toEqual(
      ['Bad', 'Total'].map((name) => ({ id: { namespace: 'Holdfast', name, dimensions: {} }, ...range })),
    );
  });
});

describe('the reason', () => {
  const reasonFor = (values: readonly (number | '-')[], changes: Readonly<Record<string, unknown>> = {}) =>
    evaluateMetricAlarm(
      alarmOf(properties(changes)),
      sourceOf({ Errors: minutes(values) }),
      START + values.length * MINUTE,
    ).reason;

  test('names data points, comparison and threshold', () => {
    expect(reasonFor([1, 4, 5, 10 / 3])).toBe(
      'Threshold Crossed: 3 of 3 data points [4 (2026-11-21T12:01Z), 5 (2026-11-21T12:02Z), 3.33333 (2026-11-21T12:03Z)] greater than the threshold 3.',
    );
  });

  test('says how many are missing and what that was taken for', () => {
    expect(reasonFor([4, '-'], { TreatMissingData: 'breaching' })).toBe(
      'Threshold Crossed: 1 of 1 data points [4 (2026-11-21T12:00Z)] greater than the threshold 3; 2 of 3 data points missing, treated as breaching.',
    );
    expect(reasonFor(['-'])).toBe('Insufficient Data: 3 of 3 data points missing, treated as missing.');
    expect(reasonFor(['-'], { TreatMissingData: 'ignore' })).toBe(
      'State kept: 3 of 3 data points missing, ignored.',
    );
  });

  test('counts the data points that decide, not those before them', () => {
    expect(reasonFor([9, 9, 1, 2, 3])).toContain('0 of 3 data points [1 (');
  });

  test('is short with many periods', () => {
    expect(reasonFor([1, 1, 1, 1, 1], { EvaluationPeriods: 5 })).toContain(
      '0 of 5 data points [1 (2026-11-21T12:00Z)',
    );
    const reason = reasonFor([1, 1, 1, 1, 1, 1, 1], { EvaluationPeriods: 7 });
    expect(reason).toContain('0 of 7 data points […, 1 (2026-11-21T12:02Z)');
  });
});
