import { headOf, Properties } from '../properties';
import type { ComparisonOperator, MetricAlarm, MissingData, Query, UnsupportedAlarm } from '../types';
import { checkExpressions } from './check-expressions';
import { type QueriesOfAlarm, queriesOf } from './queries';
import { unsupportedReason } from './unsupported';

const COMPARISONS: readonly ComparisonOperator[] = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
];
const MISSING_DATA: readonly MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/**
 * Reads the resolved Properties of an `AWS::CloudWatch::Alarm` (`PutMetricAlarm`). An alarm that AWS evaluates and that is
 * not evaluated here comes back with the reason. Throws an `AlarmDefinitionError` (alarm, property, character) for what
 * AWS would refuse.
 */
export function readMetricAlarm(properties: unknown): MetricAlarm | UnsupportedAlarm {
  const read = Properties.of(properties);
  const reason = unsupportedReason(read);
  if (reason !== null) return { kind: 'unsupported', ...headOf(read), unsupported: reason };
  const queries = queriesOf(read);
  if ('unsupported' in queries) return { kind: 'unsupported', ...headOf(read), ...queries };
  checkExpressions(read, queries);
  return { kind: 'metric', ...headOf(read), ...queries, ...thresholdOf(read, queries) };
}

type ThresholdPart = Omit<MetricAlarm, 'kind' | 'name' | 'description' | 'actions' | keyof QueriesOfAlarm>;

function thresholdOf(read: Properties, { queries, periodSeconds }: QueriesOfAlarm): ThresholdPart {
  const evaluationPeriods = read.count('EvaluationPeriods');
  const datapointsToAlarm = read.count('DatapointsToAlarm', evaluationPeriods);
  if (datapointsToAlarm > evaluationPeriods)
    throw read.wrong('DatapointsToAlarm', `cannot be more than the ${evaluationPeriods} EvaluationPeriods`);
  checkRange(read, periodSeconds, evaluationPeriods);
  return {
    comparison: read.oneOf('ComparisonOperator', COMPARISONS),
    threshold: read.number('Threshold'),
    evaluationPeriods,
    datapointsToAlarm,
    missingData: read.oneOf('TreatMissingData', MISSING_DATA, defaultFor(queries)),
  };
}

/** "No longer than seven days", and one day "with a period of less than one hour" (`PutMetricAlarm`, Period). */
function checkRange(read: Properties, periodSeconds: number, evaluationPeriods: number): void {
  const most = periodSeconds < HOUR_SECONDS ? DAY_SECONDS : 7 * DAY_SECONDS;
  if (periodSeconds * evaluationPeriods <= most) return;
  throw read.wrong(
    'EvaluationPeriods',
    `with periods of ${periodSeconds} s can be at most ${most} s together`,
  );
}

/**
 * Alarms on metrics of AWS/DynamoDB "ignore missing data by default", which a TreatMissingData overrides ("Configuring how
 * CloudWatch alarms treat missing data"). The API reference still says that it does not; the guide is the newer text.
 */
const defaultFor = (queries: readonly Query[]): MissingData =>
  queries.some((query) => query.kind === 'metric' && query.metric.namespace === 'AWS/DynamoDB')
    ? 'ignore'
    : 'missing';
