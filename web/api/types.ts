/** What the API answers with (openapi.yaml). Amounts are integers in minor units of an ISO 4217 currency. */

/** A product as lists have it. */
export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly price: number;
  readonly currency: string;
}

/** How much of a product there is; `low_stock` at five units and below. */
export type Availability = 'in_stock' | 'low_stock' | 'sold_out';

/** A product's page. */
export interface ProductDetails extends Product {
  /** Absent when it could not be read in time; `degraded` then names it. */
  readonly availability?: Availability | undefined;
  /** Names of the parts that were left out, so that the page could be shown at all. */
  readonly degraded: readonly string[];
}

/** A page of the catalogue. It may be empty and still have a cursor. */
export interface ProductPage {
  readonly items: readonly Product[];
  readonly cursor?: string | undefined;
}

/** A line of a cart at its current price. */
export interface CartLine {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly price: number;
  readonly lineTotal: number;
}

/** A line that is kept, but cannot be ordered now and is in no total. */
export interface UnavailableLine {
  readonly sku: string;
  readonly quantity: number;
  readonly reason: string;
}

/** A cart at current prices. */
export interface Cart {
  readonly cartId: string;
  readonly lines: readonly CartLine[];
  readonly total: number;
  /** Absent while there are no lines. */
  readonly currency?: string | undefined;
  readonly unavailable: readonly UnavailableLine[];
}

/** `payment_pending`: recorded, goods kept, payment still to come. `refunding`: money on its way back. */
export type OrderStatus = 'confirmed' | 'payment_pending' | 'cancelled' | 'refunding' | 'refunded';

/** A line of an order, as it was when the order was placed. */
export interface OrderLine {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly price: number;
}

/** What every view of an order has. */
interface OrderBase {
  readonly orderId: string;
  readonly status: OrderStatus;
  readonly lines: readonly OrderLine[];
  readonly total: number;
  readonly currency: string;
  /** What the coupon took off; already taken off the total. */
  readonly discount?: number | undefined;
  readonly couponCode?: string | undefined;
  /** For the shopper, in the shop's language. */
  readonly message: string;
}

/** An order that was just placed, or was found to be placed already. */
export interface PlacedOrder extends OrderBase {
  /** Opens this order and no other; whoever has it can see and cancel the order. */
  readonly orderToken: string;
}

/** An order as its shopper sees it later. */
export interface Order extends OrderBase {
  /** Oldest first. `at` is ISO 8601. */
  readonly history: readonly { readonly status: OrderStatus; readonly at: string }[];
}

/** What `POST /v1/orders` takes. */
export interface OrderRequest {
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly customer: {
    readonly email: string;
    readonly name?: string | undefined;
    readonly phone?: string | undefined;
  };
  readonly delivery: {
    readonly name: string;
    readonly lines: readonly string[];
    readonly city: string;
    readonly postcode: string;
    readonly country: string;
  };
  readonly payment: { readonly token: string };
  readonly couponCode?: string | undefined;
  /** The total that the shopper saw, in minor units. */
  readonly expectedTotal?: number | undefined;
}
