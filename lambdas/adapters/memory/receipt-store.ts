import { CorruptRecord } from '../../domain/errors';
import { type Receipt, type ReceiptRecord, type ReceiptStore } from '../../domain/stock/receipt';
import { type MemoryLedger, receiptKey } from './memory-ledger';
import { atomically, type Step } from './step';

const attemptOf = (receipt: Receipt): string | undefined =>
  receipt.kind === 'withdrawn' ? receipt.attempt : undefined;

/** Whether what stands there keeps this receipt from being committed. */
function blocks(record: ReceiptRecord, receipt: Receipt): boolean {
  if (record.kind === 'receipt') return true;
  const attempt = attemptOf(receipt);
  return attempt !== undefined && record.fenced.includes(attempt);
}

/** Whether this very withdrawal stands there already. */
function isOwn(record: ReceiptRecord, receipt: Receipt): boolean {
  const attempt = attemptOf(receipt);
  return attempt !== undefined && record.kind === 'receipt' && attemptOf(record.receipt) === attempt;
}

/** `ReceiptStore` in memory. */
export class MemoryReceiptStore implements ReceiptStore {
  constructor(
    private readonly ledger: MemoryLedger,
    private readonly step?: Step,
  ) {}

  async read(sku: string, receiptId: string): Promise<ReceiptRecord | undefined> {
    return atomically(this.step, 'receipts.read', () => this.ledger.receipts.get(receiptKey(sku, receiptId)));
  }

  async commit(receipt: Receipt): ReturnType<ReceiptStore['commit']> {
    return atomically(this.step, 'receipts.commit', () => {
      const key = receiptKey(receipt.sku, receipt.receiptId);
      const record = this.ledger.receipts.get(key);
      if (record && isOwn(record, receipt)) return { kind: 'committed' };
      if (record && blocks(record, receipt)) return { kind: 'taken', record };
      this.ledger.receipts.set(key, { kind: 'receipt', receipt });
      return { kind: 'committed' };
    });
  }

  async fence(sku: string, receiptId: string, attempt: string): Promise<ReceiptRecord> {
    return atomically(this.step, 'receipts.fence', () => {
      const key = receiptKey(sku, receiptId);
      const record = this.ledger.receipts.get(key);
      if (record?.kind === 'receipt' || record?.fenced.includes(attempt)) return record;
      const fenced: ReceiptRecord = { kind: 'abandoned', fenced: [...(record?.fenced ?? []), attempt] };
      this.ledger.receipts.set(key, fenced);
      return fenced;
    });
  }

  async markApplied(sku: string, receiptId: string): Promise<void> {
    return atomically(this.step, 'receipts.markApplied', () => {
      const key = receiptKey(sku, receiptId);
      const record = this.ledger.receipts.get(key);
      if (record?.kind !== 'receipt')
        throw new CorruptRecord(`Receipt ${key} is to be marked as applied and was never committed.`);
      this.ledger.receipts.set(key, { kind: 'receipt', receipt: { ...record.receipt, applied: true } });
    });
  }
}
