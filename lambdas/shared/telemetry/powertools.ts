import { AsyncLocalStorage } from 'node:async_hooks';
import { Logger } from '@aws-lambda-powertools/logger';
import { type Context } from 'aws-lambda';
import { type AboutLine, EmbeddedMetrics } from './embedded-metrics';
import { Readings } from './readings';
import {
  type GaugeDimensions,
  type GaugeName,
  type GaugeUnit,
  type Log,
  type LogFields,
  type MetricName,
  type Span,
  type Telemetry,
} from './telemetry';
import { type Trace } from './trace';

/** A part of an invocation that is about one order of several. */
interface OrderScope {
  readonly orderId: string;
  readonly readings: Readings;
}

/** What `PowertoolsTelemetry` is made from. */
export interface PowertoolsParts {
  readonly region: string;
  /** The deployment's name: the dimension of its metrics. */
  readonly deployment: string;
  readonly trace: Trace;
}

/**
 * Telemetry through Powertools: JSON lines and embedded metrics on stdout, configured by the POWERTOOLS_* variables.
 * Log lines, metric lines and subsegments carry the same `requestId`, and the same `orderId` where one is known.
 */
export class PowertoolsTelemetry implements Telemetry {
  readonly log: Log;
  private readonly logger = new Logger();
  private readonly metrics: EmbeddedMetrics;
  private readonly trace: Trace;
  private readonly readings = new Readings();
  private readonly scopes = new AsyncLocalStorage<OrderScope>();
  private about: AboutLine = { function: 'unknown', requestId: 'unknown' };

  constructor({ region, deployment, trace }: PowertoolsParts) {
    this.metrics = new EmbeddedMetrics(deployment);
    this.trace = trace;
    this.logger.appendPersistentKeys({ region });
    this.log = {
      info: (message, fields) => this.logger.info(message, this.withOrder(fields)),
      warn: (message, fields) => this.logger.warn(message, this.withOrder(fields)),
      error: (message, fields) => this.logger.error(message, this.withOrder(fields)),
    };
  }

  begin({ functionName, awsRequestId }: Context, requestId: string): void {
    this.about = { function: functionName, requestId };
    this.logger.resetKeys();
    this.logger.appendKeys({ function: functionName, requestId, lambdaRequestId: awsRequestId });
    this.trace.begin(process.env['_X_AMZN_TRACE_ID'], requestId);
  }

  isAbout(orderId: string): void {
    this.about = { ...this.about, orderId };
  }

  async forOrder<Result>(orderId: string, work: () => Promise<Result>): Promise<Result> {
    const scope = { orderId, readings: new Readings() };
    try {
      return await this.scopes.run(scope, work);
    } finally {
      this.metrics.publish(scope.readings.take(), { ...this.about, orderId });
    }
  }

  count(name: MetricName, value = 1): void {
    this.current.count(name, value);
  }

  measure(name: GaugeName, value: number, unit: GaugeUnit, dimensions?: GaugeDimensions): void {
    this.current.measure({ name, value, unit, ...(dimensions && { dimensions }) });
  }

  span(span: Span): void {
    this.trace.add(span, this.orderId);
  }

  publish(): void {
    this.metrics.publish(this.readings.take(), this.about);
  }

  end(): void {
    this.trace.end();
    this.publish();
  }

  private get current(): Readings {
    return this.scopes.getStore()?.readings ?? this.readings;
  }

  private get orderId(): string | undefined {
    return this.scopes.getStore()?.orderId ?? this.about.orderId;
  }

  private withOrder(fields: LogFields = {}): Record<string, unknown> {
    const { orderId } = this;
    return { ...(orderId !== undefined && { orderId }), ...fields };
  }
}
