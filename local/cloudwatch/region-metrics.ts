import { type Answered, type RestApi } from '../gateway/api';
import { type GlobalTables } from '../dynamodb/global-tables';
import { type TableCall } from '../dynamodb/table-events';
import { type Log, type RegionTemplate } from '../types';
import { type CloudClock, MINUTE_MS } from './clock';
import { DistributionMetrics } from './collection/distribution-metrics';
import { GatewayMetrics } from './collection/gateway-metrics';
import { LambdaMetrics } from './collection/lambda-metrics';
import { LogMetrics } from './collection/log-metrics';
import { type QueueSample, recordQueues } from './collection/queue-metrics';
import { recordReplication, recordTableCall } from './collection/table-metrics';
import { statisticOf } from './evaluation';
import { MetricStore, MOST_METRICS } from './store/metric-store';

export interface RegionMetricsOptions {
  readonly template: RegionTemplate;
  readonly clock: CloudClock;
  readonly isDown: () => boolean;
  readonly log: Log;
}

/** All metrics of one Region, from wherever they come. While the Region is down, none do. */
export class RegionMetrics {
  readonly store: MetricStore;
  readonly functions: LambdaMetrics;
  private readonly logs: LogMetrics;

  constructor(private readonly options: RegionMetricsOptions) {
    const { template, clock, isDown, log } = options;
    this.store = new MetricStore({
      now: clock.now,
      statisticOf,
      accepts: () => !isDown(),
      onFull: ({ namespace, name }) =>
        log(
          `${template.region}: more than ${MOST_METRICS} metrics; ${namespace} ${name} and later ones are left out`,
        ),
    });
    this.functions = new LambdaMetrics(this.store);
    this.logs = new LogMetrics(template, this.store, log);
  }

  /** Metric filters that cannot be followed here, one line each. */
  get unsupported(): readonly string[] {
    return this.logs.unsupported;
  }

  /** Takes a line that a function wrote. */
  readonly line = (functionName: string, line: string): void => this.logs.line(functionName, line);

  /** Who is told of the answers of an API of this Region. */
  gateway(api: RestApi): (answered: Answered) => void {
    const metrics = new GatewayMetrics(this.store, api);
    return (answered) => metrics.answered(answered);
  }

  /** Who is told of the status of each answer of a distribution; its metrics are in us-east-1 alone. */
  distribution(id: string): (status: number) => void {
    const metrics = new DistributionMetrics(this.store, id);
    return (status) => metrics.answered(status);
  }

  /** Takes what happens to tables, from now on. Each Region with a copy is charged for a write. */
  listenTo(tables: GlobalTables): void {
    const { region } = this.options.template;
    const concerns = (call: TableCall): boolean =>
      call.region === region || (call.kind === 'write' && !call.throttled);
    tables.listen({
      called: (call) => {
        if (concerns(call)) recordTableCall(this.store, call);
      },
      replicated: (replicated) => {
        if (replicated.origin === region) recordReplication(this.store, replicated);
      },
    });
  }

  /** Takes what can only be looked at, for the minute that ends where `minute` (epoch ms) begins. */
  endMinute(minute: number, queues: readonly QueueSample[], tables: GlobalTables): void {
    const at = minute - MINUTE_MS;
    recordQueues(this.store, queues, at, Date.now());
    this.logs.endMinute(at);
    for (const waiting of tables.waiting())
      if (waiting.origin === this.options.template.region) recordReplication(this.store, waiting, at);
  }
}
