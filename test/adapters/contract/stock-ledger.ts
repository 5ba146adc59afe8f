import { mapBounded } from '../../../lambdas/domain/runtime';
import { type Bucket, type StockLedger } from '../../../lambdas/domain/stock/ledger';
import { NOW, openBucket, OWNER, reservation, SKU } from './samples';
import { type MakeStores } from './stores';

const bucketOf = async (stock: StockLedger, bucket = 0): Promise<Bucket | undefined> =>
  (await stock.read([{ sku: SKU, bucket }]))[0];

/** What every `StockLedger` must do. */
export function stockLedgerContract(make: MakeStores): void {
  let stock: StockLedger;
  beforeEach(async () => ({ stock } = await make()));

  describe('reserve', () => {
    test('takes units and leaves an entry that says who has them', async () => {
      await openBucket(stock, 5);

      const result = await stock.reserve(reservation('op1', 5));

      expect(result).toEqual({ kind: 'reserved', resent: false, journalLength: 1, left: 0 });
      expect(await bucketOf(stock)).toEqual({
        sku: SKU,
        bucket: 0,
        available: 0,
        received: 5,
        withdrawn: 0,
        guard: 1,
        journal: { op1: { owner: OWNER, quantity: 5, at: NOW } },
      });
    });

    test('takes nothing when less is there, and shows what is', async () => {
      await openBucket(stock, 5);
      await stock.reserve(reservation('op1', 3));

      const result = await stock.reserve(reservation('op2', 3));

      expect(result).toEqual({ kind: 'insufficient', bucket: await bucketOf(stock) });
      expect(await bucketOf(stock)).toMatchObject({ available: 2, journal: { op1: { quantity: 3 } } });
    });

    test('finds no bucket where none was opened', async () => {
      expect(await stock.reserve(reservation('op1', 1))).toEqual({ kind: 'insufficient', bucket: undefined });
    });

    test.each([2, 5])('takes %d of 5 once when the same op id comes twice', async (quantity) => {
      await openBucket(stock, 5);
      await stock.reserve(reservation('op1', quantity));

      const again = await stock.reserve(reservation('op1', quantity));

      expect(again).toMatchObject({ kind: 'reserved', journalLength: 1 });
      expect(await bucketOf(stock)).toMatchObject({ available: 5 - quantity });
    });

    test('never goes below zero under concurrency', async () => {
      await openBucket(stock, 20);

      const ops = Array.from({ length: 50 }, (_, index) => reservation(`op${index}`, 1));
      const results = await Promise.all(ops.map((op) => stock.reserve(op)));

      expect(results.filter(({ kind }) => kind === 'reserved')).toHaveLength(20);
      const bucket = await bucketOf(stock);
      expect(bucket).toMatchObject({ available: 0 });
      expect(Object.keys(bucket?.journal ?? {})).toHaveLength(20);
    });
  });

  describe('read', () => {
    test('returns the buckets that exist, whatever is asked twice', async () => {
      await openBucket(stock, 5, 0);
      await openBucket(stock, 7, 2);

      const ids = [0, 1, 2, 2].map((bucket) => ({ sku: SKU, bucket }));
      const buckets = await stock.read(ids);

      expect(new Set(buckets.map(({ available }) => available))).toEqual(new Set([5, 7]));
      expect(await stock.read([])).toEqual([]);
    });

    test('reads more buckets than one call of the store takes', async () => {
      const skus = Array.from({ length: 130 }, (_, index) => `S${index}`);
      await Promise.all(skus.map((sku) => openBucket(stock, 1, 0, sku)));

      const buckets = await stock.read(skus.map((sku) => ({ sku, bucket: 0 })));

      expect(new Set(buckets.map(({ sku }) => sku))).toEqual(new Set(skus));
    });
  });

  describe('resolve', () => {
    const nothing = { sku: SKU, bucket: 0, undo: [], drop: [], withdraw: [] };

    test('undoes, drops and withdraws in one write', async () => {
      await openBucket(stock, 10);
      for (const op of [1, 2, 3]) await stock.reserve(reservation(`op${op}`, op));

      const result = await stock.resolve({
        ...nothing,
        undo: [{ opId: 'op1', quantity: 1 }],
        drop: ['op2'],
        withdraw: [{ opId: 'op3', quantity: 3 }],
      });

      expect(result).toBe('done');
      expect(await bucketOf(stock)).toMatchObject({ available: 5, received: 10, withdrawn: 3, journal: {} });
    });

    test('writes nothing when one of the entries is gone', async () => {
      await openBucket(stock, 10);
      await stock.reserve(reservation('op1', 4));
      const before = await bucketOf(stock);

      const undo = [
        { opId: 'op1', quantity: 4 },
        { opId: 'gone', quantity: 1 },
      ];

      expect(await stock.resolve({ ...nothing, undo })).toBe('changed');
      expect(await bucketOf(stock)).toEqual(before);
    });

    test('undoes once', async () => {
      await openBucket(stock, 10);
      await stock.reserve(reservation('op1', 4));
      const undo = [{ opId: 'op1', quantity: 4 }];

      expect(await stock.resolve({ ...nothing, undo })).toBe('done');
      expect(await stock.resolve({ ...nothing, undo })).toBe('changed');
      expect(await bucketOf(stock)).toMatchObject({ available: 10 });
    });

    test('resolves nothing where no bucket is', async () => {
      expect(await stock.resolve({ ...nothing, drop: ['op1'] })).toBe('changed');
    });

    test('resolves 250 entries', async () => {
      await openBucket(stock, 250);
      const opIds = Array.from({ length: 250 }, (_, index) => `operation-${index}`);
      await mapBounded(opIds, 16, (opId) => stock.reserve(reservation(opId, 1)));

      const undo = opIds.map((opId) => ({ opId, quantity: 1 }));

      expect(await stock.resolve({ ...nothing, undo })).toBe('done');
      expect(await bucketOf(stock)).toMatchObject({ available: 250, journal: {} });
    });
  });

  describe('giveBack', () => {
    const request = {
      sku: SKU,
      bucket: 0,
      guard: 1,
      entryId: 'return:ord_1',
      owner: OWNER,
      quantity: 4,
      remove: ['op1', 'gone-already'],
      at: NOW,
    };

    beforeEach(async () => {
      await openBucket(stock, 10);
      await stock.reserve(reservation('op1', 4));
    });

    test('adds the units, raises the guard, swaps the entries', async () => {
      expect(await stock.giveBack(request)).toBe('done');
      expect(await bucketOf(stock)).toMatchObject({ available: 10, received: 10, guard: 2 });
      expect((await bucketOf(stock))?.journal).toEqual({
        'return:ord_1': { owner: OWNER, quantity: 4, at: NOW },
      });
    });

    test('does nothing under an old guard', async () => {
      const before = await bucketOf(stock);

      expect(await stock.giveBack({ ...request, guard: 0 })).toBe('changed');
      expect(await bucketOf(stock)).toEqual(before);
    });

    test('does nothing when its entry is there already', async () => {
      await stock.giveBack(request);

      expect(await stock.giveBack({ ...request, guard: 2 })).toBe('changed');
      expect(await bucketOf(stock)).toMatchObject({ available: 10, guard: 2 });
    });

    test('needs no entry to remove', async () => {
      expect(await stock.giveBack({ ...request, remove: [] })).toBe('done');
      expect(Object.keys((await bucketOf(stock))?.journal ?? {}).sort()).toEqual(['op1', 'return:ord_1']);
    });
  });

  describe('receive', () => {
    const request = {
      sku: SKU,
      bucket: 0,
      entryId: 'receipt:r9',
      owner: 'RECEIPT#TEA-001#r9',
      quantity: 8,
      at: NOW,
    };

    test('opens a bucket, with the entry that proves it', async () => {
      expect(await stock.receive({ ...request, guard: undefined })).toBe('done');
      expect(await bucketOf(stock)).toEqual({
        sku: SKU,
        bucket: 0,
        available: 8,
        received: 8,
        withdrawn: 0,
        guard: 1,
        journal: { 'receipt:r9': { owner: 'RECEIPT#TEA-001#r9', quantity: 8, at: NOW } },
      });
    });

    test('opens it once', async () => {
      await openBucket(stock, 5);

      expect(await stock.receive({ ...request, guard: undefined })).toBe('changed');
      expect(await bucketOf(stock)).toMatchObject({ available: 5, received: 5 });
    });

    test('adds to a bucket under its guard, once', async () => {
      await openBucket(stock, 5);

      expect(await stock.receive({ ...request, guard: 0 })).toBe('changed');
      expect(await stock.receive({ ...request, guard: 1 })).toBe('done');
      expect(await stock.receive({ ...request, guard: 2 })).toBe('changed');
      expect(await bucketOf(stock)).toMatchObject({ available: 13, received: 13, guard: 2 });
    });

    test('does not add to a bucket that is not there', async () => {
      expect(await stock.receive({ ...request, guard: 1 })).toBe('changed');
      expect(await bucketOf(stock)).toBeUndefined();
    });
  });

  describe('page', () => {
    async function allPages(limit: number): Promise<string[]> {
      const keys: string[] = [];
      let cursor: string | undefined;
      do {
        const page: { buckets: Bucket[]; cursor?: string } = await stock.page(cursor, limit);
        expect(page.buckets.length).toBeLessThanOrEqual(limit);
        keys.push(...page.buckets.map(({ sku, bucket }) => `${sku}/${bucket}`));
        cursor = page.cursor;
      } while (cursor !== undefined);
      return keys;
    }

    test('lists every bucket once, in the same order each time', async () => {
      const skus = Array.from({ length: 23 }, (_, index) => `SKU.${index}`);
      await Promise.all(skus.flatMap((sku) => [openBucket(stock, 1, 0, sku), openBucket(stock, 1, 1, sku)]));

      const keys = await allPages(7);

      expect([...keys].sort()).toEqual(skus.flatMap((sku) => [`${sku}/0`, `${sku}/1`]).sort());
      expect(await allPages(5)).toEqual(keys);
    });

    test('starts over from a cursor that it does not know', async () => {
      await openBucket(stock, 3);

      expect((await stock.page('nonsense', 10)).buckets).toMatchObject([{ sku: SKU, available: 3 }]);
    });

    test('has no buckets in an empty ledger', async () => {
      expect(await stock.page(undefined, 10)).toEqual({ buckets: [] });
    });
  });
}
