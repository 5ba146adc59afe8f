import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { type Reading } from './readings';
import { type GaugeDimensions, type GaugeUnit } from './telemetry';

/** What a line says beside its numbers: to be searched for in logs, no dimension. */
export interface AboutLine {
  readonly function: string;
  readonly requestId: string;
  readonly orderId?: string | undefined;
}

const UNITS = {
  Count: MetricUnit.Count,
  Seconds: MetricUnit.Seconds,
  Percent: MetricUnit.Percent,
  None: MetricUnit.NoUnit,
} as const satisfies Record<GaugeUnit, string>;

/**
 * CloudWatch takes 100 metrics a line, and 100 values of each (its user guide, "Embedded metric format specification");
 * Powertools sends a line by itself when it has so many, and without what is said of it here.
 */
const VALUES_A_LINE = 99;

/**
 * Metrics as lines of the log, in CloudWatch's embedded metric format. Their dimension is the deployment, and not the
 * function: whoever counts adds to the same series, which costs one metric a Region and alarms without a sum.
 */
export class EmbeddedMetrics {
  private readonly metrics: Metrics;

  /** `service` is the deployment's name. The namespace comes from POWERTOOLS_METRICS_NAMESPACE. */
  constructor(service: string) {
    this.metrics = new Metrics({ serviceName: service });
  }

  /** Writes nothing when nothing was read. */
  publish(readings: readonly Reading[], about: AboutLine): void {
    for (const { dimensions, values } of seriesOf(readings))
      for (let from = 0; from < values.length; from += VALUES_A_LINE)
        this.publishLine(values.slice(from, from + VALUES_A_LINE), dimensions, about);
  }

  private publishLine(values: readonly Reading[], dimensions: GaugeDimensions, about: AboutLine): void {
    for (const [name, value] of Object.entries(about))
      if (value !== undefined) this.metrics.addMetadata(name, value as string);
    for (const [name, value] of Object.entries(dimensions)) this.metrics.addDimension(name, value);
    for (const { name, unit, value } of values) this.metrics.addMetric(name, UNITS[unit], value);
    this.metrics.publishStoredMetrics();
  }
}

interface Series {
  readonly dimensions: GaugeDimensions;
  readonly values: readonly Reading[];
}

/** The dimensions of a line hold for all its numbers. */
function seriesOf(readings: readonly Reading[]): readonly Series[] {
  const series = new Map<string, Reading[]>();
  for (const reading of readings) {
    const key = JSON.stringify(reading.dimensions ?? {});
    const known = series.get(key);
    if (known) known.push(reading);
    else series.set(key, [reading]);
  }
  return [...series.values()].map((values) => ({ dimensions: values[0]?.dimensions ?? {}, values }));
}
