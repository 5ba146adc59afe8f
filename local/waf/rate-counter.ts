const SECOND_MS = 1_000;
/** After so many counted requests, keys that nobody came with for a whole window are forgotten. */
const SWEEP_EVERY = 10_000;

/** Counts requests by key over the time just past, second by second. */
export class RateCounter {
  private readonly counts = new Map<string, Map<number, number>>();
  private counted = 0;

  constructor(
    private readonly windowSeconds: number,
    private readonly now: () => Date,
  ) {}

  /** Counts one request; tells how many there were in the window, this one included. */
  count(key: string): number {
    const second = Math.floor(this.now().getTime() / SECOND_MS);
    this.counted += 1;
    if (this.counted % SWEEP_EVERY === 0) this.sweep(second);
    const seconds = this.counts.get(key) ?? new Map<number, number>();
    this.counts.set(key, seconds);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
    return this.sum(seconds, second);
  }

  /** Seconds that are past the window are dropped on the way. */
  private sum(seconds: Map<number, number>, second: number): number {
    let sum = 0;
    for (const [each, count] of seconds) {
      if (each <= second - this.windowSeconds) seconds.delete(each);
      else sum += count;
    }
    return sum;
  }

  private sweep(second: number): void {
    for (const [key, seconds] of this.counts) {
      if (this.sum(seconds, second) === 0) this.counts.delete(key);
    }
  }
}
