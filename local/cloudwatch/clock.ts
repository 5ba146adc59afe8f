import { type Closeable } from '../types';

/** The speeds that `PUT /_local/clock` takes. */
export const SPEEDS = { least: 1, most: 3_600 } as const;
/** The longest jump of `POST /_local/clock/advance`: a month, as long as the window of an objective. */
export const LONGEST_JUMP_SECONDS = 31 * 24 * 3_600;

export const MINUTE_MS = 60_000;

/** Between two looks at a fast clock, in real time: a timer for every minute at speed 3600 would leave no time for work. */
const LEAST_DELAY_MS = 100;
/** Minutes of its own that a busy or fast clock makes up for; older ones are passed over. */
const MADE_UP_FOR = 10;

/** Real time, and a timer in it. */
export interface RealTime {
  /** Epoch ms. */
  readonly now: () => number;
  /** Runs once after so many milliseconds; the result gives that up. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
}

/** Real time, by a timer that keeps no process alive. */
export const REAL_TIME: RealTime = {
  now: Date.now,
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds).unref();
    return () => clearTimeout(timer);
  },
};

/** Told of each minute that begins, by the epoch ms of its beginning, and whether the clock jumped there. */
export type MinuteListener = (minute: number, jumped: boolean) => void;

/**
 * CloudWatch's time: real time, until somebody makes it run faster or jump. It never goes back. Metrics are stamped with it,
 * and alarms are looked at whenever a minute of it begins.
 */
export class CloudClock implements Closeable {
  private readonly listeners = new Set<MinuteListener>();
  private rate = 1;
  /** This clock read `base` when real time was `realBase`. */
  private base: number;
  private realBase: number;
  private told: number;
  private cancel: () => void = () => undefined;

  constructor(private readonly real: RealTime = REAL_TIME) {
    this.base = real.now();
    this.realBase = this.base;
    this.told = floorMinute(this.base);
  }

  /** Epoch ms. */
  now = (): number => this.base + (this.real.now() - this.realBase) * this.rate;

  /** How much faster than real time it runs. */
  get speed(): number {
    return this.rate;
  }

  /** By how many ms it is ahead of real time at this moment. */
  get ahead(): number {
    return this.now() - this.real.now();
  }

  /** Runs so much faster than real time from now on. */
  setSpeed(speed: number): void {
    this.rebase(0);
    this.rate = speed;
    this.arm();
  }

  /** Jumps ahead; whoever listens is told at once of the minute that it jumps into. */
  advance(seconds: number): void {
    this.rebase(seconds * 1_000);
    this.told = floorMinute(this.now());
    this.tell(this.told, true);
    this.arm();
  }

  /** Tells of each minute that begins from now on; the result ends that. */
  onMinute(listener: MinuteListener): () => void {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.arm();
    return () => void this.listeners.delete(listener);
  }

  close(): Promise<void> {
    this.cancel();
    this.listeners.clear();
    return Promise.resolve();
  }

  private rebase(jumpMs: number): void {
    const now = this.now();
    this.realBase = this.real.now();
    this.base = now + jumpMs;
  }

  private arm(): void {
    this.cancel();
    if (this.listeners.size === 0) return;
    const untilNext = (this.told + MINUTE_MS - this.now()) / this.rate;
    this.cancel = this.real.after(Math.max(LEAST_DELAY_MS, Math.ceil(untilNext)), () => this.turn());
  }

  private turn(): void {
    const minute = floorMinute(this.now());
    const first = Math.max(this.told + MINUTE_MS, minute - (MADE_UP_FOR - 1) * MINUTE_MS);
    this.told = Math.max(this.told, minute);
    for (let each = first; each <= minute; each += MINUTE_MS) this.tell(each, false);
    this.arm();
  }

  private tell(minute: number, jumped: boolean): void {
    for (const listener of this.listeners) listener(minute, jumped);
  }
}

/** The beginning of the minute that a time (epoch ms) is in. */
export const floorMinute = (time: number): number => Math.floor(time / MINUTE_MS) * MINUTE_MS;
