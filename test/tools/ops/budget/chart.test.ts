import * as fc from 'fast-check';
import { DAY_MS, WINDOW_DAYS } from '../../../../lambdas/domain/budget/counts';
import { bar, daysOfBad } from '../../../../tools/ops/budget/chart';
import { outlook, percent, spentText } from '../../../../tools/ops/budget/wording';
import { budgetWith } from './fake-budgets';

const FROM = Date.UTC(2026, 0, 1);

it('a bar is full when nothing was bad, empty when nothing is left, and in between otherwise', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e8 }), (millionths) => {
      const left = millionths / 1e6;
      const text = bar({ left });
      expect(text).toMatch(/^█*░*$/);
      expect(text).toHaveLength(20);
      expect(text === '█'.repeat(20)).toBe(left === 100);
      expect(text === '░'.repeat(20)).toBe(left <= 0);
    }),
  );
});

it('a chart has a column for each day, the worst at full height', () => {
  const days = [
    { day: FROM, bad: 0, total: 10 },
    { day: FROM + DAY_MS, bad: 7, total: 10 },
    { day: FROM + 3 * DAY_MS, bad: 1, total: 10 },
    { day: FROM + 4 * DAY_MS, bad: 0, total: 0 },
  ];
  expect(daysOfBad({ days }, FROM)).toBe(`▁█·▂·${'·'.repeat(WINDOW_DAYS - 5)}`);
});

it.each([
  [100, '100 %'],
  [99.99, '99 %'],
  [0.2, '1 %'],
  [0, '0 %'],
  [-0.4, '0 %'],
  [-50.5, '-50 %'],
  [-12_345, '< -10,000 %'],
])('%d %% left reads as %s', (left, text) => {
  expect(percent(left).replace('-0', '0')).toBe(text);
});

it('tells what becomes of a budget', () => {
  const burning = { ...budgetWith(1, 100), spentAt: Date.UTC(2026, 0, 3, 23, 48) };
  expect([budgetWith(0, 0), budgetWith(0, 100), burning, budgetWith(10, 100)].map(outlook)).toEqual([
    'no traffic',
    'lasts',
    'spent on 2026-01-03 23:48',
    'spent; something is left from 2026-01-29 if no more is bad',
  ]);
});

it('tells which budget is spent, by its figures', () => {
  expect(spentText(budgetWith(15, 10_000))).toBe(
    'checkout-availability: 15 of 10,000 were bad, 10 may be at 99.9 % (-50 % left); something is left again from 2026-01-29 if no more is bad',
  );
});
