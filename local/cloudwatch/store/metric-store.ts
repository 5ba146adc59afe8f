import { type MetricId, type MetricSource } from '../metrics';
import { type StatisticSet } from './hour';
import { Series } from './series';
import { seriesStatistic, type StatisticOf } from './statistics';

/**
 * Metrics that one Region takes. A runaway dimension, an order id for instance, would be a metric for each of its values;
 * on AWS it would show on the bill.
 */
export const MOST_METRICS = 2_000;

export interface MetricStoreOptions {
  /** CloudWatch's time, epoch ms. */
  readonly now: () => number;
  readonly statisticOf: StatisticOf;
  /** While false nothing is taken: a Region that is down produces nothing. */
  readonly accepts: () => boolean;
  /** Told once, when a metric is refused because there are too many. */
  readonly onFull: (id: MetricId) => void;
}

/** Takes the values of one metric, at CloudWatch's time. */
export interface MetricWriter {
  /** Adds a value, so many times. */
  add(value: number, count?: number): void;
}

/**
 * The metrics of one Region, in memory.
 *
 * A metric costs 2 KB for each hour in which something came, and up to 10 KB more where its values differ, for three days,
 * and then 2 KB an hour for the rest of a month: 150 KB for three days of equal values, 900 KB of different ones.
 */
export class MetricStore implements MetricSource {
  private readonly series = new Map<string, { readonly id: MetricId; readonly series: Series }>();
  private full = false;

  constructor(private readonly options: MetricStoreOptions) {}

  /** Adds a value that comes now. */
  add(id: MetricId, value: number, count = 1): void {
    this.addAt(id, this.options.now(), value, count);
  }

  /** Adds a value that came at this time (epoch ms of CloudWatch's time). */
  addAt(id: MetricId, at: number, value: number, count = 1): void {
    if (this.options.accepts()) this.seriesOf(id)?.add(at, value, count);
  }

  addSetAt(id: MetricId, at: number, set: StatisticSet): void {
    if (this.options.accepts()) this.seriesOf(id)?.addSet(at, set);
  }

  /** A way to add values to one metric without looking it up each time; it exists from its first value on. */
  writer(id: MetricId): MetricWriter {
    let series: Series | undefined;
    return {
      add: (value, count = 1) => {
        if (!this.options.accepts()) return;
        series ??= this.seriesOf(id);
        series?.add(this.options.now(), value, count);
      },
    };
  }

  /** Every metric that has had a value. */
  ids(): MetricId[] {
    return [...this.series.values()].map(({ id }) => id);
  }

  statistic(
    id: MetricId,
    stat: string,
    periodSeconds: number,
    from: number,
    to: number,
  ): ReadonlyMap<number, number> {
    const found = new Map<number, number>();
    const series = this.series.get(keyOf(id))?.series;
    if (series === undefined) return found;
    const period = periodSeconds * 1_000;
    for (let start = from; start < to; start += period) {
      const range = [start, Math.min(start + period, to)] as const;
      const value = seriesStatistic(series, stat, range, this.options.statisticOf);
      if (value !== null) found.set(start, value);
    }
    return found;
  }

  private seriesOf(id: MetricId): Series | undefined {
    const key = keyOf(id);
    const known = this.series.get(key);
    if (known !== undefined) return known.series;
    if (this.series.size >= MOST_METRICS) return this.refuse(id);
    const series = new Series();
    this.series.set(key, { id, series });
    return series;
  }

  private refuse(id: MetricId): undefined {
    if (!this.full) this.options.onFull(id);
    this.full = true;
    return undefined;
  }
}

/** Dimensions have no order. */
function keyOf({ namespace, name, dimensions }: MetricId): string {
  const pairs = Object.entries(dimensions).flat();
  if (pairs.length <= 2) return JSON.stringify([namespace, name, pairs]);
  const sorted = Object.entries(dimensions).sort(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([namespace, name, sorted.flat()]);
}
