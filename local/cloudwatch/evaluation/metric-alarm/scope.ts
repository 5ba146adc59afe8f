import type { Scope } from '../math/evaluate';
import type { Expression } from '../math/expression';
import type { Grid, Series } from '../math/value';
import type { MetricQuery, Query } from '../types';

/** What the ids of an alarm's queries stand for in the periods of a grid. */
export function scopeOf(queries: readonly Query[], grid: Grid, read: (query: MetricQuery) => Series): Scope {
  const metrics = new Map<string, Series>();
  const expressions = new Map<string, Expression>();
  for (const query of queries) {
    if (query.kind === 'metric') metrics.set(query.id, read(query));
    else expressions.set(query.id, query.expression);
  }
  return { grid, metrics, expressions };
}
