import { applyReceipt, finishReceipt } from '../../../lambdas/domain/stock/receipts';
import { receiptKey } from '../../../lambdas/domain/stock/attempt';
import { Shop, WEST } from '../shop';

let shop: Shop;
beforeEach(() => {
  shop = new Shop();
});

const apply = (quantity: number, receiptId = 'r', region = 'us-east-1') =>
  applyReceipt(shop.deps({ region }), { sku: 'A', receiptId, quantity });

const AGAIN: unknown = expect.stringContaining('again');
const calls = (name: string) => shop.points.filter((point) => point === `${name}:before`).length;

const totals = () => {
  const sums = { received: 0, withdrawn: 0, available: 0 };
  for (const bucket of shop.ledger.buckets.values()) {
    sums.received += bucket.received;
    sums.withdrawn += bucket.withdrawn;
    sums.available += bucket.available;
  }
  return { ...sums, entries: shop.entries };
};

describe('a receipt', () => {
  it('comes in once, however often it is sent', async () => {
    expect(await apply(1_000)).toEqual({ kind: 'applied', replayed: false });
    expect(await apply(1_000, 'r', WEST)).toEqual({ kind: 'applied', replayed: true });
    expect(totals()).toEqual({ received: 1_000, withdrawn: 0, available: 1_000, entries: 0 });
  });

  it('comes in once when it is sent twice at the same time', async () => {
    shop.at('stock.receive:before', async () => void (await apply(3)));
    expect(await apply(3)).toEqual({ kind: 'applied', replayed: false });
    expect(totals()).toMatchObject({ received: 3, available: 3 });
  });

  it('comes in although another one came into the same bucket at the same time', async () => {
    shop.at('stock.receive:before', async () => void (await apply(4, 'r2')));
    expect(await apply(3, 'r1')).toEqual({ kind: 'applied', replayed: false });
    expect(totals()).toEqual({ received: 7, withdrawn: 0, available: 7, entries: 0 });
  });

  it.each([
    [3, { kind: 'applied', replayed: true }],
    [4, { kind: 'receipt_id_reused', quantity: 3 }],
  ])('of %i units that another Region was faster with is told so', async (quantity, outcome) => {
    shop.at('receipts.commit:before', async () => void (await apply(3, 'r', WEST)));
    expect(await apply(quantity)).toEqual(outcome);
    expect(totals()).toMatchObject({ received: 3, available: 3, entries: 0 });
  });

  it('costs one look at its bucket, and one at its record when it is sent again', async () => {
    await apply(3);
    expect([calls('stock.read'), calls('stock.receive')]).toEqual([1, 1]);
    shop.points.length = 0;
    await apply(3);
    expect(shop.points).toEqual(['receipts.read:before', 'receipts.read:after']);
  });

  it('comes in under an id of which an attempt was fenced', async () => {
    await shop.deps().receipts.fence('A', 'r', 'w');
    expect(await apply(3)).toEqual({ kind: 'applied', replayed: false });
    expect(totals()).toMatchObject({ received: 3 });
  });

  it('adds to the stock that is there', async () => {
    await apply(3, 'r1');
    await apply(4, 'r2');
    expect(totals()).toMatchObject({ received: 7, available: 7 });
    expect(shop.ledger.buckets.size).toBe(1);
  });

  it('tells the earlier quantity when its id is used again for another', async () => {
    await apply(3);
    expect(await apply(4)).toEqual({ kind: 'receipt_id_reused', quantity: 3 });
    expect(await apply(-3)).toEqual({ kind: 'receipt_id_reused', quantity: 3 });
  });

  it.each([
    'receipts.commit:after',
    'stock.receive:before',
    'stock.receive:after',
    'receipts.markApplied:before',
    'stock.resolve:before',
  ])('that was cut off at %s is busy, and finished when it is sent again', async (point) => {
    shop.lose(point);
    expect(await apply(1_000)).toEqual({ kind: 'busy', reason: AGAIN });
    expect(await apply(1_000)).toMatchObject({ kind: 'applied' });
    expect(totals()).toMatchObject({ received: 1_000, available: 1_000 });
  });
});

describe('a withdrawal', () => {
  beforeEach(() => {
    shop.stock('A', 2, 3);
  });

  it('takes units out once, however often it is sent', async () => {
    expect(await apply(-4)).toEqual({ kind: 'applied', replayed: false });
    expect(await apply(-4)).toEqual({ kind: 'applied', replayed: true });
    expect(totals()).toEqual({ received: 5, withdrawn: 4, available: 1, entries: 0 });
  });

  it('never goes below what is available', async () => {
    await shop.order({ lines: [{ sku: 'A', quantity: 2 }] });
    expect(await apply(-4)).toEqual({ kind: 'insufficient', available: 3 });
    expect(totals()).toMatchObject({ withdrawn: 0, available: 3, entries: 0 });
  });

  it('tells the earlier quantity when its id is used again for another', async () => {
    await apply(-4);
    expect(await apply(-1)).toEqual({ kind: 'receipt_id_reused', quantity: -4 });
  });

  it('is not called insufficient when the other Region applied it just now', async () => {
    shop.at('stock.reserve:before', async () => void (await apply(-5, 'r', WEST)));
    expect(await apply(-5)).toEqual({ kind: 'applied', replayed: true });
    expect(totals()).toMatchObject({ withdrawn: 5, available: 0 });
  });

  it('is busy while it is under way in the other Region', async () => {
    shop.hold('A', 0, 'x.1', 2, { owner: receiptKey('A', 'r') });
    expect(await apply(-5)).toEqual({ kind: 'busy', reason: AGAIN });
  });

  it('gives its units back when another attempt was faster', async () => {
    shop.at('receipts.commit:before', async () => void (await apply(-2, 'r', WEST)));
    expect(await apply(-2)).toEqual({ kind: 'applied', replayed: true });
    expect(totals()).toMatchObject({ withdrawn: 2, available: 3, entries: 0 });
  });

  it.each([
    ['took effect', 'receipts.commit:after', { kind: 'applied', replayed: false }, 3],
    ['was lost', 'receipts.commit:before', { kind: 'busy', reason: AGAIN }, 5],
  ])('whose commit had no answer and %s', async (_, point, outcome, available) => {
    shop.lose(point);
    expect(await apply(-2)).toMatchObject(outcome);
    expect(totals()).toMatchObject({ available, entries: 0 });
  });

  it('keeps its units while nobody can tell whether it was committed', async () => {
    shop.lose('receipts.commit:after').lose('receipts.fence:before', 3);
    expect(await apply(-2)).toMatchObject({ kind: 'busy' });
    expect(totals()).toMatchObject({ available: 3, entries: 1 });
    expect(await apply(-2)).toEqual({ kind: 'applied', replayed: true });
  });

  it('that was cut off half-way is finished when it is sent again', async () => {
    shop.lose('stock.resolve:before');
    expect(await apply(-4)).toMatchObject({ kind: 'busy' });
    expect(await apply(-4)).toMatchObject({ kind: 'applied' });
    expect(totals()).toEqual({ received: 5, withdrawn: 4, available: 1, entries: 0 });
  });

  it.each(['stock.reserve:before', 'receipts.commit:before'])('lets a bug at %s through', async (point) => {
    shop.at(point, () => Promise.reject(new TypeError('a bug')));
    await expect(apply(-4)).rejects.toThrow(TypeError);
  });

  it('leaves to settling the entry of a request that was sent twice: a copy may still land', async () => {
    shop.hold('A', 0, 'w.1', 1, { owner: receiptKey('A', 'r') });
    const allocations = [{ opId: 'w.1', sku: 'A', bucket: 0, quantity: 1, resent: true }];
    const what = { sku: 'A', receiptId: 'r', quantity: 1, attempt: 'w', allocations, applied: false };
    const receipt = { kind: 'withdrawn', ...what } as const;
    await shop.deps().receipts.commit(receipt);
    await finishReceipt(shop.deps(), receipt);
    expect(totals()).toMatchObject({ withdrawn: 0, entries: 1 });
    expect(await shop.deps().receipts.read('A', 'r')).toMatchObject({ receipt: { applied: true } });
  });
});
