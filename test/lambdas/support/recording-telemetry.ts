import {
  type Gauge,
  type GaugeDimensions,
  type GaugeName,
  type GaugeUnit,
  type LogFields,
  type MetricName,
  type Span,
  type Telemetry,
} from '../../../lambdas/shared/telemetry/telemetry';

interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: LogFields;
}

/** Telemetry that a test can look at. */
export class RecordingTelemetry implements Telemetry {
  readonly lines: Line[] = [];
  readonly spans: Span[] = [];
  readonly correlationIds: string[] = [];
  readonly counts = new Map<MetricName, number>();
  readonly gauges: Gauge[] = [];
  /** Orders that an invocation, or a part of one, was about. */
  readonly orderIds: string[] = [];
  published = 0;
  ended = 0;

  readonly log = {
    info: (message: string, fields: LogFields = {}) =>
      void this.lines.push({ level: 'info', message, fields }),
    warn: (message: string, fields: LogFields = {}) =>
      void this.lines.push({ level: 'warn', message, fields }),
    error: (message: string, fields: LogFields = {}) =>
      void this.lines.push({ level: 'error', message, fields }),
  };

  begin(_context: unknown, correlationId: string): void {
    this.correlationIds.push(correlationId);
  }

  isAbout(orderId: string): void {
    this.orderIds.push(orderId);
  }

  forOrder<Result>(orderId: string, work: () => Promise<Result>): Promise<Result> {
    this.orderIds.push(orderId);
    return work();
  }

  count(name: MetricName, value = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + value);
  }

  measure(name: GaugeName, value: number, unit: GaugeUnit, dimensions?: GaugeDimensions): void {
    this.gauges.push({ name, value, unit, ...(dimensions && { dimensions }) });
  }

  span(span: Span): void {
    this.spans.push(span);
  }

  publish(): void {
    this.published += 1;
  }

  end(): void {
    this.ended += 1;
  }

  /** The values of one gauge, in the order in which they were measured. */
  measured(name: GaugeName): number[] {
    return this.gauges.flatMap((gauge) => (gauge.name === name ? gauge.value : []));
  }

  /** Everything logged, as text to search in. */
  get text(): string {
    return JSON.stringify(this.lines);
  }
}
