import { type Money } from '../money';
import { type Customer, type Delivery, type Order, type OrderDetails } from './order';

/** Most lines of an order, and most units of one SKU in it (the HTTP contract). A cart holds what can be ordered. */
export const MAX_LINES = 1500;
export const MAX_QUANTITY = 100_000;

/** A checkout as the HTTP contract has it, already validated; the same SKU twice is summed. */
export interface PlaceOrderRequest {
  readonly idempotencyKey: string;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly customer: Customer;
  readonly delivery?: Delivery | undefined;
  readonly paymentToken: string;
  /** As the shopper typed it. */
  readonly couponCode?: string | undefined;
  /** The total that the shopper saw, in minor units. */
  readonly expectedTotal?: number | undefined;
}

/** A line that cannot be had. `available` is what was left when it was looked at. */
export interface ShortLine {
  readonly sku: string;
  readonly requested: number;
  readonly available: number;
}

/** How a checkout ended. `placed` and `replayed` carry the order in its current state. */
export type PlaceOrderOutcome =
  | { readonly kind: 'placed'; readonly order: Order; readonly details: OrderDetails }
  | { readonly kind: 'replayed'; readonly order: Order; readonly details: OrderDetails }
  | { readonly kind: 'unknown_products'; readonly skus: readonly string[] }
  | { readonly kind: 'unknown_coupon' }
  /** An order has it; it comes back if that order is cancelled. */
  | { readonly kind: 'coupon_used' }
  /** The lines are priced in more than one currency. */
  | { readonly kind: 'mixed_currencies' }
  | { readonly kind: 'total_too_large'; readonly total: Money; readonly max: number }
  | { readonly kind: 'price_changed'; readonly total: Money }
  | { readonly kind: 'out_of_stock'; readonly lines: readonly ShortLine[]; readonly mayReturn: boolean }
  | { readonly kind: 'key_reused' }
  /** Nobody can tell yet, or nothing was ordered: the same request under the same key may be sent again and will tell. */
  | {
      readonly kind: 'busy';
      readonly reason: string;
      /** The Ledger did not answer; absent where other checkouts were in the way. */
      readonly storeFailed?: true;
    };
