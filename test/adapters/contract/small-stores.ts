import { type AuditReport } from '../../../lambdas/domain/audit/report';
import { type MakeStores, type Stores } from './stores';

const report: AuditReport = {
  ok: false,
  oversoldUnits: 1,
  stockDifferences: [{ sku: 'A', expectedAvailable: 2, available: 3 }],
  chargesWithoutOrder: [{ intentId: 'pi_1', amount: 100, currency: 'EUR' }],
  ordersWithoutCharge: [],
  duplicateCharges: [],
  stuckOrders: [],
  checked: { skus: 1, orders: 2, charges: 3 },
  at: '2026-01-01T00:00:00.000Z',
};

/** What every `ReportStore`, `CursorStore` and `DoneDays` must do. */
export function smallStoresContract(make: MakeStores): void {
  let stores: Stores;
  beforeEach(async () => (stores = await make()));

  test('a report is read as it was saved', async () => {
    await stores.reports.save('rep1', report);

    expect(await stores.reports.read('rep1')).toEqual(report);
    expect(await stores.reports.read('rep2')).toBeUndefined();
  });

  test('a day is done once it is marked, however often', async () => {
    const { doneDays } = stores;
    expect(await doneDays.isDone('2026-01-01')).toBe(false);

    await doneDays.markDone('2026-01-01');
    await doneDays.markDone('2026-01-01');

    expect(await doneDays.isDone('2026-01-01')).toBe(true);
    expect(await doneDays.isDone('2026-01-02')).toBe(false);
  });

  test('a cursor is there until it is forgotten', async () => {
    const { cursors } = stores;
    expect(await cursors.load('settle')).toBeUndefined();

    await cursors.save('settle', 'somewhere');
    expect(await cursors.load('settle')).toBe('somewhere');
    expect(await cursors.load('other')).toBeUndefined();

    await cursors.save('settle', undefined);
    expect(await cursors.load('settle')).toBeUndefined();
  });
}
