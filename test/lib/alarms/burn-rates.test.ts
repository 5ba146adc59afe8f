import {
  BURN_WINDOWS,
  type BurnWindow,
  budgetSpent,
  burnThreshold,
  FAST_BURN,
  SLOW_BURN,
} from '../../../lib/alarms/burn-rates';
import { WINDOW_DAYS } from '../../../lib/objectives/objectives';

function windowOf(suffix: string): BurnWindow {
  const found = BURN_WINDOWS.find((window) => window.suffix === suffix);
  if (found === undefined) throw new Error(`no window ${suffix}`);
  return found;
}

/** Worked examples of the Google SRE Workbook, chapter 5, for 99.9 % over 30 days; that of a day is Sloth's. */
test.each([
  ['1h', 14.4, 2, 0.0144],
  ['6h', 6, 5, 0.006],
  ['1d', 3, 10, 0.003],
  ['3d', 1, 10, 0.001],
])(
  '%s at a burn rate of %d spends %d %% of the budget; 99.9 %% rings above a share of %d',
  (suffix, rate, spent, share) => {
    const window = windowOf(suffix);
    expect(window.rate).toBe(rate);
    expect(budgetSpent(window, WINDOW_DAYS)).toBeCloseTo(spent, 10);
    expect(burnThreshold(99.9, window)).toBe(share);
  },
);

test.each([...FAST_BURN, ...SLOW_BURN])(
  'the short window is a twelfth of the long one, at the same rate: %j',
  ({ short, long }) => {
    expect(long.seconds / short.seconds).toBe(12);
    expect(short.rate).toBe(long.rate);
  },
);

test.each([
  [99, '5m', 0.144],
  [99.5, '30m', 0.03],
  [99.5, '3d', 0.005],
  [99.99, '3d', 0.0001],
])('a target of %d %% rings in %s above a share of %d', (target, suffix, share) => {
  expect(burnThreshold(target, windowOf(suffix))).toBe(share);
});

test('the lowest target that can be configured still rings when everything fails', () => {
  expect(burnThreshold(90, windowOf('5m'))).toBe(0.99);
});
