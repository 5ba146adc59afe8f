/** A window over which a burn rate is looked at. */
export interface BurnWindow {
  /** End of the alarm's name: `checkout-availability-burn-5m`. */
  readonly suffix: string;
  readonly seconds: number;
  /** How many times faster than its budget allows the objective is used up. */
  readonly rate: number;
}

/** A short and a long window that must both burn: the long one says that it matters, the short one that it goes on. */
export interface BurnPair {
  readonly short: BurnWindow;
  readonly long: BurnWindow;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const window = (suffix: string, seconds: number, rate: number): BurnWindow => ({ suffix, seconds, rate });

/**
 * Windows and rates for a budget of 30 days, from the Google SRE Workbook, chapter 5 "Alerting on SLOs", table 5-8: 14.4
 * spends 2 % of the budget in an hour, 6 spends 5 % in six hours, 1 spends 10 % in three days. The pair of 2 hours and a
 * day at 3, which spends 10 % in a day, is not in that table; it is SoundCloud's ("Alerting on SLOs like Pros") and Sloth's.
 */
export const FAST_BURN: readonly BurnPair[] = [
  { short: window('5m', 5 * MINUTE, 14.4), long: window('1h', HOUR, 14.4) },
  { short: window('30m', 30 * MINUTE, 6), long: window('6h', 6 * HOUR, 6) },
];

export const SLOW_BURN: readonly BurnPair[] = [
  { short: window('2h', 2 * HOUR, 3), long: window('1d', DAY, 3) },
  { short: window('6h-slow', 6 * HOUR, 1), long: window('3d', 3 * DAY, 1) },
];

/** All windows, the fast ones first. */
export const BURN_WINDOWS: readonly BurnWindow[] = [...FAST_BURN, ...SLOW_BURN].flatMap(({ short, long }) => [
  short,
  long,
]);

/**
 * Bad events that a window needs at least, whatever their share: in a quiet hour one failed request of ten would be a
 * burn rate of 100. Counted in bad events rather than in all, so that a small shop whose every order fails is heard.
 */
export const FEWEST_BAD_EVENTS = 3;

/** A target below 93 % would have to lose more than all events to burn at 14.4: losing nearly all of them is enough. */
const NEARLY_ALL = 0.99;

/** Share of bad events, 0 to 1, above which a window burns at its rate. */
export function burnThreshold(target: number, { rate }: BurnWindow): number {
  const budget = (100 - target) / 100;
  return Math.min(Math.round(rate * budget * 1e6) / 1e6, NEARLY_ALL);
}

/** Percent of a budget of `windowDays` that is spent when a window burns at its rate from end to end. */
export const budgetSpent = ({ seconds, rate }: BurnWindow, windowDays: number): number =>
  (100 * rate * seconds) / (windowDays * DAY);
