import { type LedgerRecord } from '../../../lambdas/domain/audit/ledger-scan';
import { details, openBucket, order, received, SKU, withdrawn } from './samples';
import { type MakeStores, type Stores } from './stores';

const nameOf = (record: LedgerRecord): string => {
  switch (record.kind) {
    case 'bucket':
      return `bucket ${record.bucket.sku}/${record.bucket.bucket}`;
    case 'order':
      return `order ${record.orderId} ${record.record.kind}`;
    case 'receipt':
      return `receipt ${record.sku}/${record.receiptId} ${record.record.kind}`;
  }
};

async function scanSegment({ scan }: Stores, segment: number, of: number): Promise<LedgerRecord[]> {
  const records: LedgerRecord[] = [];
  let cursor: string | undefined;
  do {
    const page: { records: LedgerRecord[]; cursor?: string } = await scan.scan(segment, of, cursor);
    records.push(...page.records);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return records;
}

/** What every `LedgerScan` must do. */
export function ledgerScanContract(make: MakeStores): void {
  let stores: Stores;
  beforeEach(async () => (stores = await make()));

  test.each([1, 4])('%d segments cover everything once', async (of) => {
    const { stock, orders, receipts } = stores;
    const numbers = Array.from({ length: 120 }, (_, index) => index);
    await Promise.all(numbers.map((n) => openBucket(stock, n + 1, n % 4, `S${n}`)));
    await Promise.all(
      numbers.map((n) => orders.commit(order(`ord_${n}`), details(n % 40 === 0 ? 1_500 : 1))),
    );
    await orders.fence('ord_x', 'a1');
    await receipts.commit(received('r1'));
    await receipts.commit(withdrawn('r2', 'w1'));
    await receipts.fence(SKU, 'r3', 'w1');

    const segments = await Promise.all(
      Array.from({ length: of }, (_, segment) => scanSegment(stores, segment, of)),
    );

    expect(segments.flat().map(nameOf).sort()).toEqual(
      [
        ...numbers.map((n) => `bucket S${n}/${n % 4}`),
        ...numbers.map((n) => `order ord_${n} order`),
        'order ord_x abandoned',
        `receipt ${SKU}/r1 receipt`,
        `receipt ${SKU}/r2 receipt`,
        `receipt ${SKU}/r3 abandoned`,
      ].sort(),
    );
  });

  test('shows records as their own stores do', async () => {
    await openBucket(stores.stock, 4);
    await stores.orders.commit(order('ord_1'), details(2));
    await stores.receipts.commit(received('r1'));

    const records = await scanSegment(stores, 0, 1);

    expect(records).toContainEqual({
      kind: 'bucket',
      bucket: (await stores.stock.read([{ sku: SKU, bucket: 0 }]))[0],
    });
    expect(records).toContainEqual({
      kind: 'order',
      orderId: 'ord_1',
      record: await stores.orders.read('ord_1'),
    });
    expect(records).toContainEqual({
      kind: 'receipt',
      sku: SKU,
      receiptId: 'r1',
      record: await stores.receipts.read(SKU, 'r1'),
    });
  });

  test('refuses a cursor that is none', async () => {
    await expect(stores.scan.scan(0, 1, 'nonsense')).rejects.toMatchObject({ code: 'corrupt_record' });
  });
}
