import { seededRandom } from '../../../tools/replaying/random';
import { percentile, Tally } from '../../../tools/replaying/tally';

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

  it.each([
    [0.5, 50],
    [0.95, 95],
    [0.99, 99],
    [1, 100],
  ])('takes the nearest rank for %s', (share, expected) => {
    expect(percentile(hundred, share)).toBe(expected);
  });

  it('is the only value of one, and 0 of none', () => {
    expect(percentile([7], 0.5)).toBe(7);
    expect(percentile([], 0.99)).toBe(0);
  });
});

describe('Tally', () => {
  it('adds up outcomes, reasons and attempts', () => {
    const tally = new Tally();
    tally.add({ outcome: { kind: 'out_of_stock' }, latencyMs: 30, retries: [] });
    tally.add({
      outcome: { kind: 'failed', reason: 'timed_out' },
      latencyMs: 10,
      retries: ['timed_out', 'throttled'],
    });
    tally.add({ outcome: { kind: 'failed', reason: 'timed_out' }, latencyMs: 20, retries: ['timed_out'] });

    expect(tally).toMatchObject({ sent: 3, outOfStock: 1, retriedOrders: 2 });
    expect(tally.failed).toEqual({ timed_out: 2 });
    expect(tally.retried).toEqual({ throttled: 1, timed_out: 2 });
    expect(tally.latencies).toEqual({ p50: 20, p95: 30, p99: 30, max: 30 });
  });
});

describe('seededRandom', () => {
  it('repeats itself for one seed and differs for another', () => {
    const numbers = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));

    expect(numbers(1)).toEqual(numbers(1));
    expect(numbers(1)).not.toEqual(numbers(2));
    expect(numbers(1).every((number) => number >= 0 && number < 1)).toBe(true);
  });
});
