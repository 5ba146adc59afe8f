import { MINUTE_MS } from '../clock';
import { addValue, type Distribution } from './distribution';
import { Hour, HOUR_MS, type StatisticSet, type Summary } from './hour';

/** For so long every value of a minute is told from others, for so long minutes are, and for so long anything is kept. */
const YOUNG_MS = 2 * HOUR_MS;
const BY_MINUTE_MS = 3 * 24 * HOUR_MS;
const KEPT_MS = 31 * 24 * HOUR_MS;

/** The values of one metric: by minute for three days, then by hour for the rest of a month. */
export class Series {
  private readonly hours = new Map<number, Hour>();
  private newest = -Infinity;

  /** Adds a value that came at this time (epoch ms). */
  add(at: number, value: number, count = 1): void {
    this.hour(at).add(minuteOf(at), value, count);
  }

  addSet(at: number, set: StatisticSet): void {
    this.hour(at).addSet(minuteOf(at), set);
  }

  /** What the values in `[from, to)` amount to; null where there are none. */
  summary(from: number, to: number): Summary | null {
    let [count, sum, min, max] = [0, 0, Infinity, -Infinity];
    this.eachMinute(from, to, (hour, minute) => {
      const one = hour.summary(minute);
      if (one === null) return;
      count += one.count;
      sum += one.sum;
      min = Math.min(min, one.min);
      max = Math.max(max, one.max);
    });
    return count === 0 ? null : { count, sum, min, max };
  }

  /** The values in `[from, to)`. */
  values(from: number, to: number): Distribution {
    const all: Distribution = new Map();
    this.eachMinute(from, to, (hour, minute) => {
      for (const [value, count] of hour.values(minute)) addValue(all, value, count);
    });
    return all;
  }

  private eachMinute(from: number, to: number, visit: (hour: Hour, minute: number) => void): void {
    for (let at = from; at < to;) {
      const start = floorHour(at);
      const end = Math.min(start + HOUR_MS, to);
      const hour = this.hours.get(start);
      if (hour !== undefined) for (; at < end; at += MINUTE_MS) visit(hour, minuteOf(at));
      at = Math.max(at, end);
    }
  }

  private hour(at: number): Hour {
    const start = floorHour(at);
    const known = this.hours.get(start);
    if (known !== undefined) return known;
    const hour = new Hour();
    this.hours.set(start, hour);
    this.newest = Math.max(this.newest, start);
    this.tidy();
    return hour;
  }

  /** Makes the old smaller; once an hour that something came in. */
  private tidy(): void {
    for (const [start, hour] of this.hours) {
      const age = this.newest - start;
      if (age > KEPT_MS) this.hours.delete(start);
      else if (age > BY_MINUTE_MS) hour.merge();
      else if (age > YOUNG_MS) hour.settle();
    }
  }
}

const floorHour = (at: number): number => Math.floor(at / HOUR_MS) * HOUR_MS;

const minuteOf = (at: number): number => Math.floor((at % HOUR_MS) / MINUTE_MS);
