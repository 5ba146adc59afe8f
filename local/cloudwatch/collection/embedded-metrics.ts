import { z } from 'zod';
import { type MetricId } from '../metrics';

/** A metric of one log line, with its values. */
export interface EmbeddedMetric {
  readonly id: MetricId;
  readonly values: readonly number[];
}

/** What a log line has of metrics; `malformed` is a line that means to have some and breaks the specification. */
export type EmbeddedMetrics =
  | { readonly kind: 'none' }
  | { readonly kind: 'metrics'; readonly metrics: readonly EmbeddedMetric[] }
  | { readonly kind: 'malformed'; readonly problem: string };

/** "Specification: Embedded metric format": quotas of DimensionSet, MetricDefinition and of values in an array. */
const MOST_DIMENSIONS = 30;
const MOST_METRICS = 100;
const MOST_VALUES = 100;

const text = z.string().min(1).max(1_024);

const directiveSchema = z.looseObject({
  Namespace: text,
  Dimensions: z.array(z.array(text).max(MOST_DIMENSIONS)),
  Metrics: z.array(z.looseObject({ Name: text, Unit: z.string().optional() })).max(MOST_METRICS),
});

const lineSchema = z.looseObject({
  _aws: z.looseObject({ Timestamp: z.number(), CloudWatchMetrics: z.array(directiveSchema) }),
});

const valuesSchema = z.union([
  z.number().transform((value) => [value]),
  z.array(z.number()).max(MOST_VALUES),
]);

type Directive = z.infer<typeof directiveSchema>;
type Root = Readonly<Record<string, unknown>>;

/** Whether a line may have embedded metrics; cheap, as every line of every function is asked. */
export const mayHaveMetrics = (line: string): boolean => line.startsWith('{') && line.includes('"_aws"');

/**
 * The metrics of a log line in the embedded metric format ("Specification: Embedded metric format"): one for each metric
 * and dimension set. A metric that a directive names and the line has no value for is left out, as CloudWatch does.
 */
export function embeddedMetrics(line: string): EmbeddedMetrics {
  const root = parse(line);
  if (root === undefined) return malformed('it is no JSON');
  const parsed = lineSchema.safeParse(root);
  if (!parsed.success) return malformed(firstProblem(parsed.error));
  try {
    const metrics = parsed.data._aws.CloudWatchMetrics.flatMap((directive) => metricsOf(directive, root));
    return { kind: 'metrics', metrics };
  } catch (error) {
    if (error instanceof Malformed) return malformed(error.message);
    throw error;
  }
}

class Malformed extends Error {}

const malformed = (problem: string): EmbeddedMetrics => ({ kind: 'malformed', problem });

function parse(line: string): Root | undefined {
  try {
    return JSON.parse(line) as Root;
  } catch {
    return undefined;
  }
}

function firstProblem({ issues }: z.ZodError): string {
  const [issue] = issues;
  return issue === undefined ? 'it breaks the specification' : `${issue.path.join('.')}: ${issue.message}`;
}

function metricsOf({ Namespace, Dimensions, Metrics }: Directive, root: Root): EmbeddedMetric[] {
  const sets = (Dimensions.length === 0 ? [[]] : Dimensions).map((names) => dimensionsOf(names, root));
  return Metrics.flatMap(({ Name }) => {
    const values = valuesOf(Name, root);
    if (values.length === 0) return [];
    return sets.map((dimensions) => ({ id: { namespace: Namespace, name: Name, dimensions }, values }));
  });
}

/** "A target member that is a dimension must have a string value." */
function dimensionsOf(names: readonly string[], root: Root): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.map((name) => {
      const value = root[name];
      if (typeof value === 'string' && value !== '') return [name, value];
      throw new Malformed(`the dimension ${name} has no text in the line`);
    }),
  );
}

function valuesOf(name: string, root: Root): readonly number[] {
  if (root[name] === undefined) return [];
  const values = valuesSchema.safeParse(root[name]);
  if (values.success) return values.data;
  throw new Malformed(`${name} is neither a number nor a list of at most ${MOST_VALUES}`);
}
