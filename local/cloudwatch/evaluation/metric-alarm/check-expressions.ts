import { SyntaxProblem } from '../alarm-definition-error';
import { evaluateId } from '../math/evaluate';
import type { Properties } from '../properties';
import type { Query } from '../types';
import type { QueriesOfAlarm } from './queries';
import { scopeOf } from './scope';

/**
 * Finds unknown ids, arguments of the wrong kind and circles before an alarm is evaluated for the first time: what kind of
 * thing an expression amounts to does not depend on the data, so it is evaluated once without any. Throws an
 * `AlarmDefinitionError`, also where the watched query is not "a single time series" ("Metric math syntax and functions").
 */
export function checkExpressions(
  read: Properties,
  { queries, watched, periodSeconds }: QueriesOfAlarm,
): void {
  const scope = scopeOf(queries, { from: 0, periodSeconds, count: 1 }, () => new Map());
  for (const { id } of queries) {
    try {
      const { kind } = evaluateId(id, 0, scope);
      if (id === watched && kind !== 'series')
        throw new SyntaxProblem(`an alarm watches a time series, not ${KINDS[kind]}`, 0);
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      throw read.wrong(pathOf(error.within ?? id, queries), error.message, error.at);
    }
  }
}

const KINDS = { scalar: 'a number', array: 'an array of time series' } as const;

const pathOf = (id: string, queries: readonly Query[]): string =>
  `Metrics[${queries.findIndex((query) => query.id === id)}].Expression`;
