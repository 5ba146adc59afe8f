import { arrivals } from '../../../tools/drill/arrivals';
import { seededRandom } from '../../../tools/replaying/random';

it('gives each order a moment of its own share of the time', () => {
  const times = arrivals(10, 1_000, seededRandom(1));

  expect(times).toHaveLength(10);
  times.forEach((time, index) => {
    expect(time).toBeGreaterThanOrEqual(index * 100);
    expect(time).toBeLessThan((index + 1) * 100);
  });
  expect(new Set(times.map((time) => Math.round(time % 100))).size).toBeGreaterThan(5);
});

it('is the same for one seed and another for another', () => {
  const times = (seed: number) => arrivals(5, 2_000, seededRandom(seed));

  expect(times(7)).toEqual(times(7));
  expect(times(7)).not.toEqual(times(8));
});

it('sends nothing in less than one share', () => {
  expect(arrivals(1, 999, () => 0)).toEqual([]);
});
