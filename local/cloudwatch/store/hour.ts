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
  private settled = false;

  /** @param minute of the hour, 0 to 59 */
  add(minute: number, value: number, count = 1): void {
    this.sum(minute, { count, sum: value * count, min: value, max: value }, () => [[value, count]]);
  }

  /** A set whose values differ counts as so many times their mean, its smallest and its largest value apart. */
  addSet(minute: number, set: StatisticSet): void {
    this.sum(minute, set, () => valuesOf(set));
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
