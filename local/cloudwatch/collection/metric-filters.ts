import { z } from 'zod';
import { type RegionTemplate, type Resource } from '../../types';
import { type MetricId } from '../metrics';
import { parseFilterPattern, type FilterPattern, select } from './filter-pattern';

const filterSchema = z.looseObject({
  LogGroupName: z.string(),
  FilterPattern: z.string(),
  MetricTransformations: z.array(
    z.looseObject({
      MetricNamespace: z.string(),
      MetricName: z.string(),
      MetricValue: z.coerce.string(),
      DefaultValue: z.coerce.number().optional(),
      Dimensions: z.array(z.looseObject({ Key: z.string(), Value: z.string() })).default([]),
    }),
  ),
});

type Transformation = z.infer<typeof filterSchema>['MetricTransformations'][number];

/** A value that a filter takes from a log line. */
export interface FilteredValue {
  readonly id: MetricId;
  readonly value: number;
}

/** A metric filter of the template that is followed here. */
export interface MetricFilter {
  readonly logGroup: string;
  /** The values of a line that matches; none for one that does not. */
  valuesOf(line: string): readonly FilteredValue[];
  /** What the filter reports for a minute in which lines came and none matched (DefaultValue). */
  readonly defaults: readonly FilteredValue[];
}

/** The metric filters of a Region, and those that cannot be followed, one line each. */
export interface MetricFilters {
  readonly filters: readonly MetricFilter[];
  readonly unsupported: readonly string[];
}

/** Reads every `AWS::Logs::MetricFilter` of a Region. */
export function metricFilters(template: RegionTemplate): MetricFilters {
  const read = template.resources.filter(({ type }) => type === 'AWS::Logs::MetricFilter').map(readFilter);
  return {
    filters: read.flatMap((each) => (typeof each === 'string' ? [] : [each])),
    unsupported: read.flatMap((each) => (typeof each === 'string' ? [each] : [])),
  };
}

function readFilter({ logicalId, properties }: Resource): MetricFilter | string {
  const parsed = filterSchema.safeParse(properties);
  if (!parsed.success)
    return `metric filter ${logicalId}: ${parsed.error.issues[0]?.message ?? 'not understood'}`;
  const { LogGroupName, FilterPattern, MetricTransformations } = parsed.data;
  const pattern = parseFilterPattern(FilterPattern);
  if (pattern.kind === 'unsupported')
    return `metric filter ${logicalId}: pattern not known here: ${pattern.problem}`;
  return {
    logGroup: LogGroupName,
    valuesOf: (line) => valuesOf(pattern, MetricTransformations, line),
    defaults: MetricTransformations.flatMap(defaultOf),
  };
}

function valuesOf(
  pattern: Extract<FilterPattern, { kind: 'pattern' }>,
  transformations: readonly Transformation[],
  line: string,
): FilteredValue[] {
  // Most lines lack the text that is looked for, and need not be parsed.
  if (pattern.literals.some((literal) => !line.includes(literal))) return [];
  const json = pattern.needsJson || line.startsWith('{') ? parse(line) : undefined;
  if (!pattern.test(line, json)) return [];
  return transformations.flatMap((each) => transformed(each, json));
}

function parse(line: string): unknown {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** "A metric filter with dimensions reports a line only if it has all of them"; a value that is no number is not reported. */
function transformed(transformation: Transformation, json: unknown): FilteredValue[] {
  const { MetricValue, Dimensions } = transformation;
  const value = Number(MetricValue.startsWith('$') ? select(json, MetricValue) : MetricValue);
  const dimensions = Dimensions.map(({ Key, Value }) => [Key, select(json, Value)] as const);
  if (!Number.isFinite(value) || dimensions.some(([, found]) => found === undefined)) return [];
  const named = dimensions.map(([key, found]) => [key, String(found)] as const);
  return [{ id: idOf(transformation, Object.fromEntries(named)), value }];
}

/** "If you assign a default value to a metric filter, you can't assign dimensions." */
function defaultOf(transformation: Transformation): FilteredValue[] {
  const { DefaultValue: value } = transformation;
  return value === undefined ? [] : [{ id: idOf(transformation, {}), value }];
}

const idOf = (
  { MetricNamespace, MetricName }: Transformation,
  dimensions: Readonly<Record<string, string>>,
): MetricId => ({ namespace: MetricNamespace, name: MetricName, dimensions });
