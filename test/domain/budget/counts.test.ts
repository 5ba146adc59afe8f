import * as fc from 'fast-check';
import { budgetOf } from '../../../lambdas/domain/budget/budget';
import {
  addDays,
  DAY_MS,
  type DayCounts,
  dayOf,
  mergeRegions,
  type RegionCounts,
  WINDOW_DAYS,
  windowStart,
} from '../../../lambdas/domain/budget/counts';

const NOW = Date.UTC(2026, 10, 21, 10, 30);
const TODAY = dayOf(NOW);

const dayCounts = fc
  .tuple(fc.integer({ min: -5, max: 40 }), fc.nat(1_000), fc.nat(1_000))
  .map(([ago, bad, good]): DayCounts => ({ day: TODAY - ago * DAY_MS, bad, total: bad + good }));
const daysList = fc.array(dayCounts, { maxLength: 60 });
const regionCounts = (region: string, days: readonly DayCounts[], at = NOW, target = 99): RegionCounts => ({
  region,
  at,
  objectives: [{ name: 'browse-latency', target, days }],
});

it('a window is 30 days of UTC, today included', () => {
  expect(new Date(windowStart(NOW)).toISOString()).toBe('2026-10-23T00:00:00.000Z');
  expect(windowStart(TODAY)).toBe(windowStart(NOW));
  expect(windowStart(TODAY - 1)).toBe(windowStart(NOW) - DAY_MS);
});

it('adds days up in their order, and loses nothing', () => {
  fc.assert(
    fc.property(daysList, daysList, (one, other) => {
      const sums = addDays(one, other);
      const days = sums.map(({ day }) => day);
      expect(days).toEqual([...new Set(days)].sort((first, second) => first - second));
      const total = (list: readonly DayCounts[]) => list.reduce((sum, { total: n }) => sum + n, 0);
      expect(total(sums)).toBe(total(one) + total(other));
    }),
  );
});

it('the budget of two Regions is that of all their requests, whoever counted them', () => {
  fc.assert(
    fc.property(daysList, daysList, (east, west) => {
      const both = mergeRegions([regionCounts('us-east-1', east), regionCounts('us-west-2', west)], NOW);
      const one = mergeRegions([regionCounts('us-west-2', addDays(west, east))], NOW);
      expect(both).toEqual(one);
    }),
  );
});

it('only days of the window count, however old the counts of a Region are', () => {
  fc.assert(
    fc.property(daysList, (days) => {
      const [merged] = mergeRegions([regionCounts('us-east-1', days)], NOW);
      const outside = merged?.days.filter(({ day }) => day < TODAY - (WINDOW_DAYS - 1) * DAY_MS || day > NOW);
      expect(outside).toEqual([]);
      const inside = days.filter(({ day }) => day >= windowStart(NOW) && day <= NOW);
      expect(budgetOf(merged ?? fail(), NOW).total).toBe(inside.reduce((sum, { total }) => sum + total, 0));
    }),
  );
});

it('the newest counts say which objectives there are, and what they ask for', () => {
  const old = regionCounts('us-east-1', [{ day: TODAY, bad: 1, total: 10 }], NOW - DAY_MS, 95);
  const retired = { name: 'retired', target: 90, days: [{ day: TODAY, bad: 9, total: 9 }] };
  const merged = mergeRegions(
    [{ ...old, objectives: [retired, ...old.objectives] }, regionCounts('us-west-2', [], NOW, 99)],
    NOW,
  );
  expect(merged).toEqual([{ name: 'browse-latency', target: 99, days: [{ day: TODAY, bad: 1, total: 10 }] }]);
});

it('no Region has counted anything yet: there are no budgets', () => {
  expect(mergeRegions([], NOW)).toEqual([]);
});

function fail(): never {
  throw new Error('there is no such objective');
}
