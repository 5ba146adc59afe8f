import * as fc from 'fast-check';
import { allowedBad, type Budget, budgetOf, leftOf } from '../../../lambdas/domain/budget/budget';
import {
  DAY_MS,
  type DayCounts,
  dayOf,
  WINDOW_DAYS,
  windowStart,
} from '../../../lambdas/domain/budget/counts';

/** Half past ten in the morning, UTC. */
const NOW = Date.UTC(2026, 10, 21, 10, 30);
const TODAY = dayOf(NOW);
const HOUR_MS = 3_600_000;

const daysAgo = (ago: number, bad: number, total: number): DayCounts => ({
  day: TODAY - ago * DAY_MS,
  bad,
  total,
});
const budget = (target: number, ...days: DayCounts[]): Budget =>
  budgetOf({ name: 'checkout-availability', target, days }, NOW);

const targets = fc.integer({ min: 9_000, max: 9_999 }).map((target) => target / 100);
const counts = fc
  .tuple(fc.nat(1_000_000), fc.nat(1_000_000))
  .map(([bad, good]) => ({ bad, total: bad + good }));
const someDays = fc.array(fc.tuple(fc.nat(WINDOW_DAYS - 1), counts), { maxLength: 40 }).map((list) => {
  const byDay = new Map(list.map(([ago, { bad, total }]) => [ago, daysAgo(ago, bad, total)]));
  return [...byDay.values()].sort((one, other) => one.day - other.day);
});

describe('what a budget allows', () => {
  it.each([
    [99.9, 1_000_000, 1_000],
    [99.9, 12_345, 12.345],
    [99, 1_001, 10.01],
    [99, 999, 10],
    [99.5, 10_000, 50],
    [99.9, 10, 10],
    [99.9, 0, 10],
  ])('at %d %% of %d requests: %d', (target, total, allowed) => {
    expect(allowedBad(target, total)).toBe(allowed);
  });

  it.each([
    [0, 0, 100],
    [0, 1_000_000, 100],
    [250, 1_000_000, 75],
    [1_000, 1_000_000, 0],
    [1_500, 1_000_000, -50],
    [1, 10, 90],
    [10, 10, 0],
    // Two metrics may miss each other by a minute: what is bad counts, whatever the total says.
    [15, 0, -50],
  ])('%d bad of %d leave %d %% of a budget of 0.1 %%', (bad, total, left) => {
    expect(leftOf(99.9, { bad, total })).toBe(left);
  });

  it('is 100 % left exactly when nothing was bad, and never more', () => {
    fc.assert(
      fc.property(targets, counts, (target, { bad, total }) => {
        const left = leftOf(target, { bad, total });
        expect(left).toBeLessThanOrEqual(100);
        expect(left === 100).toBe(bad === 0);
      }),
    );
  });

  it('never grows by a bad request, and never shrinks by a good one', () => {
    fc.assert(
      fc.property(targets, counts, fc.integer({ min: 1, max: 1_000 }), (target, { bad, total }, more) => {
        const left = leftOf(target, { bad, total });
        expect(leftOf(target, { bad: bad + more, total: total + more })).toBeLessThanOrEqual(left);
        expect(leftOf(target, { bad, total: total + more })).toBeGreaterThanOrEqual(left);
      }),
    );
  });

  it('is spent exactly when the objective is missed, whatever the rounding of binary fractions', () => {
    fc.assert(
      fc.property(fc.integer({ min: 9_000, max: 9_999 }), counts, (hundredths, { bad, total }) => {
        const allowed = Math.max(100_000, total * (10_000 - hundredths));
        const { spent } = budget(hundredths / 100, daysAgo(3, bad, total));
        expect(spent).toBe(bad * 10_000 >= allowed);
      }),
    );
  });
});

describe('what will become of it', () => {
  it('is never spent by what does not happen any more', () => {
    expect(budget(99.9, daysAgo(9, 500, 1_000_000)).spentAt).toBeNull();
  });

  it('is spent after as many hours as the rest of it lasts at the rate of yesterday and today', () => {
    // 345 bad within 34.5 h are 10 an hour; 1,000 of a million are allowed, and the total goes on growing a little.
    const { spentAt } = budget(99.9, daysAgo(20, 0, 1_000_000), daysAgo(1, 200, 200), daysAgo(0, 145, 145));
    expect(spentAt).toBe(NOW + 66 * HOUR_MS);
  });

  it('is not spent at a rate that the objective allows', () => {
    const days = Array.from({ length: WINDOW_DAYS }, (_, ago) => daysAgo(ago, ago === 0 ? 1 : 9, 10_000));
    expect(budget(99.9, ...days).spentAt).toBeNull();
  });

  it('is spent later when an old failure leaves the window meanwhile', () => {
    const [leaving, staying] = [budget(99.9, ...burning(29)), budget(99.9, ...burning(5))];
    expect([staying.spentAt, leaving.spentAt]).toEqual([NOW + 16 * HOUR_MS, NOW + 66 * HOUR_MS]);
  });

  it('recovers at the midnight after which the day that spent it is out of the window', () => {
    const { spent, spentAt, recoversAt } = budget(99.9, daysAgo(10, 5_000, 10_000), daysAgo(0, 0, 10_000));
    expect([spent, spentAt, recoversAt]).toEqual([true, null, TODAY + 20 * DAY_MS]);
  });

  it('recovers sooner where traffic dilutes what failed', () => {
    // 11 of 10,000 where 10 are allowed: yesterday and today bring 290 requests an hour.
    const { recoversAt } = budget(99.9, daysAgo(20, 11, 0), daysAgo(0, 0, 10_000));
    expect(recoversAt).toBe(TODAY + DAY_MS);
  });

  it('is spent later on exactly if something is said of it, and recovers within the window', () => {
    fc.assert(
      fc.property(targets, someDays, (target, days) => {
        const { spent, spentAt, recoversAt } = budget(target, ...days);
        expect(recoversAt === null).toBe(!spent);
        if (spent) expect(spentAt).toBeNull();
        if (spentAt !== null) expect(spentAt - NOW).toBeLessThanOrEqual(WINDOW_DAYS * DAY_MS);
        if (recoversAt !== null) {
          const kept = days.filter(({ day }) => day >= windowStart(recoversAt));
          expect(kept.length).toBeLessThanOrEqual(days.length);
          expect(recoversAt).toBeGreaterThan(NOW);
          expect(recoversAt).toBeLessThanOrEqual(TODAY + WINDOW_DAYS * DAY_MS);
        }
      }),
    );
  });
});

/** 500 bad some days ago, and 10 an hour since yesterday. */
function burning(ago: number): DayCounts[] {
  return [daysAgo(ago, 500, 500), daysAgo(3, 0, 1_000_000), daysAgo(1, 200, 200), daysAgo(0, 145, 145)];
}
