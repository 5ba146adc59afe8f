import type { Series } from '../math/value';
import type { ComparisonOperator, Evaluation, MetricAlarm, MissingData } from '../types';
import type { Point } from './decide';

const WORDS: Readonly<Record<ComparisonOperator, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

const TREATMENT: Readonly<Record<MissingData, string>> = {
  missing: 'treated as missing',
  ignore: 'ignored',
  breaching: 'treated as breaching',
  notBreaching: 'treated as not breaching',
};

/** So many data points are written out, the most recent ones. */
const SHOWN = 5;

/** Why the alarm stands as it does, in the manner of CloudWatch's StateReason. */
export function reasonFor(
  alarm: MetricAlarm,
  state: Evaluation['state'],
  points: Series,
  range: readonly Point[],
): string {
  const { evaluationPeriods, comparison, threshold, missingData } = alarm;
  const real = [...points].slice(-evaluationPeriods);
  const lacking = evaluationPeriods - real.length;
  const missing =
    lacking === 0 ? '' : `${lacking} of ${evaluationPeriods} data points missing, ${TREATMENT[missingData]}`;
  if (real.length === 0) return `${lead(state)}${missing}.`;
  const breaching = range
    .filter((point) => point !== '-')
    .slice(-evaluationPeriods)
    .filter((point) => point === 'X');
  const shown = real
    .slice(-SHOWN)
    .map(([at, value]) => `${rounded(value)} (${new Date(at).toISOString().slice(0, 16)}Z)`);
  const list = `${real.length > SHOWN ? '…, ' : ''}${shown.join(', ')}`;
  const compared = `${breaching.length} of ${real.length} data points [${list}] ${WORDS[comparison]} the threshold ${threshold}`;
  return `${lead(state)}${compared}${missing && `; ${missing}`}.`;
}

function lead(state: Evaluation['state']): string {
  if (state === 'INSUFFICIENT_DATA') return 'Insufficient Data: ';
  return state === 'keep' ? 'State kept: ' : 'Threshold Crossed: ';
}

const rounded = (value: number): string => String(Number(value.toPrecision(6)));
