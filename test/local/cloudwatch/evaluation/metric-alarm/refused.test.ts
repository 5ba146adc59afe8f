import { readMetricAlarm } from '../../../../../local/cloudwatch/evaluation';
import { mathProperties, METRIC, properties } from './alarms';

const stat = (Period: number) => ({ Metric: METRIC, Stat: 'Sum', Period });

test.each([null, undefined, 'alarm', 5, [{ AlarmName: 'a' }], { AlarmName: '' }, { AlarmName: 5 }])(
  '%j is no alarm',
  (read) => {
    expect(() => readMetricAlarm(read)).toThrow(
      'alarm without a name, AlarmName: AlarmName has to be a text',
    );
  },
);

describe('what AWS would refuse is an error with its place', () => {
  const DAY = 86_400;

  test.each<[Record<string, unknown>, string]>([
    [{}, 'alarm without a name, AlarmName: AlarmName has to be a text'],
    [properties({ Threshold: '3' }), 'alarm errors, Threshold: has to be a number'],
    [
      properties({ EvaluationPeriods: 0 }),
      'alarm errors, EvaluationPeriods: has to be a whole number from 1 on',
    ],
    [
      properties({ DatapointsToAlarm: 4 }),
      'alarm errors, DatapointsToAlarm: cannot be more than the 3 EvaluationPeriods',
    ],
    [
      properties({ TreatMissingData: 'Breaching' }),
      'alarm errors, TreatMissingData: has to be missing, ignore, breaching, notBreaching',
    ],
    [
      properties({ Statistic: 'p99' }),
      'alarm errors, Statistic: has to be SampleCount, Average, Sum, Minimum, Maximum',
    ],
    [
      properties({ ExtendedStatistic: 'p100.5' }),
      'alarm errors, ExtendedStatistic: p100.5 is not a statistic of CloudWatch',
    ],
    [properties({ Period: 90 }), 'alarm errors, Period: 90 s; here only multiples of 60 s are evaluated'],
    [properties({ ActionsEnabled: 'yes' }), 'alarm errors, ActionsEnabled: has to be true or false'],
    [
      properties({ AlarmActions: [{ Ref: 'Topic' }] }),
      'alarm errors, AlarmActions: has to be a list of texts',
    ],
    [properties({ Dimensions: [{ Name: 'a' }] }), 'alarm errors, Dimensions[0].Value: has to be a text'],
    [
      properties({ Period: 300, EvaluationPeriods: 289 }),
      'alarm errors, EvaluationPeriods: with periods of 300 s can be at most 86400 s together',
    ],
    [
      properties({ Period: DAY, EvaluationPeriods: 8 }),
      'alarm errors, EvaluationPeriods: with periods of 86400 s can be at most 604800 s together',
    ],
  ])('%#', (read, message) => {
    expect(() => readMetricAlarm(read)).toThrow(message);
  });

  test.each<[unknown[], string]>([
    [[{ Id: 'aM-1', MetricStat: stat(60) }], 'Metrics[0].Id: begins with a lowercase letter'],
    [[{ Id: 'Mm1', MetricStat: stat(60) }], 'Metrics[0].Id: begins with a lowercase letter'],
    [['m1'], 'Metrics[0]: has to be an object'],
    [[{ Id: 'm1', MetricStat: [] }], 'Metrics[0].MetricStat: has to be an object'],
    [
      [{ Id: 'm1', MetricStat: { ...stat(60), Stat: 'sum' } }],
      'Metrics[0].MetricStat.Stat: sum is not a statistic of CloudWatch',
    ],
    [
      [
        { Id: 'e1', Expression: 'm1', Period: 300 },
        { Id: 'm1', ReturnData: false, MetricStat: stat(60) },
      ],
      'Metrics: periods of 60 and 300 s in one alarm',
    ],
    [
      [{ Id: 'M1', MetricStat: stat(60) }],
      'Metrics[0].Id: begins with a lowercase letter and has letters, digits and _',
    ],
    [
      [
        { Id: 'm1', MetricStat: stat(60) },
        { Id: 'm1', ReturnData: false, MetricStat: stat(60) },
      ],
      'Metrics: two queries have the same Id',
    ],
    [
      [
        { Id: 'm1', MetricStat: stat(60) },
        { Id: 'm2', MetricStat: stat(60) },
      ],
      'Metrics: exactly one query has to have ReturnData',
    ],
    [
      [{ Id: 'm1', ReturnData: false, MetricStat: stat(60) }],
      'Metrics: exactly one query has to have ReturnData',
    ],
    [
      [
        { Id: 'm1', MetricStat: stat(60) },
        { Id: 'm2', ReturnData: false, MetricStat: stat(300) },
      ],
      'Metrics: periods of 60 and 300 s in one alarm',
    ],
    [[{ Id: 'e1', Expression: 'TIME_SERIES(5)' }], 'Metrics: no query has a Period'],
    [
      [
        { Id: 'e1', Expression: 'SUM(METRICS())' },
        ...Array.from({ length: 11 }, (_, index) => ({
          Id: `m${index}`,
          ReturnData: false,
          MetricStat: stat(60),
        })),
      ],
      'Metrics: 11 metrics; an alarm takes 10',
    ],
  ])('%#', (Metrics, message) => {
    expect(() => readMetricAlarm(mathProperties('', { Metrics }))).toThrow(`alarm errors, ${message}`);
  });

  test.each<[string, string]>([
    ['bad / totl', 'character 7: there is no metric or expression totl'],
    ['IF(total >= 10, bad', 'character 20: expected ), found the end of the expression'],
    ['SUM(bad)', 'character 1: an alarm watches a time series, not a number'],
    ['METRICS()', 'character 1: an alarm watches a time series, not an array of time series'],
    ['bad # total', 'character 5: unexpected "#"'],
    ['1 + watched', 'character 5: watched refers to itself'],
  ])('%s', (expression, message) => {
    expect(() => readMetricAlarm(mathProperties(expression))).toThrow(
      `alarm errors, Metrics[0].Expression, ${message}`,
    );
  });

  test('a mistake in an expression that another one uses is reported where it is', () => {
    const Metrics = [
      { Id: 'e1', Expression: '2 * e2' },
      { Id: 'e2', Expression: 'm1 + SUM(5)', ReturnData: false },
      { Id: 'm1', ReturnData: false, MetricStat: stat(60) },
    ];
    const message =
      'alarm errors, Metrics[1].Expression, character 10: SUM takes a time series or an array of them as its argument 1';
    expect(() => readMetricAlarm(mathProperties('', { Metrics }))).toThrow(message);
  });

  test('no list of queries', () => {
    expect(() => readMetricAlarm(mathProperties('', { Metrics: { Id: 'm1' } }))).toThrow(
      'alarm errors, Metrics: has to be a list',
    );
  });

  test('a metric both ways', () => {
    const both = { ...properties(), Metrics: [{ Id: 'm1', MetricStat: stat(60) }] };
    expect(() => readMetricAlarm(both)).toThrow(
      'alarm errors, Metrics: cannot be given together with MetricName',
    );
  });
});
