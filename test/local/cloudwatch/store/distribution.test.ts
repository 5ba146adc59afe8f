import fc from 'fast-check';
import { coarsened, type Distribution } from '../../../../local/cloudwatch/store/distribution';

const totals = (distribution: Distribution) => {
  let [count, sum] = [0, 0];
  for (const [value, times] of distribution) [count, sum] = [count + times, sum + value * times];
  return { count, sum };
};

test('few values stay as they are', () => {
  const few: Distribution = new Map([
    [1, 2],
    [5, 1],
  ]);
  expect(coarsened(few, 16)).toEqual(few);
});

test('groups are few enough, and keep count and sum', () => {
  const value = fc.double({ min: -1e6, max: 1e9, noNaN: true });
  const many = fc.array(fc.tuple(value, fc.integer({ min: 1, max: 9 })), { maxLength: 400 });
  fc.assert(
    fc.property(many, (pairs) => {
      const before: Distribution = new Map(pairs);
      const after = coarsened(before, 16);
      expect(after.size).toBeLessThanOrEqual(16);
      expect(totals(after).count).toBe(totals(before).count);
      expect(totals(after).sum).toBeCloseTo(totals(before).sum, 1);
    }),
  );
});

test('values of one group differ by 2 % at most where 64 groups are enough', () => {
  const latencies: Distribution = new Map();
  for (let value = 100; value < 300; value += 0.5) latencies.set(value, 1);
  const after = coarsened(latencies, 64);
  for (const value of latencies.keys())
    expect([...after.keys()].some((mean) => Math.abs(mean - value) <= 0.02 * value)).toBe(true);
});
