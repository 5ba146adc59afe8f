import { type ReceiptStore } from '../../../lambdas/domain/stock/receipt';
import { received, SKU, withdrawn } from './samples';
import { type MakeStores } from './stores';

/** What every `ReceiptStore` must do. */
export function receiptStoreContract(make: MakeStores): void {
  let receipts: ReceiptStore;
  beforeEach(async () => ({ receipts } = await make()));

  test.each([received('r#1'), withdrawn('r#1', 'w1')])('commits what was $kind, once', async (receipt) => {
    expect(await receipts.read(SKU, 'r#1')).toBeUndefined();
    expect(await receipts.commit(receipt)).toEqual({ kind: 'committed' });
    expect(await receipts.read(SKU, 'r#1')).toEqual({ kind: 'receipt', receipt });

    const other = withdrawn('r#1', 'w2');

    expect(await receipts.commit(other)).toEqual({ kind: 'taken', record: { kind: 'receipt', receipt } });
    expect(await receipts.read(SKU, 'r#1')).toEqual({ kind: 'receipt', receipt });
  });

  test('a receipt that comes twice is taken the second time', async () => {
    await receipts.commit(received('r1'));

    expect(await receipts.commit(received('r1'))).toEqual({
      kind: 'taken',
      record: { kind: 'receipt', receipt: received('r1') },
    });
  });

  test('the same attempt of a withdrawal is committed twice', async () => {
    await receipts.commit(withdrawn('r1', 'w1'));

    expect(await receipts.commit(withdrawn('r1', 'w1'))).toEqual({ kind: 'committed' });
  });

  test('a fenced withdrawal cannot commit, another attempt can', async () => {
    expect(await receipts.fence(SKU, 'r1', 'w1')).toEqual({ kind: 'abandoned', fenced: ['w1'] });
    expect(await receipts.commit(withdrawn('r1', 'w1'))).toEqual({
      kind: 'taken',
      record: { kind: 'abandoned', fenced: ['w1'] },
    });
    expect(await receipts.commit(withdrawn('r1', 'w2'))).toEqual({ kind: 'committed' });
    expect(await receipts.fence(SKU, 'r1', 'w2')).toEqual({
      kind: 'receipt',
      receipt: withdrawn('r1', 'w2'),
    });
  });

  test('a received one takes the place of any fence', async () => {
    await receipts.fence(SKU, 'r1', 'w1');

    expect(await receipts.commit(received('r1'))).toEqual({ kind: 'committed' });
    expect(await receipts.read(SKU, 'r1')).toEqual({ kind: 'receipt', receipt: received('r1') });
  });

  test('marks as applied, again and again', async () => {
    await receipts.commit(received('r1'));

    await receipts.markApplied(SKU, 'r1');
    await receipts.markApplied(SKU, 'r1');

    expect(await receipts.read(SKU, 'r1')).toEqual({
      kind: 'receipt',
      receipt: { ...received('r1'), applied: true },
    });
  });

  test('marking what was never committed is a bug', async () => {
    await receipts.fence(SKU, 'r2', 'w1');

    for (const id of ['r1', 'r2'])
      await expect(receipts.markApplied(SKU, id)).rejects.toMatchObject({ code: 'corrupt_record' });
  });
}
