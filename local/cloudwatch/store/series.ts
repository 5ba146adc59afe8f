import { MINUTE_MS } from '../clock';
import { addValue, type Distribution } from './distribution';
import { Hour, HOUR_MS, type StatisticSet, type Summary, type ValueRange } from './hour';

/** For so long every value of a minute is told from others, for so long minutes are, and for so long anything is kept. */
const YOUNG_MS = 2 * HOUR_MS;
const BY_MINUTE_MS = 3 * 24 * HOUR_MS;
const KEPT_MS = 31 * 24 * HOUR_MS;

interface Visitor {
  readonly hour: (hour: Hour) => void;
  /** @param minute of the hour, 0 to 59 */
  readonly minute: (hour: Hour, minute: number) => void;
}

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
    const add = (one: Summary | null): void => {
      if (one === null) return;
      count += one.count;
      sum += one.sum;
      min = Math.min(min, one.min);
      max = Math.max(max, one.max);
    };
    this.visit(from, to, {
      hour: (hour) => add(hour.total),
      minute: (hour, minute) => add(hour.summary(minute)),
    });
    return count === 0 ? null : { count, sum, min, max };
  }

  /** How many values in `[from, to)` are in a range of values. */
  countIn(from: number, to: number, range: ValueRange): number {
    let count = 0;
    this.visit(from, to, {
      hour: (hour) => void (count += hour.totalIn(range)),
      minute: (hour, minute) => void (count += hour.countIn(minute, range)),
    });
    return count;
  }

  /** The values in `[from, to)`. */
  values(from: number, to: number): Distribution {
    const all: Distribution = new Map();
    const minute = (hour: Hour, at: number): void => {
      for (const [value, count] of hour.values(at)) addValue(all, value, count);
    };
    const everyMinute = (hour: Hour): void => {
      for (let at = 0; at < 60; at++) minute(hour, at);
    };
    this.visit(from, to, { hour: everyMinute, minute });
    return all;
  }

  /** Visits each hour that is in `[from, to)` as a whole, and each minute of the others. */
  private visit(from: number, to: number, visitor: Visitor): void {
    for (let at = from; at < to;) {
      const start = floorHour(at);
      const end = Math.min(start + HOUR_MS, to);
      const hour = this.hours.get(start);
      if (hour !== undefined && end - at === HOUR_MS) visitor.hour(hour);
      else if (hour !== undefined)
        for (let each = at; each < end; each += MINUTE_MS) visitor.minute(hour, minuteOf(each));
      at = end;
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
