import type { Properties } from '../properties';

const BAND_OPERATORS: readonly string[] = [
  'LessThanLowerOrGreaterThanUpperThreshold',
  'LessThanLowerThreshold',
  'GreaterThanUpperThreshold',
];

const REASONS: Readonly<Record<string, string>> = {
  EvaluationCriteria: 'PromQL queries are not evaluated here',
  EvaluationInterval: 'PromQL queries are not evaluated here',
  Unit: 'metrics are not kept apart by their units here',
};

/** Why an alarm that AWS evaluates is not evaluated here; null if it is. */
export function unsupportedReason(read: Properties): string | null {
  if (read.has('ThresholdMetricId') || comparesWithBand(read)) return bandReason;
  const property = Object.keys(REASONS).find((name) => read.has(name));
  if (property !== undefined) return `${property}: ${REASONS[property]}`;
  if (read.has('EvaluationWindow') && read.object('EvaluationWindow').has('WallClockWindow'))
    return 'EvaluationWindow: windows that follow the clock on the wall are not evaluated here';
  if (
    read.has('EvaluateLowSampleCountPercentile') &&
    read.text('EvaluateLowSampleCountPercentile') === 'ignore'
  )
    return 'EvaluateLowSampleCountPercentile: percentiles of few samples are always evaluated here';
  return null;
}

/** Of an anomaly band, by whatever way the alarm asks for it. */
export const bandReason = 'anomaly detection: the model behind the band is of AWS alone';

const comparesWithBand = (read: Properties): boolean =>
  read.has('ComparisonOperator') && BAND_OPERATORS.includes(read.text('ComparisonOperator'));
