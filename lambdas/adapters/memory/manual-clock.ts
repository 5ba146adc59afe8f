import { type Clock } from '../../domain/runtime';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A clock that a test moves by hand: nobody wakes before `advance` reaches their time. */
export class ManualClock implements Clock {
  private sleepers: Sleeper[] = [];

  constructor(private time = Date.UTC(2026, 0, 1)) {}

  now(): number {
    return this.time;
  }

  async sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.sleepers.push({ until: this.time + ms, wake }));
  }

  /** How many are asleep. */
  get sleeping(): number {
    return this.sleepers.length;
  }

  /** Moves the time forward and wakes, in order, those whose time has come. */
  advance(ms: number): void {
    this.time += ms;
    const due = this.sleepers.filter(({ until }) => until <= this.time);
    this.sleepers = this.sleepers.filter(({ until }) => until > this.time);
    for (const { wake } of due.sort((a, b) => a.until - b.until)) wake();
  }
}

/** A clock on which sleeping takes no real time: it moves the clock forward and goes on. */
export class JumpingClock implements Clock {
  constructor(private time = Date.UTC(2026, 0, 1)) {}

  now(): number {
    return this.time;
  }

  async sleep(ms: number): Promise<void> {
    this.time += ms;
  }

  advance(ms: number): void {
    this.time += ms;
  }
}
