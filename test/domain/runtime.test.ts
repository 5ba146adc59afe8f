import { backOff, mapBounded, type Random } from '../../lambdas/domain/runtime';

const always = (value: number): Random => ({ next: () => value, id: () => 'id' });

describe('back-off with full jitter', () => {
  test.each([
    [0, 0, 0],
    [0, 0.5, 50],
    [3, 0.5, 400],
    [40, 0.999, 999],
  ])('after %i tries and a draw of %f waits %i ms of 100, capped at 1,000', (tries, draw, wait) => {
    expect(backOff(tries, 100, 1_000, always(draw))).toBe(wait);
  });
});

describe('bounded work', () => {
  it('keeps the order of the items and the bound', async () => {
    let now = 0;
    let most = 0;
    const doubled = await mapBounded([1, 2, 3, 4, 5], 2, async (item) => {
      most = Math.max(most, ++now);
      await Promise.resolve();
      now -= 1;
      return item * 2;
    });
    expect(doubled).toEqual([2, 4, 6, 8, 10]);
    expect(most).toBe(2);
  });

  it('does nothing with nothing', async () => {
    expect(await mapBounded([], 4, () => Promise.reject(new Error('never')))).toEqual([]);
  });
});
