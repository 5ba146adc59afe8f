import { type OrderRecord } from '../orders/order';
import { type Bucket } from '../stock/ledger';
import { type ReceiptRecord } from '../stock/receipt';

/** Anything in the Ledger that an audit counts. */
export type LedgerRecord =
  | { readonly kind: 'bucket'; readonly bucket: Bucket }
  | { readonly kind: 'order'; readonly orderId: string; readonly record: OrderRecord }
  | {
      readonly kind: 'receipt';
      readonly sku: string;
      readonly receiptId: string;
      readonly record: ReceiptRecord;
    };

/** Port to a full, strongly consistent scan of the Ledger: only the audit may pay for it. */
export interface LedgerScan {
  /** One page of one of `of` parallel segments. Details of orders are read through the `OrderStore`. */
  scan(
    segment: number,
    of: number,
    cursor: string | undefined,
  ): Promise<{ records: LedgerRecord[]; cursor?: string }>;
}
