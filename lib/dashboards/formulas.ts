import { type Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { type Objective } from '../objectives/objectives';
import { type Colour } from './palette';
import { type RegionMetrics } from './region-metrics';

/** How the result of a formula is shown. */
export interface ShownResult {
  /** Start of the ids of its metrics; no two formulas of a widget may share it. A lower-case letter first. */
  readonly id: string;
  readonly label: string;
  readonly colour: Colour;
  readonly period: Duration;
}

/** The sum of metrics; 0 where nothing happened, so that a quiet hour is a line at 0 and not a gap. */
export function sumOf(metrics: readonly IMetric[], shown: ShownResult): MathExpression {
  const { ids, using } = named(`${shown.id}s`, metrics);
  return formula(ids.map((id) => `FILL(${id}, 0)`).join(' + '), using, shown);
}

/** How many percent of `total` are `part`; 0 where there is nothing. */
export function percentOf(
  part: readonly IMetric[],
  total: readonly IMetric[],
  shown: ShownResult,
): MathExpression {
  return quotient(part, total, '100 * ', shown);
}

/** The highest of metrics at each time. */
export function highestOf(metrics: readonly IMetric[], shown: ShownResult): MathExpression {
  const { ids, using } = named(`${shown.id}h`, metrics);
  return formula(`MAX([${ids.join(', ')}])`, using, shown);
}

/** How many percent of a limit on calls or units a second are used, from sums over a period. */
export function rateShare(metric: IMetric, limitPerSecond: number, shown: ShownResult): MathExpression {
  const id = `${shown.id}c`;
  return formula(`100 * ${id} / PERIOD(${id}) / ${limitPerSecond}`, { [id]: metric }, shown);
}

/** How many percent of a limit are used, from levels. */
export function levelShare(metric: IMetric, limit: number, shown: ShownResult): MathExpression {
  const id = `${shown.id}c`;
  return formula(`100 * ${id} / ${limit}`, { [id]: metric }, shown);
}

/**
 * How many times faster than it may an objective uses up its budget, over the period of the formula: the share of bad events by
 * the share that is allowed (Google SRE Workbook, chapter 5). 1 spends it in 30 days.
 */
export function burnRate(objective: Objective, metrics: RegionMetrics, shown: ShownResult): MathExpression {
  const over = metrics.every(shown.period);
  const allowed = Math.round((100 - objective.target) * 1e6) / 1e8;
  const terms = (list: Objective['bad']) => list.map((term) => over.term(term));
  return quotient(terms(objective.bad), terms(objective.total), `(1 / ${allowed}) * `, shown);
}

function quotient(
  part: readonly IMetric[],
  total: readonly IMetric[],
  factor: string,
  shown: ShownResult,
): MathExpression {
  const parts = named(`${shown.id}p`, part);
  const totals = named(`${shown.id}t`, total);
  const [above, below] = [added(parts.ids), added(totals.ids)];
  const text = `IF(${below} > 0, ${factor}${above} / ${below}, 0)`;
  return formula(text, { ...parts.using, ...totals.using }, shown);
}

const added = (ids: readonly string[]): string => `(${ids.map((id) => `FILL(${id}, 0)`).join(' + ')})`;

/** Ids for the metrics of a formula. */
function named(prefix: string, metrics: readonly IMetric[]) {
  const ids = metrics.map((_, index) => `${prefix}${index}`);
  const using = Object.fromEntries(metrics.map((metric, index) => [`${prefix}${index}`, metric]));
  return { ids, using };
}

const formula = (
  expression: string,
  usingMetrics: Record<string, IMetric>,
  { label, colour, period }: ShownResult,
): MathExpression => new MathExpression({ expression, usingMetrics, label, color: colour, period });
