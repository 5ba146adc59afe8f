import { MINUTE_MS } from '../clock';
import { addValue, coarsened, type Distribution, type ValueCount } from './distribution';

export const HOUR_MS = 60 * MINUTE_MS;

/** Different values of one minute that are kept apart while it is young, and after {@link Hour.settle}. */
const MOST_VALUES = 256;
const MOST_SETTLED = 16;
/** Of a minute with too many values there are at most so many groups, so that grouping is rare. */
const AFTER_OVERFLOW = 64;

/** What the values of a period amount to. */
export interface Summary {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

/** Values above `lower` and up to `upper`, as a trimmed count counts them; `key` tells one range from another. */
export interface ValueRange {
  readonly key: string;
  readonly lower: number;
  readonly upper: number;
}

/** Values that were put together before they came, `StatisticValues` of PutMetricData. */
export type StatisticSet = Summary;

/** The values of one metric in one hour, by minute: about 2 KB, and up to 10 KB more an hour of many different values. */
export class Hour {
  private readonly counts = new Float64Array(60);
  private readonly sums = new Float64Array(60);
  private readonly mins = new Float64Array(60).fill(Infinity);
  private readonly maxes = new Float64Array(60).fill(-Infinity);
  /** Of minutes with different values; elsewhere the smallest is every value. */
  private readonly different = new Map<number, Distribution>();
  /** How many values are in a range: by minute, NaN where that has not been counted since a value came, and of the hour. */
  private readonly counted = new Map<string, { readonly minutes: Float64Array; hour: number }>();
  private readonly whole = { count: 0, sum: 0, min: Infinity, max: -Infinity };
  private settled = false;

  /** @param minute of the hour, 0 to 59 */
  add(minute: number, value: number, count = 1): void {
    this.take(minute, { count, sum: value * count, min: value, max: value }, () => [[value, count]]);
  }

  /** A set whose values differ counts as so many times their mean, its smallest and its largest value apart. */
  addSet(minute: number, set: StatisticSet): void {
    this.take(minute, set, () => valuesOf(set));
  }

  /** Nothing where there were no values. */
  summary(minute: number): Summary | null {
    const count = this.counts[minute] ?? 0;
    if (count === 0) return null;
    return {
      count,
      sum: this.sums[minute] ?? 0,
      min: this.mins[minute] ?? 0,
      max: this.maxes[minute] ?? 0,
    };
  }

  /** Of the whole hour; nothing where there were no values. */
  get total(): Summary | null {
    return this.whole.count === 0 ? null : this.whole;
  }

  /** How many values of a minute are in a range. Counted once: windows of days are looked at in every minute. */
  countIn(minute: number, range: ValueRange): number {
    const { minutes } = this.countsOf(range);
    const known = minutes[minute] ?? NaN;
    if (!Number.isNaN(known)) return known;
    let found = 0;
    for (const [value, times] of this.values(minute))
      if (value > range.lower && value <= range.upper) found += times;
    minutes[minute] = found;
    return found;
  }

  /** How many values of the whole hour are in a range. */
  totalIn(range: ValueRange): number {
    const counts = this.countsOf(range);
    if (Number.isNaN(counts.hour)) {
      counts.hour = 0;
      for (let minute = 0; minute < 60; minute++) counts.hour += this.countIn(minute, range);
    }
    return counts.hour;
  }

  private countsOf({ key }: ValueRange): { readonly minutes: Float64Array; hour: number } {
    const known = this.counted.get(key);
    if (known !== undefined) return known;
    const counts = { minutes: new Float64Array(60).fill(NaN), hour: NaN };
    this.counted.set(key, counts);
    return counts;
  }

  private forgetCounts(minute: number): void {
    for (const counts of this.counted.values()) {
      counts.minutes[minute] = NaN;
      counts.hour = NaN;
    }
  }

  /** The values of a minute with how often each occurred. */
  values(minute: number): Iterable<ValueCount> {
    const different = this.different.get(minute);
    if (different !== undefined) return different;
    const count = this.counts[minute] ?? 0;
    return count === 0 ? [] : [[this.mins[minute] ?? 0, count]];
  }

  /** Takes less room, at the cost of some exactness of percentiles; sums, counts and extremes stay exact. */
  settle(): void {
    if (this.settled) return;
    this.settled = true;
    // What has been counted stays: it was told from more values than there are now.
    for (const [minute, values] of this.different)
      if (values.size > MOST_SETTLED) this.different.set(minute, coarsened(values, MOST_SETTLED));
  }

  /** All of the hour as if it had come in its first minute. */
  merge(): void {
    for (let minute = 1; minute < 60; minute++) this.mergeIntoFirst(minute);
    const values = this.different.get(0);
    if (values !== undefined) this.different.set(0, coarsened(values, AFTER_OVERFLOW));
  }

  private mergeIntoFirst(minute: number): void {
    const summary = this.summary(minute);
    if (summary === null) return;
    this.sum(0, summary, () => this.values(minute));
    this.counts[minute] = 0;
    this.different.delete(minute);
    this.forgetCounts(minute);
    this.forgetCounts(0);
  }

  private take(minute: number, added: Summary, values: () => Iterable<ValueCount>): void {
    const { whole } = this;
    whole.count += added.count;
    whole.sum += added.sum;
    whole.min = Math.min(whole.min, added.min);
    whole.max = Math.max(whole.max, added.max);
    if (this.counted.size > 0) this.forgetCounts(minute);
    this.sum(minute, added, values);
  }

  private sum(minute: number, added: Summary, values: () => Iterable<ValueCount>): void {
    this.addDifferent(minute, added, values);
    this.counts[minute] = (this.counts[minute] ?? 0) + added.count;
    this.sums[minute] = (this.sums[minute] ?? 0) + added.sum;
    this.mins[minute] = Math.min(this.mins[minute] ?? added.min, added.min);
    this.maxes[minute] = Math.max(this.maxes[minute] ?? added.max, added.max);
  }

  /** Keeps values apart from the moment at which two of the minute differ. */
  private addDifferent(minute: number, { min, max }: Summary, values: () => Iterable<ValueCount>): void {
    const empty = this.counts[minute] === 0;
    if (min === max && (empty || (min === this.mins[minute] && max === this.maxes[minute]))) return;
    const distribution: Distribution = this.different.get(minute) ?? new Map(this.values(minute));
    for (const [value, count] of values()) addValue(distribution, value, count);
    const tooMany = distribution.size > MOST_VALUES;
    this.different.set(minute, tooMany ? coarsened(distribution, AFTER_OVERFLOW) : distribution);
  }
}

function valuesOf({ count, sum, min, max }: StatisticSet): ValueCount[] {
  if (count < 2 || min === max) return [[sum / count, count]];
  const between: ValueCount[] = count > 2 ? [[(sum - min - max) / (count - 2), count - 2]] : [];
  return [[min, 1], ...between, [max, 1]];
}
