import { readMetricAlarm } from '../../../../../local/cloudwatch/evaluation';
import { alarmOf, mathProperties, METRIC, properties } from './alarms';

const stat = (Period: number) => ({ Metric: METRIC, Stat: 'Sum', Period });

test('an alarm on one metric', () => {
  const read = properties({
    AlarmDescription: 'Something fails.',
    ActionsEnabled: true,
    AlarmActions: ['arn:aws:sns:us-east-1:000000000000:pages'],
    OKActions: ['arn:aws:sns:us-east-1:000000000000:tickets'],
    InsufficientDataActions: ['arn:aws:sns:us-east-1:000000000000:silence'],
    Dimensions: [{ Name: 'service', Value: 'holdfast' }],
    DatapointsToAlarm: 2,
    TreatMissingData: 'breaching',
  });
  expect(readMetricAlarm(read)).toEqual({
    kind: 'metric',
    name: 'errors',
    description: 'Something fails.',
    actions: {
      enabled: true,
      onAlarm: ['arn:aws:sns:us-east-1:000000000000:pages'],
      onOk: ['arn:aws:sns:us-east-1:000000000000:tickets'],
      onInsufficientData: ['arn:aws:sns:us-east-1:000000000000:silence'],
    },
    queries: [
      {
        kind: 'metric',
        id: 'm1',
        metric: { namespace: 'Holdfast', name: 'Errors', dimensions: { service: 'holdfast' } },
        stat: 'Sum',
      },
    ],
    watched: 'm1',
    comparison: 'GreaterThanThreshold',
    threshold: 3,
    periodSeconds: 60,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    missingData: 'breaching',
  });
});

test('what is left out has the defaults of PutMetricAlarm', () => {
  const { description, datapointsToAlarm, missingData, actions } = alarmOf(properties());
  expect({ description, datapointsToAlarm, missingData, actions }).toEqual({
    description: '',
    datapointsToAlarm: 3,
    missingData: 'missing',
    actions: { enabled: true, onAlarm: [], onOk: [], onInsufficientData: [] },
  });
});

test('the watched query is the one whose data is returned', () => {
  const { watched, periodSeconds } = alarmOf(mathProperties('bad / total', { Period: 300 }));
  expect({ watched, periodSeconds }).toEqual({ watched: 'watched', periodSeconds: 300 });
});

describe('what AWS evaluates and this does not', () => {
  const band = 'anomaly detection: the model behind the band is of AWS alone';

  test.each<[string, Record<string, unknown>, string]>([
    [
      'an anomaly band',
      mathProperties('ANOMALY_DETECTION_BAND(bad, 2)', {
        ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold',
        ThresholdMetricId: 'watched',
        Threshold: undefined,
      }),
      band,
    ],
    ['a threshold that is a metric', properties({ ThresholdMetricId: 'band' }), band],
    ['an operator of bands', properties({ ComparisonOperator: 'GreaterThanUpperThreshold' }), band],
    [
      'a band within an expression',
      mathProperties('IF(bad > LAST(ANOMALY_DETECTION_BAND(bad)), 1, 0)'),
      band,
    ],
    [
      'an unknown function',
      mathProperties('bad + SERVICE_QUOTA(total)'),
      'watched: SERVICE_QUOTA is not evaluated here',
    ],
    [
      'one deep in an expression',
      mathProperties('SUM([bad, -STDDEV([total])])'),
      'watched: STDDEV is not evaluated here',
    ],
    ['a unit', properties({ Unit: 'Seconds' }), 'Unit: metrics are not kept apart by their units here'],
    [
      'a wall clock window',
      properties({ EvaluationWindow: { WallClockWindow: { Timezone: 'UTC' } } }),
      'EvaluationWindow: windows that follow the clock on the wall are not evaluated here',
    ],
    [
      'few samples of a percentile',
      properties({ EvaluateLowSampleCountPercentile: 'ignore' }),
      'EvaluateLowSampleCountPercentile: percentiles of few samples are always evaluated here',
    ],
    [
      'PromQL',
      properties({ EvaluationCriteria: {} }),
      'EvaluationCriteria: PromQL queries are not evaluated here',
    ],
    [
      'another account',
      mathProperties('m1', { Metrics: [{ Id: 'm1', AccountId: '111122223333', MetricStat: stat(60) }] }),
      'm1: metrics of other accounts are not known here',
    ],
  ])('%s', (_, read, unsupported) => {
    expect(readMetricAlarm(read)).toMatchObject({ kind: 'unsupported', name: 'errors', unsupported });
  });

  test('a sliding window is what there is anyway', () => {
    expect(readMetricAlarm(properties({ EvaluationWindow: { SlidingWindow: {} } })).kind).toBe('metric');
    expect(readMetricAlarm(properties({ EvaluateLowSampleCountPercentile: 'evaluate' })).kind).toBe('metric');
  });
});

describe('what AWS just takes', () => {
  const DAY = 86_400;

  test.each([
    [300, 288],
    [DAY, 7],
    [7 * DAY, 1],
  ])('periods of %d s times %d', (Period, EvaluationPeriods) => {
    expect(alarmOf(properties({ Period, EvaluationPeriods }))).toMatchObject({
      evaluationPeriods: EvaluationPeriods,
    });
  });

  test('ten metrics', () => {
    const metrics = Array.from({ length: 10 }, (_, index) => ({
      Id: `m${index}`,
      ReturnData: false,
      MetricStat: stat(60),
    }));
    const Metrics = [{ Id: 'e1', Expression: 'SUM(METRICS())' }, ...metrics];
    expect(alarmOf(mathProperties('', { Metrics })).queries).toHaveLength(11);
  });

  test('an expression with a period of its own', () => {
    const Metrics = [{ Id: 'e1', Expression: 'TIME_SERIES(5)', Period: 300 }];
    expect(alarmOf(mathProperties('', { Metrics })).periodSeconds).toBe(300);
  });
});
