import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { type Construct } from 'constructs';
import { type MetricTerm } from '../objectives/objectives';
import { type AnomalyCondition, assertRange, type Condition } from './conditions/condition';

/** What every alarm has, whatever it looks at. */
export interface AlarmIdentity {
  readonly alarmName: string;
  readonly alarmDescription: string;
  /** Topics that are told. */
  readonly alarmActions: string[];
}

const OPERATORS = {
  above: 'GreaterThanThreshold',
  'at-least': 'GreaterThanOrEqualToThreshold',
  below: 'LessThanThreshold',
} as const;

const SIMPLE_STATISTICS = ['Sum', 'Maximum', 'Minimum', 'Average', 'SampleCount'];

/** An alarm with a static threshold. Throws where CloudWatch would refuse it. */
export function createMetricAlarm(
  scope: Construct,
  id: string,
  identity: AlarmIdentity,
  condition: Condition,
): CfnAlarm {
  assertRange(identity.alarmName, condition);
  const { periods = 1, breaching = periods, missing = 'notBreaching' } = condition;
  return new CfnAlarm(scope, id, {
    ...identity,
    ...(condition.expressions === undefined ? singleMetric(condition) : { metrics: queriesOf(condition) }),
    comparisonOperator: OPERATORS[condition.comparison],
    threshold: condition.threshold,
    evaluationPeriods: periods,
    datapointsToAlarm: breaching,
    treatMissingData: missing,
  });
}

/** An alarm on an anomaly band ("Using CloudWatch anomaly detection"): CloudWatch learns the band from two weeks of data. */
export function createAnomalyAlarm(
  scope: Construct,
  id: string,
  identity: AlarmIdentity,
  { metric, outside, deviations, periodSeconds, periods }: AnomalyCondition,
): CfnAlarm {
  return new CfnAlarm(scope, id, {
    ...identity,
    metrics: [
      { ...metricQuery('watched', metric, periodSeconds), returnData: true },
      { id: 'band', expression: `ANOMALY_DETECTION_BAND(watched, ${deviations})`, returnData: true },
    ],
    thresholdMetricId: 'band',
    comparisonOperator: outside === 'above' ? 'GreaterThanUpperThreshold' : 'LessThanLowerThreshold',
    evaluationPeriods: periods,
    datapointsToAlarm: periods,
    treatMissingData: 'notBreaching',
  });
}

function singleMetric({ metrics, periodSeconds }: Condition): Partial<CfnAlarm['cfnProperties']> {
  const [term] = Object.values(metrics);
  if (term === undefined) throw new Error('An alarm without an expression needs its metric.');
  const { namespace, metric: metricName, stat } = term;
  return {
    namespace,
    metricName,
    dimensions: dimensionsOf(term),
    ...(SIMPLE_STATISTICS.includes(stat) ? { statistic: stat } : { extendedStatistic: stat }),
    period: periodSeconds,
  };
}

/** The metrics, then the expressions on them; the last expression is what the threshold is for. */
function queriesOf({
  metrics,
  expressions = {},
  periodSeconds,
}: Condition): CfnAlarm.MetricDataQueryProperty[] {
  const last = Object.keys(expressions).at(-1);
  return [
    ...Object.entries(metrics).map(([id, term]) => metricQuery(id, term, periodSeconds)),
    ...Object.entries(expressions).map(([id, expression]) => ({ id, expression, returnData: id === last })),
  ];
}

function metricQuery(id: string, term: MetricTerm, period: number): CfnAlarm.MetricDataQueryProperty {
  const { namespace, metric: metricName, stat } = term;
  return {
    id,
    metricStat: { metric: { namespace, metricName, dimensions: dimensionsOf(term) }, period, stat },
    returnData: false,
  };
}

const dimensionsOf = ({ dimensions }: MetricTerm): CfnAlarm.DimensionProperty[] =>
  Object.entries(dimensions).map(([name, value]) => ({ name, value }));
