import { SeededRandom } from '../../../lambdas/adapters/memory/seeded-random';
import { systemRandom } from '../../../lambdas/adapters/system/random';

test.each([
  ['the system', systemRandom],
  ['a seed', new SeededRandom(7)],
])('randomness of %s: ids of 16 characters, numbers from 0 to below 1', (_, random) => {
  const ids = Array.from({ length: 1_000 }, () => random.id());

  expect(new Set(ids).size).toBe(1_000);
  expect(ids.every((id) => /^[0-9a-z]{16}$/.test(id))).toBe(true);
  const numbers = ids.map(() => random.next());
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
});

test('a seed repeats itself', () => {
  expect(new SeededRandom(7).id()).toBe(new SeededRandom(7).id());
  expect(new SeededRandom(7).id()).not.toBe(new SeededRandom(8).id());
});
