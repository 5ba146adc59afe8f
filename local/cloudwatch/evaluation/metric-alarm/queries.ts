import type { MetricId } from '../../metrics';
import { SyntaxProblem } from '../alarm-definition-error';
import { unknownFunctions } from '../math/evaluate';
import type { Expression } from '../math/expression';
import { parseExpression } from '../math/parse';
import type { Properties } from '../properties';
import { parseStatistic } from '../statistics';
import type { Query } from '../types';
import { bandReason } from './unsupported';

/** What an alarm looks at. */
export interface QueriesOfAlarm {
  readonly queries: readonly Query[];
  readonly watched: string;
  readonly periodSeconds: number;
}

/** "A math expression used for an alarm can include as many as 10 metrics" ("Alarms on math expressions"). */
const MOST_METRICS = 10;
const SIMPLE_STATISTICS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;

/** The metric that an alarm names itself, or its `Metrics`; with the reason where one is not evaluated here. */
export function queriesOf(read: Properties): QueriesOfAlarm | { readonly unsupported: string } {
  if (!read.has('Metrics')) return singleQuery(read);
  if (read.has('MetricName')) throw read.wrong('Metrics', 'cannot be given together with MetricName');
  const entries = read.objects('Metrics');
  const foreign = entries.find((entry) => entry.has('AccountId'));
  if (foreign !== undefined)
    return { unsupported: `${foreign.text('Id')}: metrics of other accounts are not known here` };
  const queries = entries.map(queryOf);
  const unsupported = queries.map(unsupportedFunction).find((reason) => reason !== null);
  if (unsupported !== undefined) return { unsupported };
  return { queries, watched: watchedOf(read, entries), periodSeconds: commonPeriod(read, entries) };
}

function singleQuery(read: Properties): QueriesOfAlarm {
  const field = read.has('ExtendedStatistic') ? 'ExtendedStatistic' : 'Statistic';
  const stat = field === 'Statistic' ? read.oneOf(field, SIMPLE_STATISTICS) : statistic(read, field);
  const query: Query = { kind: 'metric', id: 'm1', metric: metricOf(read), stat };
  return { queries: [query], watched: 'm1', periodSeconds: periodOf(read) };
}

function queryOf(entry: Properties): Query {
  const id = entry.text('Id');
  if (!/^[a-z]\w*$/.test(id))
    throw entry.wrong('Id', 'begins with a lowercase letter and has letters, digits and _');
  if (entry.has('Expression')) return { kind: 'expression', id, expression: expressionOf(entry) };
  const stat = entry.object('MetricStat');
  return { kind: 'metric', id, metric: metricOf(stat.object('Metric')), stat: statistic(stat, 'Stat') };
}

function expressionOf(entry: Properties): Expression {
  try {
    return parseExpression(entry.text('Expression'));
  } catch (error) {
    if (error instanceof SyntaxProblem) throw entry.wrong('Expression', error.message, error.at);
    throw error;
  }
}

function metricOf(read: Properties): MetricId {
  const dimensions = read
    .objects('Dimensions')
    .map((entry) => [entry.text('Name'), entry.text('Value')] as const);
  return {
    namespace: read.text('Namespace'),
    name: read.text('MetricName'),
    dimensions: Object.fromEntries(dimensions),
  };
}

function statistic(read: Properties, field: string): string {
  const stat = read.text(field);
  if (parseStatistic(stat) === null) throw read.wrong(field, `${stat} is not a statistic of CloudWatch`);
  return stat;
}

function unsupportedFunction(query: Query): string | null {
  const [name] = query.kind === 'expression' ? unknownFunctions(query.expression) : [];
  if (name === undefined) return null;
  return name === 'ANOMALY_DETECTION_BAND' ? bandReason : `${query.id}: ${name} is not evaluated here`;
}

/** The one query with ReturnData, which is true where it is not given (`MetricDataQuery`). */
function watchedOf(read: Properties, entries: readonly Properties[]): string {
  const ids = entries.map((entry) => entry.text('Id'));
  if (new Set(ids).size < ids.length) throw read.wrong('Metrics', 'two queries have the same Id');
  const metrics = entries.filter((entry) => entry.has('MetricStat')).length;
  if (metrics > MOST_METRICS)
    throw read.wrong('Metrics', `${metrics} metrics; an alarm takes ${MOST_METRICS}`);
  const [watched, other] = entries.filter((entry) => entry.flag('ReturnData', true));
  if (watched === undefined || other !== undefined)
    throw read.wrong('Metrics', 'exactly one query has to have ReturnData');
  return watched.text('Id');
}

/** "Each metric must be using the same period" ("Alarms on math expressions"). */
function commonPeriod(read: Properties, entries: readonly Properties[]): number {
  const stats = entries.filter((entry) => entry.has('MetricStat')).map((entry) => entry.object('MetricStat'));
  const own = entries.filter((entry) => entry.has('Period'));
  const periods = new Set([...stats, ...own].map(periodOf));
  const [period] = periods;
  if (period === undefined) throw read.wrong('Metrics', 'no query has a Period');
  if (periods.size > 1)
    throw read.wrong('Metrics', `periods of ${[...periods].join(' and ')} s in one alarm`);
  return period;
}

function periodOf(read: Properties): number {
  const period = read.count('Period');
  if (period % 60 !== 0) throw read.wrong('Period', `${period} s; here only multiples of 60 s are evaluated`);
  return period;
}
