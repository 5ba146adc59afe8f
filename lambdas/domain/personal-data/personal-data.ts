import { type OrderDetails } from '../orders/order';

/** The details that one attempt to order left in the Ledger: of an order, or of an attempt that became none. */
export interface StoredDetails {
  /** Where the store finds them again. */
  readonly key: string;
  readonly orderId: string;
  readonly attempt: string;
  /** Undefined where they are damaged and cannot be read. */
  readonly details: OrderDetails | undefined;
}

/** Port to everything in the Ledger that holds personal data. Failures throw `StoreUnavailable`. */
export interface PersonalDataStore {
  /** A page of a strongly consistent scan over all details; `cursor` is absent at the end. */
  scan(
    cursor: string | undefined,
  ): Promise<{ readonly found: readonly StoredDetails[]; readonly cursor?: string | undefined }>;
  /** Puts `details` in the place of those found, whatever became of the order meanwhile. Safe to repeat. */
  replace(found: StoredDetails, details: OrderDetails): Promise<void>;
}

/**
 * What the ledger needs of an order, and the books: what was sold, for how much, and which units. Not who bought it
 * and where it went.
 */
export function withoutPersonalData(
  { lines, allocations, coupon }: OrderDetails,
  erasedAt: number,
): OrderDetails {
  return { lines, allocations, ...(coupon && { coupon }), customer: { erasedAt } };
}
