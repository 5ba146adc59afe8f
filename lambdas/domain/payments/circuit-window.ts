/** Calls to the provider that have ended. */
export interface Counts {
  readonly calls: number;
  readonly failures: number;
}

/** Counts of one second, of all instances in the Region that shared theirs. */
export interface Slot extends Counts {
  /** Since the epoch. */
  readonly second: number;
  /** Of the circuit's state under which the calls were begun: those of an earlier one tell nothing of this one. */
  readonly version: number;
}

/** Three failures within this time open the circuit of a shop that sells little. */
const WINDOW_SECONDS = 30;
/** As many calls as give a rate that chance does not make: a busy shop has them within the newest second. */
const ENOUGH_CALLS = 20;
/**
 * Fewer say nothing: one shopper's bad luck is no outage. Of a provider that fails one call in a hundred, two of three
 * fail by chance once in 3,000 times, and cost the next shoppers of a few seconds a 202.
 */
const FEWEST_CALLS = 3;
/** Share of failures from which on it is better not to call: declines are none, a healthy provider has next to none. */
const FAILING_RATE = 0.5;
/** Clocks of two instances may differ by so much. */
const SKEW_SECONDS = 2;

export const secondOf = (now: number): number => Math.floor(now / 1_000);

/** The oldest second that is looked at. */
export const oldestSecond = (now: number): number => secondOf(now) - WINDOW_SECONDS + 1;

const sum = ({ calls, failures }: Counts, more: Counts): Counts => ({
  calls: calls + more.calls,
  failures: failures + more.failures,
});

const NONE: Counts = { calls: 0, failures: 0 };

/**
 * What the provider did last: the newest seconds that together hold enough calls, of the window. It adapts to the
 * traffic: a busy shop judges by its last second, others look further back.
 */
export function latest(slots: readonly Slot[], { version, now }: { version: number; now: number }): Counts {
  const inWindow = slots.filter(
    (slot) =>
      slot.version === version &&
      slot.second >= oldestSecond(now) &&
      slot.second <= secondOf(now) + SKEW_SECONDS,
  );
  const newestFirst = inWindow.sort((left, right) => right.second - left.second);
  let counts = NONE;
  for (const slot of newestFirst) if (counts.calls < ENOUGH_CALLS) counts = sum(counts, slot);
  return counts;
}

/** Whether any call failed lately, as far as is known: from then on every instance shares what it counts. */
export const hasFailed = ({ slots, version }: { slots: readonly Slot[]; version: number }): boolean =>
  slots.some((slot) => slot.version === version && slot.failures > 0);

/** Whether it is better not to call. */
export const isFailing = ({ calls, failures }: Counts): boolean =>
  calls >= FEWEST_CALLS && failures / calls >= FAILING_RATE;

/**
 * What one instance counted and has not shared, of this second and the one before it. An instance shares only once
 * it knows of a failure; the calls that went well just before belong to it, or a provider that fails once in a
 * while would seem to do nothing else.
 */
export class Tally {
  private unshared: (Counts & { readonly second: number })[] = [];

  /** Adds one call that ended in `second`. */
  add(second: number, failed: boolean): void {
    const recent = this.unshared.filter((counts) => second - counts.second <= 1);
    this.unshared = [...recent, { second, calls: 1, failures: failed ? 1 : 0 }];
  }

  /** What is to be shared, and shared no second time. */
  take(): Counts {
    const counts = this.unshared.reduce(sum, NONE);
    this.unshared = [];
    return counts;
  }
}
