import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { orderKey } from '../../../lambdas/domain/orders/order';
import { Attempt } from '../../../lambdas/domain/stock/attempt';
import { type ReserveResult } from '../../../lambdas/domain/stock/ledger';
import { type Held, heldOf, lookAtLine, takeLine } from '../../../lambdas/domain/stock/take';
import { Shop } from '../shop';

let shop: Shop;
let attempt: Attempt;
let held: Held;
beforeEach(() => {
  shop = new Shop().stock('A', 5);
  attempt = new Attempt('m', orderKey('o'));
  held = { allocations: new Map(), crowded: new Map(), thin: new Set(), tries: new Map() };
});

const want = (quantity: number) => ({ sku: 'A', quantity });
const take = (quantity: number) => takeLine(shop.deps(), attempt, held, want(quantity));
const look = (quantity: number) => lookAtLine(shop.deps(), held, want(quantity));

describe('a line that others want as well', () => {
  /** Somebody else has the units whenever this attempt asks for them, so many times. */
  function contend(passes: number): void {
    const put = (available: number) => () => shop.put({ ...shop.bucket('A'), available });
    put(0)();
    shop.at('stock.read:before', put(5), passes + 1).at('stock.read:after', put(0), passes);
  }
  const reads = () => shop.points.filter((point) => point === 'stock.read:before').length;

  it('is had in the last of 24 passes', async () => {
    contend(23);
    expect(await take(3)).toEqual({ kind: 'taken' });
    expect([reads(), heldOf(held, 'A')]).toEqual([24, 3]);
  });

  it('is short for now after 24 passes in vain, and says what it saw', async () => {
    contend(24);
    expect(await take(3)).toMatchObject({ kind: 'short', seen: [{ bucket: 0, available: 5 }] });
    expect([reads(), heldOf(held, 'A')]).toEqual([25, 0]);
  });
});

describe('a line that no bucket has the whole of', () => {
  const asked = () => shop.points.filter((point) => point === 'stock.reserve:before').length;
  beforeEach(() => {
    shop.stock('A', 2, 2, 2);
  });

  it('is taken from several in one pass', async () => {
    expect(await take(6)).toEqual({ kind: 'taken' });
    expect(shop.points.filter((point) => point === 'stock.read:before')).toHaveLength(1);
    expect(held.allocations.get('A')).toMatchObject([{ bucket: 0 }, { bucket: 1 }, { bucket: 2 }]);
  });

  it('is looked at again as soon as one of them has less than it had', async () => {
    shop.at('stock.read:after', () => void shop.hold('A', 0, 'x.1', 1));
    expect(await take(6)).toMatchObject({ kind: 'short' });
    expect([asked(), heldOf(held, 'A')]).toEqual([2, 0]);
  });
});

describe('a line of which a part is held', () => {
  it('asks for what is missing', async () => {
    await take(2);
    expect(await take(4)).toEqual({ kind: 'taken' });
    expect(held.allocations.get('A')).toMatchObject([{ quantity: 2 }, { quantity: 2 }]);
    expect(shop.available('A')).toBe(1);
  });

  it('asks for nothing when nothing is missing', async () => {
    await take(2);
    shop.points.length = 0;
    expect(await take(2)).toEqual({ kind: 'taken' });
    expect(shop.points).toEqual([]);
  });
});

describe('an attempt remembers', () => {
  /** Takes a unit of which the store says this. */
  async function takeWith(answer: Partial<Extract<ReserveResult, { kind: 'reserved' }>>): Promise<void> {
    const deps = shop.deps();
    const reserve = async () =>
      ({ kind: 'reserved', resent: false, journalLength: 1, left: 100, ...answer }) as const;
    const stock = Object.assign(Object.create(deps.stock) as typeof deps.stock, { reserve });
    await takeLine({ ...deps, stock }, attempt, held, want(1));
  }

  it.each([
    [5, ['A']],
    [0, ['A']],
    [6, []],
    [undefined, []],
  ])('a SKU with %s units left in the bucket as %j', async (left, thin) => {
    await takeWith({ left });
    expect([...held.thin]).toEqual(thin);
  });

  it.each([
    [7, 0],
    [8, 1],
    [9, 0],
    [16, 1],
    [-1, 0],
  ])('a journal of %i entries as one of %i to settle', async (journalLength, crowded) => {
    await takeWith({ journalLength });
    expect(held.crowded.size).toBe(crowded);
  });

  it('every bucket of a SKU that is to be settled', async () => {
    for (const bucket of [0, 1]) shop.put({ ...shop.bucket('A'), bucket, available: 1 });
    for (const bucket of [0, 1]) for (let n = 0; n < 7; n++) shop.hold('A', bucket, `x${bucket}${n}.1`, 0);
    await take(2);
    expect([...held.crowded.values()]).toMatchObject([{ bucket: 0 }, { bucket: 1 }]);
  });

  it('that a copy of its request may still land', async () => {
    await takeWith({ resent: true });
    expect(held.allocations.get('A')).toMatchObject([{ opId: 'm.1', quantity: 1, resent: true }]);
  });
});

describe('a line that is only looked at', () => {
  it.each([
    [5, 'taken'],
    [6, 'short'],
  ])('of %i units is %s, and nothing is taken', async (quantity, kind) => {
    expect(await look(quantity)).toMatchObject({ kind });
    expect(shop.available('A')).toBe(5);
  });

  it('counts what the attempt holds itself', async () => {
    await take(2);
    expect(await look(5)).toEqual({ kind: 'taken' });
  });
});

it.each([
  ['stock.read:before', look],
  ['stock.reserve:before', take],
])('a store that fails at %s is a result, so that what is held can be undone', async (point, ask) => {
  shop.lose(point);
  expect(await ask(1)).toEqual({ kind: 'failed', error: expect.any(StoreUnavailable) as Error });
});
