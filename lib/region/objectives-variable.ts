import { type MetricTerm, type Objective } from '../objectives/objectives';

/** What the function `error-budget` counts by (lambdas/error-budget/objectives.ts). */
interface Packed {
  /** Dimensions that series share. */
  readonly dimensions: Readonly<Record<string, string>>[];
  /** Namespace, metric, index of the dimensions, statistic. */
  readonly series: (readonly [string, string, number, string])[];
  /** Name, target, indexes of the series that are bad, and of those that are everything. */
  readonly objectives: (readonly [string, number, readonly number[], readonly number[]])[];
}

/**
 * Objectives as an environment variable. Each set of dimensions and each series is there once: all variables of a function
 * together may have 4 KB (Lambda developer guide, "Lambda quotas"), and a series that is asked for once is paid once.
 */
export function objectivesVariable(objectives: readonly Objective[]): string {
  const packed: Packed = { dimensions: [], series: [], objectives: [] };
  for (const { name, target, bad, total } of objectives)
    packed.objectives.push([name, target, indexes(packed, bad), indexes(packed, total)]);
  return JSON.stringify(packed);
}

const indexes = (packed: Packed, terms: readonly MetricTerm[]): number[] =>
  terms.map(({ namespace, metric, dimensions, stat }) =>
    place(packed.series, [namespace, metric, place(packed.dimensions, dimensions), stat]),
  );

/** Where a value stands in a list; it is added when it is not there yet. */
function place<T>(list: T[], value: T): number {
  const text = JSON.stringify(value);
  const found = list.findIndex((other) => JSON.stringify(other) === text);
  return found >= 0 ? found : list.push(value) - 1;
}
