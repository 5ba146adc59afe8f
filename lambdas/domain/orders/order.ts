import { type Money } from '../money';
import { type Owed } from './owed';

/** Where an order is in its saga. See docs/architecture.md for the transitions. */
export type OrderStatus = 'OPEN' | 'CONFIRMED' | 'VOIDING' | 'CANCELLED' | 'REFUNDING' | 'REFUNDED';

/** Why an order was stopped. */
export type StopReason = 'declined' | 'shopper' | 'hold_expired';

/** One SKU of an order with the price at which it was sold. */
export interface OrderLine {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly price: Money;
}

/** Units that an order took from one bucket under one op id. */
export interface Allocation {
  readonly opId: string;
  readonly sku: string;
  readonly bucket: number;
  readonly quantity: number;
  /** A copy of the reserve request may still land: its entry stays until that is impossible (R4). */
  readonly resent: boolean;
}

export interface Customer {
  readonly email: string;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly erasedAt?: undefined;
}

/** What is left of a customer who asked to be forgotten (../personal-data): nobody to write to. */
export interface ErasedCustomer {
  /** When, in ms since the epoch. */
  readonly erasedAt: number;
  readonly email?: undefined;
  readonly name?: undefined;
  readonly phone?: undefined;
}

export interface Delivery {
  readonly name: string;
  readonly lines: readonly string[];
  readonly city: string;
  readonly postcode: string;
  readonly country: string;
}

/** What a coupon took off an order. */
export interface UsedCoupon {
  readonly code: string;
  readonly discount: Money;
}

/** The part of an order that never changes after the commit, save that personal data is erased on request. */
export interface OrderDetails {
  readonly lines: readonly OrderLine[];
  readonly coupon?: UsedCoupon | undefined;
  readonly allocations: readonly Allocation[];
  readonly customer: Customer | ErasedCustomer;
  /** Absent where nothing is delivered, and once it was erased. */
  readonly delivery?: Delivery | undefined;
}

/** The part of an order that changes: its head. Every change raises `version` by one. */
export interface Order {
  readonly id: string;
  /** The attempt that committed it; its allocations are the order's. */
  readonly attempt: string;
  readonly version: number;
  readonly status: OrderStatus;
  readonly total: Money;
  /**
   * SHA-256 of the request, to tell a retry from a reuse of the idempotency key. It outlives an erasure: the payment
   * token in it, which nobody can guess, keeps it from telling whose order it was.
   */
  readonly fingerprint: string;
  /** The provider's name for the means of payment (no card data); dropped once it is of no more use. */
  readonly paymentToken?: string | undefined;
  /** The provider's intent: stored before it is confirmed, so that no other one ever is. */
  readonly intentId?: string | undefined;
  readonly stopReason?: StopReason | undefined;
  /** The stock of a cancelled or refunded order was given back. */
  readonly released: boolean;
  /** Steps tried in vain since the last progress: drives the back-off. */
  readonly tries: number;
  /** Events not yet published and messages not yet sent. */
  readonly owes: readonly Owed[];
  /** Present while a step is owed: the order is in the work index of `region` from `dueAt` on. */
  readonly work?: { readonly region: string; readonly dueAt: number } | undefined;
  readonly placedAt: number;
  /** When its payment was put off, if it was: its shopper was told that payment is busy. */
  readonly bufferedAt?: number | undefined;
  /** Percent of the coupon that its shopper gets for waiting; absent where there is none. */
  readonly couponPercent?: number | undefined;
  /** When its goods left the house: from then on it cannot be cancelled. Only CONFIRMED orders have it. */
  readonly fulfilledAt?: number | undefined;
  /** Region that committed it. */
  readonly region: string;
  readonly history: readonly { readonly status: OrderStatus; readonly at: number }[];
}

/** What stands under an order's key. */
export type OrderRecord =
  | {
      readonly kind: 'order';
      readonly order: Order;
      /** The details, where the store got them with the same read. */
      readonly details?: OrderDetails | undefined;
    }
  /** Never an order (so far): attempts in `fenced` may not commit any more, others may. */
  | { readonly kind: 'abandoned'; readonly fenced: readonly string[] };

export type CommitResult =
  | { readonly kind: 'committed' }
  | { readonly kind: 'taken'; readonly record: OrderRecord };

export type UpdateResult =
  | { readonly kind: 'updated' }
  /** Somebody else moved the order on; this is where it stands. */
  | { readonly kind: 'changed'; readonly order: Order };

/** Port to the orders in the Ledger. Reads are strongly consistent. Failures throw `StoreUnavailable`. */
export interface OrderStore {
  read(orderId: string): Promise<OrderRecord | undefined>;
  /** Strong reads of many orders at once; missing ones are left out. */
  readMany(orderIds: readonly string[]): Promise<ReadonlyMap<string, OrderRecord>>;
  /** The immutable part of a committed order. */
  details(order: Order): Promise<OrderDetails>;
  /**
   * R2, the commit point: puts the order if its key is free, or only holds an ABANDONED record that
   * does not fence `order.attempt`. The details are durable before the order can be seen.
   */
  commit(order: Order, details: OrderDetails): Promise<CommitResult>;
  /** Puts or extends the ABANDONED record, unless an order stands there; returns what stands there afterwards. */
  fence(orderId: string, attempt: string): Promise<OrderRecord>;
  /** Replaces the head if its version is still `next.version - 1`. Keeps the details. */
  update(next: Order): Promise<UpdateResult>;
  /** Ids of orders in the work index of `region` that are due at or before `before`, oldest first (eventually consistent). */
  due(region: string, before: number, limit: number): Promise<string[]>;
}

/** The key under which journal entries name an order as their owner. */
export const orderKey = (orderId: string): string => `ORDER#${orderId}`;
