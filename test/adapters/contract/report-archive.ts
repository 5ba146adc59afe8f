import { type ReportArchive } from '../../../lambdas/domain/reconciliation/archive';
import { begin, reportOf } from '../../../lambdas/domain/reconciliation/progress';
import { type Range } from '../../../lambdas/domain/reconciliation/report';

const RANGE: Range = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 2) };
const NOW = Date.UTC(2026, 0, 2, 2);

const pending = {
  intentId: 'pi_1',
  orderId: 'ord_ä/1',
  amount: 1,
  currency: 'GBP',
  chargedAt: '2026-01-01T00:00:00.000Z',
  reason: 'no_order',
  tries: 1,
  waitingFor: 'the provider',
} as const;

/** What every `ReportArchive` must do; `make` gives an empty one. */
export function reportArchiveContract(make: () => Promise<ReportArchive>): void {
  let archive: ReportArchive;
  beforeEach(async () => (archive = await make()));

  test('a comparison that was never begun has no progress', async () => {
    expect(await archive.progress(RANGE)).toBeUndefined();
  });

  test('progress is what was saved last, range by range', async () => {
    const first = begin(RANGE, NOW);
    first.seen.add('pi_1');
    await archive.saveProgress(first);
    first.seen.add('pi_2');
    const later = { ...first, phase: 'orders' as const, refundsPending: [pending] };
    await archive.saveProgress(later);
    later.seen.add('pi_3');

    const read = await archive.progress(RANGE);
    expect(read).toMatchObject({ range: RANGE, startedAt: NOW, phase: 'orders', refundsPending: [pending] });
    expect(['pi_1', 'pi_2', 'pi_3'].map((id) => read?.seen.has(id))).toEqual([true, true, false]);
    expect(await archive.progress({ ...RANGE, to: RANGE.to + 1_000 })).toBeUndefined();
  });

  test('each run of a range has a report of its own, and one report one place', async () => {
    const report = reportOf(begin(RANGE, NOW));
    const place = await archive.saveReport(report);

    expect(await archive.saveReport({ ...report, finishedAt: '2026-01-02T03:00:00.000Z' })).toBe(place);
    expect(await archive.saveReport({ ...report, startedAt: '2026-01-02T03:00:00.001Z' })).not.toBe(place);
    expect(await archive.saveReport({ ...report, to: '2026-01-02T00:00:01.000Z' })).not.toBe(place);
  });
}
