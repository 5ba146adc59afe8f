import { type Answered, type RestApi, type Route } from '../../gateway/api';
import { type MetricStore, type MetricWriter } from '../store/metric-store';

const NAMESPACE = 'AWS/ApiGateway';

interface AnswerWriters {
  readonly count: MetricWriter;
  readonly clientErrors: MetricWriter;
  readonly serverErrors: MetricWriter;
  readonly latency: MetricWriter;
}

/**
 * AWS/ApiGateway of one API ("Amazon API Gateway dimensions and metrics"): by stage, and by method where the stage asks for
 * detailed metrics. Each answer counts 0 or 1 as error, so that Average is the share.
 */
export class GatewayMetrics {
  private readonly stage: AnswerWriters;
  private readonly methods = new Map<Route, AnswerWriters>();

  constructor(
    private readonly store: MetricStore,
    { name, stage, routes }: RestApi,
  ) {
    const dimensions = { ApiName: name, Stage: stage };
    this.stage = this.writers(dimensions);
    for (const route of routes.filter(({ detailedMetrics }) => detailedMetrics)) {
      const { resourcePath, method } = route;
      this.methods.set(route, this.writers({ ...dimensions, Resource: resourcePath, Method: method }));
    }
  }

  /** An answer left the gateway. */
  answered({ route, status, milliseconds }: Answered): void {
    record(this.stage, status, milliseconds);
    const method = route && this.methods.get(route);
    if (method !== undefined) record(method, status, milliseconds);
  }

  private writers(dimensions: Readonly<Record<string, string>>): AnswerWriters {
    const writer = (name: string) => this.store.writer({ namespace: NAMESPACE, name, dimensions });
    return {
      count: writer('Count'),
      clientErrors: writer('4XXError'),
      serverErrors: writer('5XXError'),
      latency: writer('Latency'),
    };
  }
}

function record(writers: AnswerWriters, status: number, milliseconds: number): void {
  writers.count.add(1);
  writers.clientErrors.add(status >= 400 && status < 500 ? 1 : 0);
  writers.serverErrors.add(status >= 500 ? 1 : 0);
  writers.latency.add(milliseconds);
}
