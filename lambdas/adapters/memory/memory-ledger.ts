import { type AuditReport } from '../../domain/audit/report';
import { type StoredCart } from '../../domain/carts/cart';
import { type Product } from '../../domain/catalogue/catalogue';
import { type OrderDetails, type OrderRecord } from '../../domain/orders/order';
import { type Bucket, type BucketId } from '../../domain/stock/ledger';
import { type ReceiptRecord } from '../../domain/stock/receipt';

/**
 * The content of both tables, shared by the memory adapters of all "Regions" of a test. Values are
 * replaced, never changed in place, so what a caller has read stays as it was.
 */
export class MemoryLedger {
  /** By `bucketKey`. */
  readonly buckets = new Map<string, Bucket>();
  /** By order id. */
  readonly orders = new Map<string, OrderRecord>();
  /** By order id and attempt, see `detailsKey`. */
  readonly details = new Map<string, OrderDetails>();
  /** By `receiptKey`. */
  readonly receipts = new Map<string, ReceiptRecord>();
  /** By SKU. */
  readonly products = new Map<string, Product>();
  /** By cart id. */
  readonly carts = new Map<string, StoredCart>();
  /** By report id. */
  readonly reports = new Map<string, AuditReport>();
  /** By name. */
  readonly cursors = new Map<string, string>();
  /** Days whose reconciliation is done. */
  readonly doneDays = new Set<string>();
}

export const bucketKey = ({ sku, bucket }: BucketId): string => `STOCK#${sku}#${bucket}`;
export const detailsKey = (orderId: string, attempt: string): string => `LINES#${orderId}#${attempt}`;
export const receiptKey = (sku: string, receiptId: string): string => `RECEIPT#${sku}#${receiptId}`;

/** Compares by UTF-16 code units, which for keys in ASCII is DynamoDB's order of bytes. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
