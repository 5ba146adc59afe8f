/** A quantity that changes at points in time. */
export interface Step {
  /** Milliseconds. */
  readonly at: number;
  readonly quantity: number;
}

/** Sums of steps up to a time, in O(log n). */
export class Steps {
  /** When it changes, ascending. */
  readonly times: readonly number[];
  private readonly sums: readonly number[];

  constructor(steps: readonly Step[]) {
    const sorted = steps.toSorted((a, b) => a.at - b.at);
    let sum = 0;
    this.times = sorted.map(({ at }) => at);
    this.sums = sorted.map(({ quantity }) => (sum += quantity));
  }

  /** The sum of all steps before `time`. */
  before(time: number): number {
    return this.sums[firstIndex(this.times, (at) => at >= time) - 1] ?? 0;
  }

  /** The sum of all steps before `time` or at it. */
  until(time: number): number {
    return this.sums[firstIndex(this.times, (at) => at > time) - 1] ?? 0;
  }
}

/** Index of the first element of an ascending list that fits; its length when none does. */
export function firstIndex<T>(ascending: readonly T[], fits: (element: T) => boolean): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(ascending[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
