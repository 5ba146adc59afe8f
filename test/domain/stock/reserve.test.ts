import { orderKey } from '../../../lambdas/domain/orders/order';
import { Attempt } from '../../../lambdas/domain/stock/attempt';
import { reserveAll } from '../../../lambdas/domain/stock/reserve';
import { Shop, WEST } from '../shop';

let shop: Shop;
beforeEach(() => {
  shop = new Shop().stock('A', 2, 3, 1, 0);
});

const reserve = (quantity: number, { id = 'm', sku = 'A', region = 'us-east-1' } = {}) =>
  reserveAll(shop.deps({ region }), new Attempt(id, orderKey('o')), [{ sku, quantity }]);

const sumOf = (result: Awaited<ReturnType<typeof reserve>>) =>
  result.kind === 'reserved' ? result.allocations.reduce((sum, { quantity }) => sum + quantity, 0) : 0;

/** Another attempt gives its entry back at the next pass of a point. */
const undoAt = (point: string, opId: string, bucket = 0) =>
  shop.at(point, async () => {
    const quantity = shop.bucket('A', bucket).journal[opId]?.quantity ?? 0;
    await shop.deps().stock.resolve({ sku: 'A', bucket, undo: [{ opId, quantity }], drop: [], withdraw: [] });
  });

describe('a line', () => {
  it('comes from several buckets when none has the whole', async () => {
    const result = await reserve(6);
    expect(result).toMatchObject({ kind: 'reserved' });
    expect([sumOf(result), shop.available('A')]).toEqual([6, 0]);
  });

  it('takes the last units from buckets that the Region does not prefer', async () => {
    shop.stock('B', 1, 0, 0, 0);
    expect(sumOf(await reserve(1, { sku: 'B', region: WEST }))).toBe(1);
  });

  it('asks for what is left when others took units in between', async () => {
    shop.at('stock.read:after', () => void shop.hold('A', 1, 'x.1', 3));
    expect(sumOf(await reserve(3))).toBe(3);
    expect(shop.available('A')).toBe(0);
  });

  it('uses an op id for one request only', async () => {
    const result = await reserve(6);
    const opIds = result.kind === 'reserved' ? result.allocations.map(({ opId }) => opId) : [];
    expect(new Set(opIds).size).toBe(opIds.length);
  });

  it('that cannot be had leaves nothing behind', async () => {
    expect(await reserve(7)).toEqual({
      kind: 'short',
      lines: [{ sku: 'A', requested: 7, available: 6 }],
      mayReturn: false,
    });
    expect([shop.available('A'), shop.entries]).toEqual([6, 0]);
  });

  it('of a SKU that never had stock is short', async () => {
    expect(await reserve(1, { sku: 'NEW' })).toMatchObject({ kind: 'short', lines: [{ available: 0 }] });
  });
});

describe('before it says that stock is out, an attempt', () => {
  it('settles the entries in the way', async () => {
    shop.hold('A', 1, 'x.1', 3, { at: shop.clock.now() - 61_000 });
    expect(sumOf(await reserve(6))).toBe(6);
  });

  it('waits for undecided ones, and takes what comes back', async () => {
    shop.hold('A', 0, 'x.1', 2);
    undoAt('stock.read:before', 'x.1');
    const start = shop.clock.now();
    expect(sumOf(await reserve(6))).toBe(6);
    expect(shop.clock.now() - start).toBeLessThan(2_000);
  });

  it('does not wait when they could not give enough back', async () => {
    shop.hold('A', 0, 'x.1', 2);
    const start = shop.clock.now();
    expect(await reserve(7)).toMatchObject({ kind: 'short', mayReturn: false });
    expect(shop.clock.now()).toBe(start);
  });

  it.each([
    ['gives its other lines back while it waits, when an earlier one may be waiting for them', 'a.1', true],
    ['keeps its other lines while it waits for later ones: of two, one gets the whole', 'z.1', false],
  ])('%s', async (_, opId, yields) => {
    shop.stock('B', 1).hold('A', 0, opId, 2);
    const wants = ['A', 'B'].map((sku) => ({ sku, quantity: sku === 'A' ? 6 : 1 }));
    const result = await reserveAll(shop.deps(), new Attempt('m', orderKey('o')), wants);
    expect(result).toMatchObject({ kind: 'short', mayReturn: true });
    const undone = shop.points.filter((point) => point === 'stock.resolve:before').length;
    expect(undone > 1).toBe(yields);
    expect([shop.available('A'), shop.available('B')]).toEqual([4, 1]);
  });

  it.each([
    ['one of them', ['z.1', 'a.1']],
    ['all of them', ['b.1', 'a.1']],
  ])('yields when %s is of an earlier attempt', async (_, [first = '', second = '']) => {
    shop.stock('B', 1).stock('C', 1);
    shop.hold('A', 0, first, 1).hold('A', 1, second, 1).hold('C', 0, first, 1);
    await reserveAll(shop.deps(), new Attempt('m', orderKey('o')), [
      { sku: 'A', quantity: 6 },
      { sku: 'B', quantity: 1 },
      { sku: 'C', quantity: 1 },
    ]);
    expect(shop.points.filter((point) => point === 'stock.resolve:before').length).toBeGreaterThan(1);
  });

  it.each([
    ['gave', 'a.1'],
    ['kept', 'z.1'],
  ])('that %s its other lines back meanwhile holds all of them in the end', async (_, opId) => {
    shop.stock('B', 1).hold('A', 0, opId, 2);
    shop.at('stock.read:before', () => undefined, 3);
    undoAt('stock.read:before', opId);
    const wants = [
      { sku: 'B', quantity: 1 },
      { sku: 'A', quantity: 6 },
    ];
    const result = await reserveAll(shop.deps(), new Attempt('m', orderKey('o')), wants);
    expect(sumOf(result)).toBe(7);
    const opIds = result.kind === 'reserved' ? result.allocations.map((allocation) => allocation.opId) : [];
    const journals = [...shop.ledger.buckets.values()].flatMap(({ journal }) => Object.keys(journal));
    expect(journals.sort()).toEqual(opIds.sort());
    expect([shop.available('A'), shop.available('B')]).toEqual([0, 0]);
  });

  it.each([
    [0, 10],
    [0.999, 119],
  ])('looks again after %f of the way from 10 to 120 ms: after %i', async (next, ms) => {
    shop.hold('A', 0, 'x.1', 2);
    const deps = shop.deps();
    const slept: number[] = [];
    const sleep = (time: number) => {
      slept.push(time);
      return shop.clock.sleep(time);
    };
    const clock = { now: () => shop.clock.now(), sleep };
    const random = { next: () => next, id: () => 'id' };
    await reserveAll({ ...deps, clock, random }, new Attempt('m', orderKey('o')), [
      { sku: 'A', quantity: 6 },
    ]);
    expect(new Set(slept)).toEqual(new Set([ms]));
  });

  it('does not count what it holds itself among what may come back', async () => {
    shop.stock('C', 2, 3);
    shop.at('stock.read:after', () => shop.put({ ...shop.bucket('C', 1), available: 1 }));
    const start = shop.clock.now();
    expect(await reserve(5, { sku: 'C' })).toEqual({
      kind: 'short',
      lines: [{ sku: 'C', requested: 5, available: 3 }],
      mayReturn: false,
    });
    expect(shop.clock.now()).toBe(start);
  });

  it('does not wait for its own order in another Region', async () => {
    shop.hold('A', 0, 'x.1', 2, { owner: orderKey('o') });
    expect(await reserve(6)).toEqual({ kind: 'same_order' });
    expect([shop.available('A'), shop.entries]).toEqual([4, 1]);
  });
});

describe('of two lines that are short', () => {
  const reserveBoth = (a: number, b: number) =>
    reserveAll(shop.deps(), new Attempt('m', orderKey('o')), [
      { sku: 'A', quantity: a },
      { sku: 'B', quantity: b },
    ]);

  it('one that cannot come back ends the wait for the other, and both are told', async () => {
    shop.stock('B', 2).hold('B', 0, 'x.1', 1);
    const start = shop.clock.now();
    expect(await reserveBoth(7, 2)).toEqual({
      kind: 'short',
      lines: [
        { sku: 'A', requested: 7, available: 6 },
        { sku: 'B', requested: 2, available: 1 },
      ],
      mayReturn: false,
    });
    expect(shop.clock.now()).toBe(start);
  });

  it('one that the same order took elsewhere is enough to know', async () => {
    shop.hold('A', 0, 'x.1', 2, { owner: orderKey('o') });
    shop.stock('B', 2).hold('B', 0, 'y.1', 1);
    expect(await reserveBoth(6, 2)).toEqual({ kind: 'same_order' });
  });
});

describe('several lines', () => {
  const skus = ['C', 'D', 'E'];
  beforeEach(() => {
    for (const sku of skus) shop.stock(sku, 1, 1, 1, 1);
  });
  const reserveEach = (...wanted: string[]) =>
    reserveAll(
      shop.deps(),
      new Attempt('m', orderKey('o')),
      wanted.map((sku) => ({ sku, quantity: 1 })),
    );

  it('are taken without a look where the first bucket of each has enough', async () => {
    expect(sumOf(await reserveEach(...skus))).toBe(3);
    expect(shop.points).not.toContain('stock.read:before');
  });
});

describe('two that want the last units at once', () => {
  it.each([1, 2, 3])('never get more than there is (%i buckets)', async (buckets) => {
    shop.stock('C', ...Array.from({ length: buckets }, () => 2));
    const one = reserveAll(shop.deps(), new Attempt('a', orderKey('1')), [
      { sku: 'C', quantity: 2 * buckets },
    ]);
    const two = reserveAll(shop.deps({ region: WEST }), new Attempt('b', orderKey('2')), [
      { sku: 'C', quantity: 2 * buckets },
    ]);
    const results = await Promise.all([one, two]);
    expect(results.filter(({ kind }) => kind === 'reserved')).toHaveLength(1);
    expect(shop.available('C')).toBe(0);
  });
});

describe('a store that fails', () => {
  it('ends the attempt, and what it holds is undone', async () => {
    shop.lose('stock.read:before');
    expect(await reserve(6)).toMatchObject({ kind: 'failed' });
    expect(shop.entries).toBe(0);
  });

  it('leaves the entry of an answer that was lost to settling', async () => {
    shop.lose('stock.reserve:after');
    expect(await reserve(1)).toMatchObject({ kind: 'failed' });
    expect(shop.entries).toBe(1);
  });

  it('leaves what it cannot undo to settling', async () => {
    shop.lose('stock.resolve:before', 9);
    expect(await reserve(7)).toMatchObject({ kind: 'short' });
    expect(shop.available('A')).toBe(6);
  });
});

it('gives back what it holds when the entries in its way cannot be decided', async () => {
  shop.stock('B', 1).hold('B', 0, 'x.1', 1, { owner: 'RECEIPT#B#r1' });
  shop.lose('receipts.read:before');
  const wants = [
    { sku: 'A', quantity: 5 },
    { sku: 'B', quantity: 1 },
  ];
  const result = await reserveAll(shop.deps(), new Attempt('m', orderKey('o')), wants);
  expect(result).toMatchObject({ kind: 'failed' });
  expect(shop.available('A')).toBe(6);
});
