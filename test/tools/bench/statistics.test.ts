import { changeInPercent, median, percentile, percentilesOf } from '../../../tools/bench/statistics';

describe('percentiles', () => {
  it('are the nearest rank: a value that was measured', () => {
    const ascending = Array.from({ length: 100 }, (_, index) => index + 1);

    expect([0.5, 0.95, 0.99, 1].map((share) => percentile(ascending, share))).toEqual([50, 95, 99, 100]);
  });

  it('do not depend on the order', () => {
    expect(percentilesOf([30, 10, 20])).toEqual({ p50: 20, p95: 30, p99: 30 });
  });

  it('of one value are that value, of none 0', () => {
    expect(percentilesOf([7])).toEqual({ p50: 7, p95: 7, p99: 7 });
    expect(percentilesOf([])).toEqual({ p50: 0, p95: 0, p99: 0 });
  });

  it('leave the values as they are', () => {
    const values = [2, 1];

    expect(median(values)).toBe(1);
    expect(values).toEqual([2, 1]);
  });
});

it.each([
  [100, 110, 10],
  [200, 100, -50],
  [5, 5, 0],
  [0, 5, null],
])('the change from %d to %d is %p percent', (before, after, change) => {
  expect(changeInPercent(before, after)).toBe(change);
});
