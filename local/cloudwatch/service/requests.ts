import { z } from 'zod';
import { AwsFault } from '../../endpoint/aws-call';
import { type MetricId } from '../metrics';

const dimensions = z
  .array(z.looseObject({ Name: z.string(), Value: z.string() }))
  .max(30)
  .default([]);
/** Seconds since 1970, as the JSON protocols write times. */
const time = z.number();

const datumSchema = z.looseObject({
  MetricName: z.string().min(1),
  Dimensions: dimensions,
  Timestamp: time.optional(),
  Value: z.number().optional(),
  Values: z.array(z.number()).max(150).optional(),
  Counts: z.array(z.number().positive()).optional(),
  StatisticValues: z
    .object({ SampleCount: z.number().positive(), Sum: z.number(), Minimum: z.number(), Maximum: z.number() })
    .optional(),
});

/** PutMetricData. */
export const putMetricDataSchema = z.looseObject({
  Namespace: z.string().min(1),
  MetricData: z.array(datumSchema).max(1_000),
});

const metricSchema = z.looseObject({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensions });

const querySchema = z.looseObject({
  Id: z.string().regex(/^[a-z]\w*$/),
  Label: z.string().optional(),
  ReturnData: z.boolean().default(true),
  MetricStat: z.looseObject({ Metric: metricSchema, Period: z.int().positive(), Stat: z.string() }),
});

/** GetMetricData; queries with expressions are not among what is known here. */
export const getMetricDataSchema = z.looseObject({
  MetricDataQueries: z.array(querySchema).max(500),
  StartTime: time,
  EndTime: time,
  ScanBy: z.enum(['TimestampAscending', 'TimestampDescending']).default('TimestampDescending'),
});

/** DescribeAlarms. */
export const describeAlarmsSchema = z.looseObject({
  AlarmNames: z.array(z.string()).optional(),
  AlarmNamePrefix: z.string().default(''),
  AlarmTypes: z.array(z.enum(['MetricAlarm', 'CompositeAlarm'])).default(['MetricAlarm']),
  StateValue: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']).optional(),
});

export type MetricDatum = z.infer<typeof datumSchema>;
export type MetricDataQuery = z.infer<typeof querySchema>;
export type DescribeAlarms = z.infer<typeof describeAlarmsSchema>;

/** The input of a call. Throws the fault that CloudWatch answers to one that it does not take. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AwsFault(
    'InvalidParameterValueException',
    `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
  );
}

/** A metric as a call names it. */
export const metricId = (
  namespace: string,
  { MetricName, Dimensions }: Pick<MetricDatum, 'MetricName' | 'Dimensions'>,
): MetricId => ({
  namespace,
  name: MetricName,
  dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])),
});
