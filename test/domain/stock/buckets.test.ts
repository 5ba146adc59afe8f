import fc from 'fast-check';
import {
  bucketsOf,
  firstBucket,
  isPreferred,
  planTake,
  receiptPlan,
} from '../../../lambdas/domain/stock/buckets';
import { SETTINGS, WEST } from '../shop';

const west = { ...SETTINGS, region: WEST };
const holding = (...available: number[]) => available.map((units, bucket) => ({ bucket, available: units }));
const sum = (parts: readonly { quantity: number }[]) =>
  parts.reduce((total, { quantity }) => total + quantity, 0);
const skus = fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/);

describe('buckets', () => {
  it('are numbered from 0', () => {
    expect(bucketsOf('A', SETTINGS).map(({ bucket }) => bucket)).toEqual([0, 1, 2, 3]);
  });

  it('are preferred by one Region each', () => {
    const of = (settings: typeof SETTINGS) => [0, 1, 2, 3].filter((bucket) => isPreferred(bucket, settings));
    expect([of(SETTINGS), of(west)]).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  it('are tried first where the Region prefers them', () => {
    fc.assert(fc.property(skus, (sku) => isPreferred(firstBucket(sku, west), west)));
  });

  it('are all tried first by some SKUs, so that none is crowded', () => {
    const tried = Array.from({ length: 400 }, (_, n) => firstBucket(`SKU-${n}`, west));
    const shares = [1, 3].map((bucket) => tried.filter((one) => one === bucket).length);
    expect(Math.min(...shares)).toBeGreaterThan(150);
  });

  it('fall back to the first one where no bucket is preferred', () => {
    expect(firstBucket('A', { ...west, stockBuckets: 1 })).toBe(0);
  });
});

describe('a receipt is spread', () => {
  test.each([
    [1, 1],
    [499, 1],
    [500, 2],
    [10_000, 4],
  ])('%i units over %i buckets', (quantity, parts) => {
    const plan = receiptPlan('A', quantity, SETTINGS);
    expect(new Set(plan.map(({ bucket }) => bucket)).size).toBe(parts);
    expect(sum(plan)).toBe(quantity);
  });

  it('from the bucket of small receipts on', () => {
    const [small] = receiptPlan('A', 1, SETTINGS).map(({ bucket }) => bucket);
    const buckets = receiptPlan('A', 1_000, SETTINGS).map(({ bucket }) => bucket);
    expect(buckets).toEqual([0, 1, 2, 3].map((n) => ((small ?? 0) + n) % 4));
  });

  // Test vectors of FNV-1a, 32 bits (Noll, "FNV hash"): SKUs keep their buckets from release to release.
  it.each([
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('from the hash of %s on', (sku, hash) => {
    expect(receiptPlan(sku, 1, { ...SETTINGS, stockBuckets: 2 ** 32 })).toEqual([
      { bucket: hash, quantity: 1 },
    ]);
  });

  it('as evenly as it can be', () => {
    const quantities = receiptPlan('A', 1_003, SETTINGS).map(({ quantity }) => quantity);
    expect(quantities).toEqual([251, 251, 251, 250]);
  });
});

describe('a plan to take units', () => {
  it('takes the whole from a preferred bucket, the fullest first', () => {
    expect(planTake(holding(5, 9, 7, 9), 3, SETTINGS)).toEqual([{ bucket: 2, quantity: 3 }]);
  });

  it('takes the whole from another bucket before it scatters', () => {
    expect(planTake(holding(2, 3, 2, 0), 3, SETTINGS)).toEqual([{ bucket: 1, quantity: 3 }]);
  });

  it('scatters in the order of the numbers, whatever the order in which they were read', () => {
    const plan = planTake(holding(1, 0, 2, 2).reverse(), 4, SETTINGS);
    expect(plan).toEqual(
      [0, 2, 3].map((bucket) => ({ bucket, quantity: bucket === 0 || bucket === 3 ? 1 : 2 })),
    );
  });

  it('is made exactly when there is enough, and takes no more than there is', () => {
    const stock = fc.array(fc.nat(6), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(stock, fc.integer({ min: 1, max: 20 }), (available, missing) => {
        const plan = planTake(holding(...available), missing, SETTINGS);
        const enough = available.reduce((total, units) => total + units, 0) >= missing;
        if (!plan) return !enough;
        const fits = plan.every(
          ({ bucket, quantity }) => quantity > 0 && quantity <= (available[bucket] ?? 0),
        );
        return enough && fits && sum(plan) === missing;
      }),
    );
  });
});
