import { DAY_MS, type DayCounts, dayOf, type MeasuredObjective, WINDOW_DAYS, windowStart } from './counts';

/** An error budget: what an objective allows to go wrong over the window, and what has gone wrong. */
export interface Budget {
  readonly name: string;
  /** Percent that has to be good. */
  readonly target: number;
  readonly bad: number;
  readonly total: number;
  /** As many may be bad, see {@link allowedBad}. */
  readonly allowed: number;
  /** Percent of the budget; 100 when nothing was bad, negative when more was bad than is allowed. */
  readonly left: number;
  /** Nothing is left. */
  readonly spent: boolean;
  /**
   * When it will be spent if things go on as yesterday and today; null when it is spent, or will not be. In milliseconds
   * since the epoch, exact to the hour.
   */
  readonly spentAt: number | null;
  /** The midnight after which something is left again if nothing more is bad; null when it is not spent. */
  readonly recoversAt: number | null;
  readonly days: readonly DayCounts[];
}

interface Sums {
  readonly bad: number;
  readonly total: number;
}

/**
 * The smallest budget, in requests. The hundredth or thousandth part of few requests is less than one of them: without
 * this, three cold starts among the ten requests of a quiet night would spend a month. From 1,000 requests on at 99 %,
 * and from 10,000 on at 99.9 %, the objective alone decides.
 */
const SMALLEST_ALLOWED = 10;

/** Percents are kept to a millionth: what is smaller comes from 100 - 99.9 not being 0.1 in binary. */
const PRECISION = 1e6;

const HOUR_MS = 3_600_000;

const rounded = (value: number): number => Math.round(value * PRECISION) / PRECISION;

/**
 * How many may be bad: (100 - target) % of the total, at least ten ("Implementing SLOs", Error budgets, The Site
 * Reliability Workbook, chapter 2).
 */
export const allowedBad = (target: number, total: number): number =>
  Math.max(SMALLEST_ALLOWED, rounded((total * (100 - target)) / 100));

/** Percent of the budget that is left. */
export function leftOf(target: number, { bad, total }: Sums): number {
  const allowed = allowedBad(target, total);
  return rounded(((allowed - bad) / allowed) * 100);
}

/** The budget of an objective over the window that ends at `now`. */
export function budgetOf({ name, target, days }: MeasuredObjective, now: number): Budget {
  const sums = sumOf(days);
  const left = leftOf(target, sums);
  const spent = left <= 0;
  return {
    name,
    target,
    ...sums,
    allowed: allowedBad(target, sums.total),
    left,
    spent,
    spentAt: spent ? null : spentAtRate(target, days, now),
    recoversAt: spent ? recoversAt(target, days, now) : null,
    days,
  };
}

function sumOf(days: readonly DayCounts[]): Sums {
  return days.reduce((sum, { bad, total }) => ({ bad: sum.bad + bad, total: sum.total + total }), {
    bad: 0,
    total: 0,
  });
}

/** Counts an hour of yesterday and today: long enough for a night and a day, short enough to be the present. */
function presentRate(days: readonly DayCounts[], now: number): Sums {
  const from = dayOf(now) - DAY_MS;
  const { bad, total } = sumOf(days.filter(({ day }) => day >= from));
  const hours = (now - from) / HOUR_MS;
  return { bad: bad / hours, total: total / hours };
}

/**
 * Goes on hour by hour at the present rate while old days leave the window. After one window everything in it is of that
 * rate: what is not spent by then never is.
 */
function spentAtRate(target: number, days: readonly DayCounts[], now: number): number | null {
  const rate = presentRate(days, now);
  if (rate.bad === 0) return null;
  for (let hours = 1; hours <= WINDOW_DAYS * 24; hours++) {
    const time = now + hours * HOUR_MS;
    const kept = sumOf(days.filter(({ day }) => day >= windowStart(time)));
    const sums = { bad: kept.bad + rate.bad * hours, total: kept.total + rate.total * hours };
    if (leftOf(target, sums) <= 0) return time;
  }
  return null;
}

/** The first midnight after which so much has left the window that the rest is less than the budget. */
function recoversAt(target: number, days: readonly DayCounts[], now: number): number {
  const rate = presentRate(days, now);
  const midnights = Array.from({ length: WINDOW_DAYS }, (_, n) => dayOf(now) + (n + 1) * DAY_MS);
  const recovered = midnights.find((midnight) => {
    const { bad, total } = sumOf(days.filter(({ day }) => day >= windowStart(midnight)));
    return leftOf(target, { bad, total: total + rate.total * ((midnight - now) / HOUR_MS) }) > 0;
  });
  return recovered ?? dayOf(now) + WINDOW_DAYS * DAY_MS;
}
