import { CorruptRecord } from '../../domain/errors';
import { type Receipt, type ReceiptRecord, type ReceiptStore } from '../../domain/stock/receipt';
import { flag, type Item, text, textSet } from './item';
import { receiptKey } from './keys';
import { ABANDONED } from './order-item';
import { decodeReceiptRecord, encodeReceipt, receiptItemKey } from './receipt-item';
import { type Condition, type Table } from './table';

const names = { '#status': 'status' };

/** A withdrawal is committed like an order (R2); a receipt has no attempt that could be fenced. */
const commitCondition = (receipt: Receipt): Condition =>
  receipt.kind === 'received'
    ? {
        expression: 'attribute_not_exists(pk) OR #status = :abandoned',
        names,
        values: { ':abandoned': text(ABANDONED) },
      }
    : {
        expression: 'attribute_not_exists(pk) OR (#status = :abandoned AND NOT contains(fenced, :attempt))',
        names,
        values: { ':abandoned': text(ABANDONED), ':attempt': text(receipt.attempt) },
      };

/** Whether this very withdrawal stands there: a copy of the same request came first. */
const isOwn = (record: ReceiptRecord, receipt: Receipt): boolean =>
  receipt.kind === 'withdrawn' &&
  record.kind === 'receipt' &&
  record.receipt.kind === 'withdrawn' &&
  record.receipt.attempt === receipt.attempt;

/** `ReceiptStore` on the Ledger table. */
export class DynamoDbReceiptStore implements ReceiptStore {
  constructor(private readonly table: Table) {}

  async read(sku: string, receiptId: string): Promise<ReceiptRecord | undefined> {
    const item = await this.table.get(receiptItemKey(sku, receiptId));
    return item && decodeReceiptRecord(item);
  }

  async commit(receipt: Receipt): ReturnType<ReceiptStore['commit']> {
    const result = await this.table.put(encodeReceipt(receipt), commitCondition(receipt));
    if (result.kind === 'written') return { kind: 'committed' };
    const record = this.recordOf(result.old, receipt.sku, receipt.receiptId);
    return isOwn(record, receipt) ? { kind: 'committed' } : { kind: 'taken', record };
  }

  async fence(sku: string, receiptId: string, attempt: string): Promise<ReceiptRecord> {
    const result = await this.table.update({
      key: receiptItemKey(sku, receiptId),
      expression: 'SET #status = :abandoned ADD fenced :attempts',
      condition: 'attribute_not_exists(pk) OR #status = :abandoned',
      names,
      values: { ':abandoned': text(ABANDONED), ':attempts': textSet([attempt]) },
    });
    return this.recordOf(result.kind === 'written' ? result.item : result.old, sku, receiptId);
  }

  async markApplied(sku: string, receiptId: string): Promise<void> {
    const result = await this.table.update({
      key: receiptItemKey(sku, receiptId),
      expression: 'SET applied = :yes',
      condition: 'attribute_exists(applied)',
      values: { ':yes': flag(true) },
    });
    if (result.kind === 'written') return;
    throw new CorruptRecord(
      `Receipt ${receiptKey(sku, receiptId)} is to be marked as applied and was never committed.`,
    );
  }

  private recordOf(item: Item | undefined, sku: string, receiptId: string): ReceiptRecord {
    if (item) return decodeReceiptRecord(item);
    throw new CorruptRecord(
      `DynamoDB refused a write to receipt ${receiptKey(sku, receiptId)} and shows no item there.`,
    );
  }
}
