import { CorruptRecord } from '../../domain/errors';
import { type Receipt, type ReceiptRecord } from '../../domain/stock/receipt';
import { flag, type Item, ItemReader, number, text } from './item';
import { parseReceiptKey, receiptKey } from './keys';
import { ABANDONED } from './order-item';

type Withdrawn = Extract<Receipt, { kind: 'withdrawn' }>;
type Received = Extract<Receipt, { kind: 'received' }>;

export const receiptItemKey = (sku: string, receiptId: string): Item => ({
  pk: text(receiptKey(sku, receiptId)),
});

/** `status` is the kind of the receipt, or ABANDONED; the plan or the allocations are one JSON attribute. */
export const encodeReceipt = (receipt: Receipt): Item => ({
  ...receiptItemKey(receipt.sku, receipt.receiptId),
  status: text(receipt.kind),
  quantity: number(receipt.quantity),
  applied: flag(receipt.applied),
  ...(receipt.kind === 'withdrawn'
    ? { attempt: text(receipt.attempt), allocations: text(JSON.stringify(receipt.allocations)) }
    : { plan: text(JSON.stringify(receipt.plan)) }),
});

export function decodeReceiptRecord(item: Item): ReceiptRecord {
  const reader = new ItemReader(item);
  const status = reader.text('status');
  if (status === ABANDONED) return { kind: 'abandoned', fenced: reader.textSet('fenced') };
  return { kind: 'receipt', receipt: decodeReceipt(reader, status) };
}

function decodeReceipt(reader: ItemReader, status: string): Receipt {
  const key = reader.text('pk');
  const id = parseReceiptKey(key);
  if (id === undefined) throw new CorruptRecord(`"${key}" is not the key of a receipt.`);
  const common = { ...id, quantity: reader.number('quantity'), applied: reader.flag('applied') };
  if (status === 'received') return { kind: status, ...common, plan: reader.json<Received['plan']>('plan') };
  if (status !== 'withdrawn') throw new CorruptRecord(`Receipt "${key}" has the unknown status "${status}".`);
  const allocations = reader.json<Withdrawn['allocations']>('allocations');
  return { kind: status, ...common, attempt: reader.text('attempt'), allocations };
}
