import { type Allocation } from '../orders/order';

/**
 * Stock received (positive) or withdrawn (negative), once for each receipt id.
 * A withdrawal is committed like an order: its record decides the entries of its attempt.
 */
export type Receipt =
  | {
      readonly kind: 'received';
      readonly sku: string;
      readonly receiptId: string;
      readonly quantity: number;
      readonly plan: readonly { bucket: number; quantity: number }[];
      readonly applied: boolean;
    }
  | {
      readonly kind: 'withdrawn';
      readonly sku: string;
      readonly receiptId: string;
      /** Positive number of units. */
      readonly quantity: number;
      readonly attempt: string;
      readonly allocations: readonly Allocation[];
      /** All entries are folded into `withdrawn`. */
      readonly applied: boolean;
    };

/** What stands under a receipt's key: like an order, it can be fenced before it is committed. */
export type ReceiptRecord =
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | { readonly kind: 'abandoned'; readonly fenced: readonly string[] };

/** Port to the receipts in the Ledger. Reads are strongly consistent. Failures throw `StoreUnavailable`. */
export interface ReceiptStore {
  read(sku: string, receiptId: string): Promise<ReceiptRecord | undefined>;
  /**
   * Puts the receipt if its key is free, or only holds an ABANDONED record that does not fence the
   * receipt's attempt (a received one has no attempt and takes the place of any ABANDONED record).
   */
  commit(
    receipt: Receipt,
  ): Promise<{ readonly kind: 'committed' } | { readonly kind: 'taken'; readonly record: ReceiptRecord }>;
  /** Puts or extends the ABANDONED record; returns what stands there afterwards. */
  fence(sku: string, receiptId: string, attempt: string): Promise<ReceiptRecord>;
  /** Sets `applied`. Idempotent. */
  markApplied(sku: string, receiptId: string): Promise<void>;
}
