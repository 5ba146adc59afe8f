import { type Gauge, type MetricName } from './telemetry';

/** One number for CloudWatch. */
export type Reading = Omit<Gauge, 'name'> & { readonly name: Gauge['name'] | MetricName };

/** What an invocation, or its part about one order, has counted and measured. */
export class Readings {
  private readonly counts = new Map<MetricName, number>();
  private readonly gauges: Gauge[] = [];

  /** Adds to a number: however often, it is one value in the end. */
  count(name: MetricName, value: number): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + value);
  }

  measure(gauge: Gauge): void {
    this.gauges.push(gauge);
  }

  /** Everything so far, none of it a second time. */
  take(): readonly Reading[] {
    const counts = [...this.counts].map(([name, value]) => ({ name, value, unit: 'Count' }) as const);
    const all = [...counts, ...this.gauges];
    this.counts.clear();
    this.gauges.length = 0;
    return all;
  }
}
