import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { type Context } from 'aws-lambda';
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

/**
 * Telemetry through Powertools: JSON lines and embedded metrics on stdout, configured by the POWERTOOLS_*
 * variables. The only dimension is the service, so each metric costs one series a function and Region.
 */
export class PowertoolsTelemetry implements Telemetry {
  readonly log: Log;
  private readonly logger = new Logger();
  private readonly metrics = new Metrics();

  constructor(
    region: string,
    private readonly trace: Trace,
  ) {
    this.logger.appendPersistentKeys({ region });
    this.log = {
      info: (message, fields = {}) => this.logger.info(message, copy(fields)),
      warn: (message, fields = {}) => this.logger.warn(message, copy(fields)),
      error: (message, fields = {}) => this.logger.error(message, copy(fields)),
    };
  }

  begin(context: Context, correlationId: string): void {
    this.logger.resetKeys();
    this.logger.addContext(context);
    this.logger.setCorrelationId(correlationId);
    this.metrics.captureColdStartMetric(context.functionName);
    this.trace.begin(process.env['_X_AMZN_TRACE_ID']);
  }

  count(name: MetricName, value = 1): void {
    this.metrics.addMetric(name, MetricUnit.Count, value);
  }

  measure(name: GaugeName, value: number, unit: GaugeUnit, dimensions: GaugeDimensions = {}): void {
    const metrics = Object.keys(dimensions).length === 0 ? this.metrics : this.metrics.singleMetric();
    for (const [dimension, text] of Object.entries(dimensions)) metrics.addDimension(dimension, text);
    metrics.addMetric(name, MetricUnit[unit === 'None' ? 'NoUnit' : unit], value);
  }

  span(span: Span): void {
    this.trace.add(span);
  }

  end(): void {
    this.trace.end();
    if (this.metrics.hasStoredMetrics()) this.metrics.publishStoredMetrics();
  }
}

const copy = (fields: LogFields): Record<string, unknown> => ({ ...fields });
