import { CorruptRecord } from '../../../lambdas/domain/errors';
import { type Order, orderKey } from '../../../lambdas/domain/orders/order';
import { receiptEntry, receiptKey, returnEntry } from '../../../lambdas/domain/stock/attempt';
import { type JournalEntry } from '../../../lambdas/domain/stock/ledger';
import { type Receipt } from '../../../lambdas/domain/stock/receipt';
import { settleBucket } from '../../../lambdas/domain/stock/settle';
import { Shop } from '../shop';

const OLD_MS = 61_000;
const COPY_MS = 7 * 60_000;

let shop: Shop;
beforeEach(() => {
  shop = new Shop().stock('A', 10);
});

const settle = () => settleBucket(shop.deps(), shop.bucket('A'));

/** Puts an entry of two units into the journal: what settling makes of it is in question. */
function entry(
  opId: string,
  owner: string,
  { age = 0, ...rest }: Partial<JournalEntry> & { age?: number } = {},
) {
  shop.hold('A', 0, opId, 2, { owner, at: shop.clock.now() - age, ...rest });
}

/** Settles the one entry; tells what became of it, and sees that the answer is the same. */
async function settled(): Promise<string> {
  const result = await settle();
  const made = verdict();
  expect(result).toMatchObject({ resolved: made === 'left' ? 0 : 1, changed: made === 'undone' });
  return made;
}

/** What settling made of the one entry. */
function verdict(): string {
  const { available, withdrawn, journal } = shop.bucket('A');
  if (Object.keys(journal).length > 0) return 'left';
  if (withdrawn > 0) return 'withdrawn';
  return available === 10 ? 'undone' : 'dropped';
}

/** A committed order of attempt `a` that took two units under `a.1`. */
async function committed(changes: Partial<Order> = {}, resent = false): Promise<void> {
  const { orders, clock } = shop.deps();
  const order: Order = {
    ...{ id: 'o', attempt: 'a', version: 1, status: 'CONFIRMED', total: { amount: 200, currency: 'GBP' } },
    ...{ fingerprint: 'f', released: false, tries: 0, owes: [], placedAt: clock.now(), region: 'us-east-1' },
    history: [],
    ...changes,
  };
  const allocations = [{ opId: 'a.1', sku: 'A', bucket: 0, quantity: 2, resent }];
  await orders.commit(order, { lines: [], allocations, customer: { email: 'ann@example.com' } });
}

describe('an entry of an attempt that may still commit', () => {
  it('is left alone while it is young', async () => {
    entry('a.1', orderKey('o'));
    expect(await settle()).toMatchObject({ resolved: 0, undecided: [{ opId: 'a.1' }], changed: false });
    expect([verdict(), shop.ledger.orders.size]).toEqual(['left', 0]);
  });

  it('is fenced and undone when it is overdue', async () => {
    entry('a.1', orderKey('o'), { age: OLD_MS });
    expect(await settle()).toMatchObject({ resolved: 1, undecided: [], changed: true });
    expect(verdict()).toBe('undone');
    expect(shop.ledger.orders.get('o')).toEqual({ kind: 'abandoned', fenced: ['a'] });
  });

  it.each([
    [60_000, 'left'],
    [60_001, 'undone'],
  ])('and is %i ms old is %s: an attempt has a minute', async (age, expected) => {
    entry('a.1', orderKey('o'), { age });
    expect(await settled()).toBe(expected);
  });

  it('is decided anew when it commits before the fence', async () => {
    entry('a.1', orderKey('o'), { age: OLD_MS });
    shop.at('orders.fence:before', () => committed());
    expect(await settled()).toBe('dropped');
  });

  it('is left when another attempt was fenced', async () => {
    await shop.deps().orders.fence('o', 'b');
    entry('a.1', orderKey('o'));
    expect(await settled()).toBe('left');
  });

  it('is undone once it was fenced, however young', async () => {
    await shop.deps().orders.fence('o', 'a');
    entry('a.1', orderKey('o'));
    expect(await settled()).toBe('undone');
  });
});

describe('an entry of a committed order', () => {
  it.each(['OPEN', 'CONFIRMED', 'VOIDING', 'REFUNDING'] as const)(
    'is dropped while it is %s',
    async (status) => {
      await committed({ status });
      entry('a.1', orderKey('o'));
      expect(await settled()).toBe('dropped');
    },
  );

  it.each(['CANCELLED', 'REFUNDED'] as const)('is left to the release once it is %s', async (status) => {
    await committed({ status });
    entry('a.1', orderKey('o'));
    expect(await settled()).toBe('left');
  });

  it('is a late copy once the order is released, and undone', async () => {
    await committed({ status: 'CANCELLED', released: true });
    entry('a.1', orderKey('o'));
    expect(await settled()).toBe('undone');
  });

  it('is undone when another attempt made the order', async () => {
    await committed();
    entry('b.1', orderKey('o'));
    expect(await settled()).toBe('undone');
  });

  it('is undone when the order does not name it: its request was given up, and a copy landed', async () => {
    await committed();
    entry('a.2', orderKey('o'));
    expect(await settled()).toBe('undone');
  });

  it.each([
    [0, 'left'],
    [COPY_MS - 1, 'left'],
    [COPY_MS, 'dropped'],
  ])(
    'that was sent twice and is %i ms old is %s: a copy may land until nobody accepts it',
    async (age, expected) => {
      await committed({}, true);
      entry('a.1', orderKey('o'), { age });
      expect(await settled()).toBe(expected);
    },
  );
});

describe('the proof of a return', () => {
  it('is left alone while there is no order, or only an attempt that was fenced', async () => {
    entry(returnEntry('o'), orderKey('o'));
    expect(await settled()).toBe('left');
    await shop.deps().orders.fence('o', 'a');
    expect(await settled()).toBe('left');
  });

  it('is left to whoever returns the stock', async () => {
    await committed({ status: 'CANCELLED' });
    entry(returnEntry('o'), orderKey('o'), { age: OLD_MS });
    expect(await settled()).toBe('left');
  });

  it('is dropped, never undone, once the order is released', async () => {
    await committed({ status: 'CANCELLED', released: true });
    entry(returnEntry('o'), orderKey('o'));
    expect(await settled()).toBe('dropped');
  });
});

describe('an entry of a receipt', () => {
  const withdrawal = (changes: Partial<Receipt> = {}, resent = false): Receipt => {
    const allocations = [{ opId: 'w.1', sku: 'A', bucket: 0, quantity: 2, resent }];
    const receipt = { kind: 'withdrawn', sku: 'A', receiptId: 'r', quantity: 2, attempt: 'w', allocations };
    return { ...receipt, applied: false, ...changes } as Receipt;
  };
  const owner = receiptKey('A', 'r');

  it('is withdrawn when its withdrawal is committed', async () => {
    await shop.deps().receipts.commit(withdrawal());
    entry('w.1', owner);
    expect(await settled()).toBe('withdrawn');
  });

  it('is left while a copy may land', async () => {
    await shop.deps().receipts.commit(withdrawal({}, true));
    entry('w.1', owner);
    expect(await settled()).toBe('left');
  });

  it('is undone when the withdrawal does not name it: its request was given up, and a copy landed', async () => {
    await shop.deps().receipts.commit(withdrawal());
    entry('w.2', owner);
    expect(await settled()).toBe('undone');
  });

  it('is undone when stock came in under the same id', async () => {
    const plan = [{ bucket: 0, quantity: 2 }];
    await shop
      .deps()
      .receipts.commit({ kind: 'received', sku: 'A', receiptId: 'r', quantity: 2, plan, applied: true });
    entry('w.1', owner);
    expect(await settled()).toBe('undone');
  });

  it('that proves a receipt is left alone while there is none, however old: nobody is fenced for it', async () => {
    entry(receiptEntry('r'), owner, { age: OLD_MS });
    expect(await settled()).toBe('left');
    await shop.deps().receipts.fence('A', 'r', 'w');
    expect(await settled()).toBe('left');
    expect(shop.points.filter((point) => point === 'receipts.fence:before')).toHaveLength(1);
  });

  it('is undone when another attempt withdrew', async () => {
    await shop.deps().receipts.commit(withdrawal());
    entry('x.1', owner);
    expect(await settled()).toBe('undone');
  });

  it('is fenced and undone when its withdrawal never came', async () => {
    entry('w.1', owner, { age: OLD_MS });
    expect(await settled()).toBe('undone');
    expect(await shop.deps().receipts.commit(withdrawal())).toMatchObject({ kind: 'taken' });
  });

  it.each([
    [false, 'left', [{ kind: 'receipt', sku: 'A', receiptId: 'r' }]],
    [true, 'dropped', []],
  ])('that proves a receipt, applied: %s, is %s', async (applied, expected, unfinishedReceipts) => {
    const plan = [{ bucket: 0, quantity: 2 }];
    await shop
      .deps()
      .receipts.commit({ kind: 'received', sku: 'A', receiptId: 'r', quantity: 2, plan, applied });
    entry(receiptEntry('r'), owner);
    expect(await settle()).toMatchObject({ unfinishedReceipts });
    expect(verdict()).toBe(expected);
  });
});

describe('a journal', () => {
  it('is settled fifty entries at a time, grouped by order', async () => {
    shop.stock('A', 120);
    for (let n = 1; n <= 120; n++) shop.hold('A', 0, `a.${n}`, 1, { owner: orderKey('o'), at: 0 });
    expect(await settle()).toMatchObject({ resolved: 120 });
    const count = (name: string) => shop.points.filter((point) => point === `${name}:before`).length;
    expect([count('stock.resolve'), count('orders.readMany')]).toEqual([3, 1]);
    expect(shop.available('A')).toBe(120);
  });

  it('is written in pieces that an update expression can hold', async () => {
    shop.stock('A', 70);
    for (let n = 1; n <= 70; n++) shop.hold('A', 0, `a.${n}`, 1, { owner: orderKey('o'), at: 0 });
    const deps = shop.deps();
    const sizes: number[] = [];
    const resolve: typeof deps.stock.resolve = async ({ undo }) => {
      sizes.push(undo.length);
      return 'done';
    };
    const stock = Object.assign(Object.create(deps.stock) as typeof deps.stock, { resolve });
    await settleBucket({ ...deps, stock }, shop.bucket('A'));
    expect(sizes).toEqual([50, 20]);
  });

  it('that somebody else settled meanwhile has changed, whatever became of it', async () => {
    await committed();
    entry('a.1', orderKey('o'));
    shop.at('stock.resolve:before', async () => void (await settle()));
    expect(await settle()).toMatchObject({ resolved: 0, changed: true });
    expect(verdict()).toBe('dropped');
  });

  it('that changed meanwhile is left for the next one to settle', async () => {
    await shop.deps().orders.fence('o', 'a');
    entry('a.1', orderKey('o'));
    shop.at('stock.resolve:before', async () => void (await settle()));
    expect(await settle()).toMatchObject({ resolved: 0, changed: true });
    expect(shop.available('A')).toBe(10);
  });

  it('with an entry of nobody is reported', async () => {
    entry('a.1', 'NOBODY#1');
    await expect(settle()).rejects.toThrow(CorruptRecord);
    await expect(settle()).rejects.toThrow(/a\.1.*"NOBODY#1"/);
  });
});
