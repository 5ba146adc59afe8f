import { type HoldfastConfig } from '../../config/schema';
import { type Names } from '../../names';
import { type CountName, type GaugeName, NAMESPACE, SERVICE_DIMENSION } from '../../objectives/metrics';
import {
  type ApiDimensions,
  type JourneyMethod,
  type MetricTerm,
  methodTerm,
} from '../../objectives/objectives';

/** What the conditions of a Region's alarms are made from. */
export interface AlarmContext {
  readonly config: HoldfastConfig;
  readonly names: Names;
  readonly api: ApiDimensions;
  /** The Region to which this one's writes are replicated. */
  readonly otherRegion: string;
}

/** Statistics that a metric alarm takes under its `Statistic`; all others are extended ones. */
export type Statistic = 'Sum' | 'Maximum' | 'Minimum' | 'Average' | 'SampleCount';

/** The metrics that alarms look at, under the names and dimensions of the services that publish them. */
export class Terms {
  constructor(private readonly context: AlarmContext) {}

  /** What the functions count or measure. */
  own(metric: CountName | GaugeName, stat: Statistic = 'Sum', more: Record<string, string> = {}): MetricTerm {
    const dimensions = { [SERVICE_DIMENSION]: this.context.config.name, ...more };
    return { namespace: NAMESPACE, metric, dimensions, stat };
  }

  /** All calls of the API together. */
  stage(metric: 'Count' | '5XXError', stat: Statistic): MetricTerm {
    const { apiName, stageName } = this.context.api;
    const dimensions = { ApiName: apiName, Stage: stageName };
    return { namespace: 'AWS/ApiGateway', metric, dimensions, stat };
  }

  /** One method of the API, of those with detailed metrics. */
  method(method: JourneyMethod, metric: 'Count' | '5XXError' | 'Latency', stat: string): MetricTerm {
    return methodTerm(this.context.api, method, metric, stat);
  }

  /** Messages that wait in a queue. */
  waiting(queueName: string): MetricTerm {
    const metric = 'ApproximateNumberOfMessagesVisible';
    return { namespace: 'AWS/SQS', metric, dimensions: { QueueName: queueName }, stat: 'Maximum' };
  }

  /** All functions of the account in this Region. */
  account(metric: 'ConcurrentExecutions' | 'Throttles', stat: Statistic): MetricTerm {
    return { namespace: 'AWS/Lambda', metric, dimensions: {}, stat };
  }

  /** Invocations of the function in `lambdas/<folder>` that failed. */
  errorsOf(folder: string): MetricTerm {
    const dimensions = { FunctionName: this.context.names.functionNamed(folder) };
    return { namespace: 'AWS/Lambda', metric: 'Errors', dimensions, stat: 'Sum' };
  }

  table(tableName: string, metric: string, stat: Statistic, more: Record<string, string> = {}): MetricTerm {
    return { namespace: 'AWS/DynamoDB', metric, dimensions: { TableName: tableName, ...more }, stat };
  }
}
