import { type Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type ApiDimensions, type JourneyMethod, type MetricTerm } from '../objectives/objectives';
import { type CountName, type GaugeName, NAMESPACE, SERVICE_DIMENSION } from '../objectives/metrics';
import { type Colour } from './palette';

/** How a metric is shown. */
export interface Shown {
  readonly label?: string;
  readonly colour?: Colour;
  /** @default Sum */
  readonly stat?: string;
}

/** Metrics of AWS that dashboards show, by what they belong to. */
export type ApiMetric = 'Count' | '4XXError' | '5XXError' | 'Latency';
export type FunctionMetric = 'Errors' | 'Throttles' | 'Duration' | 'Invocations';
export type QueueMetric = 'ApproximateAgeOfOldestMessage' | 'ApproximateNumberOfMessagesVisible';
export type TableMetric =
  | 'ConsumedWriteCapacityUnits'
  | 'ConsumedReadCapacityUnits'
  | 'WriteThrottleEvents'
  | 'ReadThrottleEvents';

/** The metrics of a deployment in one Region; a dashboard may show any Region's, unlike an alarm. */
export class RegionMetrics {
  constructor(
    readonly region: string,
    private readonly deployment: string,
    private readonly api: ApiDimensions,
    private readonly period: Duration,
  ) {}

  /** The same metrics over another period. */
  every(period: Duration): RegionMetrics {
    return new RegionMetrics(this.region, this.deployment, this.api, period);
  }

  /** What the functions publish (lib/objectives/metrics.ts). */
  own(name: CountName | GaugeName, shown: Shown = {}): Metric {
    return this.metric(NAMESPACE, name, { [SERVICE_DIMENSION]: this.deployment }, shown);
  }

  /** What the functions publish with one more dimension. */
  ownWith(name: GaugeName, dimensions: Readonly<Record<string, string>>, shown: Shown = {}): Metric {
    return this.metric(NAMESPACE, name, { [SERVICE_DIMENSION]: this.deployment, ...dimensions }, shown);
  }

  /** A figure of the whole stage. */
  stage(name: ApiMetric, shown: Shown = {}): Metric {
    const { apiName, stageName } = this.api;
    const dimensions = { ApiName: apiName, Stage: stageName };
    return this.metric('AWS/ApiGateway', name, dimensions, { stat: apiStat(name), ...shown });
  }

  /** A figure of one method; its stage has detailed metrics. */
  method(name: ApiMetric, { method, path }: JourneyMethod, shown: Shown = {}): Metric {
    const { apiName, stageName } = this.api;
    const dimensions = { ApiName: apiName, Method: method, Resource: path, Stage: stageName };
    return this.metric('AWS/ApiGateway', name, dimensions, { stat: apiStat(name), ...shown });
  }

  /** A figure of one function. */
  function(name: FunctionMetric, functionName: string, shown: Shown = {}): Metric {
    return this.metric('AWS/Lambda', name, { FunctionName: functionName }, shown);
  }

  /** A figure of all functions of the account. */
  account(name: 'ConcurrentExecutions' | 'Throttles', shown: Shown = {}): Metric {
    return this.metric('AWS/Lambda', name, {}, shown);
  }

  /** A figure of one queue. */
  queue(name: QueueMetric, queueName: string, shown: Shown = {}): Metric {
    return this.metric('AWS/SQS', name, { QueueName: queueName }, { stat: Stats.MAXIMUM, ...shown });
  }

  /** A figure of one table. */
  table(name: TableMetric, tableName: string, shown: Shown = {}): Metric {
    return this.metric('AWS/DynamoDB', name, { TableName: tableName }, shown);
  }

  /** How long a change made here takes to the other Region, in ms. */
  replication(tableName: string, receivingRegion: string, shown: Shown = {}): Metric {
    const dimensions = { TableName: tableName, ReceivingRegion: receivingRegion };
    return this.metric('AWS/DynamoDB', 'ReplicationLatency', dimensions, { stat: Stats.MAXIMUM, ...shown });
  }

  /** A term of an objective. */
  term({ namespace, metric, dimensions, stat }: MetricTerm): Metric {
    return this.metric(namespace, metric, dimensions, { stat });
  }

  private metric(
    namespace: string,
    metricName: string,
    dimensionsMap: Readonly<Record<string, string>>,
    { label, colour, stat = Stats.SUM }: Shown,
  ): Metric {
    return new Metric({
      namespace,
      metricName,
      dimensionsMap: { ...dimensionsMap },
      statistic: stat,
      period: this.period,
      region: this.region,
      ...(label !== undefined && { label }),
      ...(colour !== undefined && { color: colour }),
    });
  }
}

/** `Count` is told by its samples (API Gateway developer guide, "Amazon API Gateway dimensions and metrics"). */
const apiStat = (name: ApiMetric): string => (name === 'Count' ? Stats.SAMPLE_COUNT : Stats.SUM);
