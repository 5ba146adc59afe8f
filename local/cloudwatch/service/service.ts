import {
  answering,
  awsAnswer,
  type AwsAnswer,
  type AwsCall,
  AwsFault,
  type AwsService,
  bodyOf,
} from '../../endpoint/aws-call';
import { type AlarmView } from '../alarms/shape';
import { type CloudClock, floorMinute, MINUTE_MS } from '../clock';
import { parseStatistic } from '../evaluation';
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

/** What is asked for in the caller's time (epoch ms), and by how much CloudWatch's clock is ahead of it. */
interface AskedRange {
  readonly from: number;
  readonly to: number;
  readonly ahead: number;
}

/**
 * CloudWatch's PutMetricData, GetMetricData (without expressions) and DescribeAlarms, in the AWS JSON protocol. Callers live
 * in real time: what they call now is now by CloudWatch's clock, and what they call an hour ago an hour before that.
 */
export function cloudWatchService(region: ServedRegion, clock: CloudClock): AwsService {
  const service = new CloudWatchService(region, clock);
  return (call) => answering(async () => service.answer(call));
}

class CloudWatchService {
  private readonly store: MetricStore;
  private readonly operations: ReadonlyMap<string, (input: unknown) => object> = new Map([
    ['PutMetricData', (input: unknown) => this.putMetricData(input)],
    ['GetMetricData', (input: unknown) => this.getMetricData(input)],
    ['DescribeAlarms', (input: unknown) => this.describeAlarms(input)],
  ]);

  constructor(
    private readonly region: ServedRegion,
    private readonly clock: CloudClock,
  ) {
    this.store = region.metrics.store;
  }

  answer(call: AwsCall): AwsAnswer {
    const operation = this.operations.get(call.operation);
    if (operation !== undefined) return awsAnswer(operation(bodyOf(call)));
    const known = [...this.operations.keys()].join(', ');
    throw new AwsFault(
      'UnknownOperationException',
      `CloudWatch has ${known} here, not ${call.operation}`,
      404,
    );
  }

  private putMetricData(input: unknown): object {
    const { Namespace, MetricData } = parseInput(putMetricDataSchema, input);
    for (const datum of MetricData) this.put(Namespace, datum);
    return {};
  }

  private put(namespace: string, datum: MetricDatum): void {
    const id = metricId(namespace, datum);
    const { Timestamp, Value, Values = [], Counts = [], StatisticValues: set } = datum;
    const at = Timestamp === undefined ? this.clock.now() : this.here(Timestamp);
    if (Value !== undefined) this.store.addAt(id, at, Value);
    Values.forEach((value, index) => this.store.addAt(id, at, value, Counts[index] ?? 1));
    if (set === undefined) return;
    const { SampleCount: count, Sum: sum, Minimum: min, Maximum: max } = set;
    this.store.addSetAt(id, at, { count, sum, min, max });
  }

  private getMetricData(input: unknown): object {
    const { MetricDataQueries, StartTime, EndTime, ScanBy } = parseInput(getMetricDataSchema, input);
    const wanted = MetricDataQueries.filter(({ ReturnData }) => ReturnData);
    const range = { from: StartTime * SECOND_MS, to: EndTime * SECOND_MS, ahead: this.clock.ahead };
    const ascending = ScanBy === 'TimestampAscending';
    return {
      MetricDataResults: wanted.map((query) => this.resultOf(query, range, ascending)),
      Messages: [],
    };
  }

  /** Periods begin where they do in the caller's time: its days are days, however far this clock is ahead. */
  private resultOf(
    { Id, Label, MetricStat }: MetricDataQuery,
    range: AskedRange,
    ascending: boolean,
  ): object {
    const { Metric, Period, Stat } = MetricStat;
    const periodMs = Period * SECOND_MS;
    if (periodMs % MINUTE_MS !== 0) refuse('Period must be a multiple of 60');
    if (parseStatistic(Stat) === null) refuse(`${Stat} is no statistic`);
    const start = Math.floor(range.from / periodMs) * periodMs;
    const from = floorMinute(start + range.ahead);
    const id = metricId(Metric.Namespace, Metric);
    const found = this.store.statistic(id, Stat, Period, from, range.to + range.ahead);
    const points = [...found].sort(([left], [right]) => (ascending ? left - right : right - left));
    return {
      Id,
      Label: Label ?? Metric.MetricName,
      Timestamps: points.map(([at]) => (at - from + start) / SECOND_MS),
      Values: points.map(([, value]) => value),
      StatusCode: 'Complete',
    };
  }

  private describeAlarms(input: unknown): object {
    const wanted = parseInput(describeAlarmsSchema, input);
    return describeAlarms(this.region.alarms.views(), wanted, this.clock.ahead);
  }

  /** A caller's time (s since 1970) by CloudWatch's clock (epoch ms). */
  private here(seconds: number): number {
    return seconds * SECOND_MS + this.clock.ahead;
  }
}

function refuse(problem: string): never {
  throw new AwsFault('InvalidParameterValueException', problem);
}
