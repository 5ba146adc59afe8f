import { type LedgerRecord, type LedgerScan } from '../../domain/audit/ledger-scan';
import { CorruptRecord } from '../../domain/errors';
import { decodeCursor, encodeCursor } from '../cursor';
import { type Item, text } from './item';
import { parseOrderKey, parseReceiptKey } from './keys';
import { decodeRecord, RECORD_ATTRIBUTES } from './order-item';
import { decodeReceiptRecord } from './receipt-item';
import { decodeBucket } from './stock-item';
import { projection, type Table } from './table';

/** All attributes but an order's details, which can be long: read capacity is paid for them, transfer is not. */
const ATTRIBUTES = [
  ...RECORD_ATTRIBUTES,
  'available',
  'received',
  'withdrawn',
  'guard',
  'journal',
  'quantity',
  'applied',
  'plan',
  'allocations',
];

/** `LedgerScan` on the Ledger table. */
export class DynamoDbLedgerScan implements LedgerScan {
  constructor(private readonly table: Table) {}

  async scan(
    segment: number,
    of: number,
    cursor: string | undefined,
  ): Promise<{ records: LedgerRecord[]; cursor?: string }> {
    const { items, last } = await this.table.scan({
      ConsistentRead: true,
      Segment: segment,
      TotalSegments: of,
      ...projection(ATTRIBUTES),
      ...(cursor === undefined ? {} : { ExclusiveStartKey: startKeyOf(cursor) }),
    });
    const records = items.map(recordOf).filter((record) => record !== undefined);
    const lastKey = last?.['pk']?.S;
    return lastKey === undefined ? { records } : { records, cursor: encodeCursor('scan', lastKey) };
  }
}

function startKeyOf(cursor: string): Item {
  const [key] = decodeCursor('scan', cursor) ?? [];
  if (key === undefined) throw new CorruptRecord(`"${cursor}" is no cursor of a ledger scan.`);
  return { pk: text(key) };
}

/** `undefined` for what no audit counts, such as the lines of an order. */
function recordOf(item: Item): LedgerRecord | undefined {
  const key = item['pk']?.S ?? '';
  if (key.startsWith('STOCK#')) return { kind: 'bucket', bucket: decodeBucket(item) };
  const orderId = parseOrderKey(key);
  if (orderId !== undefined) return { kind: 'order', orderId, record: decodeRecord(item) };
  const receipt = parseReceiptKey(key);
  return receipt && { kind: 'receipt', ...receipt, record: decodeReceiptRecord(item) };
}
