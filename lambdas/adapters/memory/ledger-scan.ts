import { type LedgerRecord, type LedgerScan } from '../../domain/audit/ledger-scan';
import { CorruptRecord } from '../../domain/errors';
import { decodeCursor, encodeCursor } from '../cursor';
import { byText, type MemoryLedger } from './memory-ledger';
import { atomically, type Step } from './step';

const PAGE_SIZE = 100;

/** `LedgerScan` in memory: segments take every n-th record in order of keys. */
export class MemoryLedgerScan implements LedgerScan {
  constructor(
    private readonly ledger: MemoryLedger,
    private readonly step?: Step,
  ) {}

  async scan(
    segment: number,
    of: number,
    cursor: string | undefined,
  ): Promise<{ records: LedgerRecord[]; cursor?: string }> {
    return atomically(this.step, 'ledger.scan', () => {
      const after = startOf(cursor);
      const mine = this.everything().filter((_, index) => index % of === segment);
      const left = mine.filter(({ key }) => key > after);
      const page = left.slice(0, PAGE_SIZE);
      const records = page.map(({ record }) => record);
      const last = page.at(-1);
      return left.length > PAGE_SIZE && last
        ? { records, cursor: encodeCursor('scan', last.key) }
        : { records };
    });
  }

  private everything(): { key: string; record: LedgerRecord }[] {
    const { buckets, orders, receipts } = this.ledger;
    return [
      ...[...buckets].map(([key, bucket]) => ({ key, record: { kind: 'bucket' as const, bucket } })),
      ...[...orders].map(([orderId, record]) => ({
        key: `ORDER#${orderId}`,
        record: { kind: 'order' as const, orderId, record },
      })),
      ...[...receipts].map(([key, record]) => {
        const [, sku = '', receiptId = ''] = /^RECEIPT#([^#]*)#(.*)$/s.exec(key) ?? [];
        return { key, record: { kind: 'receipt' as const, sku, receiptId, record } };
      }),
    ].sort((a, b) => byText(a.key, b.key));
  }
}

function startOf(cursor: string | undefined): string {
  if (cursor === undefined) return '';
  const [key] = decodeCursor('scan', cursor) ?? [];
  if (key === undefined) throw new CorruptRecord(`"${cursor}" is no cursor of a ledger scan.`);
  return key;
}
