import {
  answering,
  awsAnswer,
  type AwsAnswer,
  AwsFault,
  type AwsService,
  bodyOf,
} from '../../endpoint/aws-call';
import { type CloudClock, MINUTE_MS } from '../clock';
import { type AlarmView } from '../alarms/shape';
import { type MetricStore } from '../store/metric-store';
import { describeAlarms } from './describe-alarms';
import {
  describeAlarmsSchema,
  getMetricDataSchema,
  metricId,
  type MetricDataQuery,
  type MetricDatum,
  parseInput,
  putMetricDataSchema,
} from './requests';

/** What `X-Amz-Target` of CloudWatch's JSON protocol has before the dot. */
export const CLOUDWATCH_TARGET = 'GraniteServiceVersion20100801';

const SECOND_MS = 1_000;

/** What the service reads and writes: the metrics and alarms of one Region. */
export interface ServedRegion {
  readonly metrics: { readonly store: MetricStore };
  readonly alarms: { views(): readonly AlarmView[] };
}

/**
 * CloudWatch's PutMetricData, GetMetricData (without expressions) and DescribeAlarms, in the AWS JSON protocol. Callers live
 * in real time: what they call now is now by CloudWatch's clock, and what they call an hour ago an hour before that.
 */
export function cloudWatchService({ metrics, alarms }: ServedRegion, clock: CloudClock): AwsService {
  const operations: Readonly<Record<string, (input: unknown) => AwsAnswer>> = {
    PutMetricData: (input) => {
      const { Namespace, MetricData } = parseInput(putMetricDataSchema, input);
      for (const datum of MetricData) put(Namespace, datum);
      return awsAnswer({});
    },
    GetMetricData: (input) => {
      const { MetricDataQueries, StartTime, EndTime, ScanBy } = parseInput(getMetricDataSchema, input);
      const range = [StartTime, EndTime].map((time) => time * SECOND_MS + clock.ahead) as [number, number];
      const wanted = MetricDataQueries.filter(({ ReturnData }) => ReturnData);
      const results = wanted.map((query) => resultOf(query, range, ScanBy === 'TimestampAscending'));
      return awsAnswer({ MetricDataResults: results, Messages: [] });
    },
    DescribeAlarms: (input) =>
      awsAnswer(describeAlarms(alarms.views(), parseInput(describeAlarmsSchema, input), clock.ahead)),
  };

  function put(namespace: string, datum: MetricDatum): void {
    const id = metricId(namespace, datum);
    const at = datum.Timestamp === undefined ? clock.now() : datum.Timestamp * SECOND_MS + clock.ahead;
    const { Value, Values = [], Counts = [], StatisticValues: set } = datum;
    if (Value !== undefined) metrics.store.addAt(id, at, Value);
    Values.forEach((value, index) => metrics.store.addAt(id, at, value, Counts[index] ?? 1));
    if (set === undefined) return;
    const { SampleCount: count, Sum: sum, Minimum: min, Maximum: max } = set;
    metrics.store.addSetAt(id, at, { count, sum, min, max });
  }

  function resultOf(
    { Id, Label, MetricStat }: MetricDataQuery,
    [from, to]: [number, number],
    ascending: boolean,
  ) {
    const { Metric, Period, Stat } = MetricStat;
    const periodMs = Period * SECOND_MS;
    if (periodMs % MINUTE_MS !== 0)
      throw new AwsFault('InvalidParameterValueException', 'Period must be a multiple of 60');
    const start = Math.floor(from / periodMs) * periodMs;
    const found = metrics.store.statistic(metricId(Metric.Namespace, Metric), Stat, Period, start, to);
    const points = [...found].sort(([left], [right]) => (ascending ? left - right : right - left));
    return {
      Id,
      Label: Label ?? Metric.MetricName,
      Timestamps: points.map(([at]) => (at - clock.ahead) / SECOND_MS),
      Values: points.map(([, value]) => value),
      StatusCode: 'Complete',
    };
  }

  return (call) =>
    answering(async () => {
      const operation = operations[call.operation];
      if (operation !== undefined) return operation(bodyOf(call));
      const known = Object.keys(operations).join(', ');
      throw new AwsFault(
        'UnknownOperationException',
        `CloudWatch has ${known} here, not ${call.operation}`,
        404,
      );
    });
}
