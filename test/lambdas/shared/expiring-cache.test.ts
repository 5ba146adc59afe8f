import { ManualClock } from '../../../lambdas/adapters/memory/manual-clock';
import { ExpiringCache } from '../../../lambdas/shared/expiring-cache';

it('forgets after its time', () => {
  const clock = new ManualClock();
  const cache = new ExpiringCache<string>({ capacity: 2, ttlMs: 1000 }, clock);
  cache.set('a', 'A');
  clock.advance(999);
  expect(cache.get('a')).toBe('A');
  clock.advance(1);
  expect(cache.get('a')).toBeUndefined();
  expect(cache.size).toBe(0);
});

it('lets go of what was used least recently', () => {
  const cache = new ExpiringCache<string>({ capacity: 2, ttlMs: 1000 }, new ManualClock());
  cache.set('a', 'A');
  cache.set('b', 'B');
  cache.get('a');
  cache.set('c', 'C');
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['A', undefined, 'C']);
});
