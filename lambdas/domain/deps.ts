import { type Catalogue } from './catalogue/catalogue';
import { type MessageChannels } from './messages/messages';
import { type OrderEvents, type WorkQueue } from './orders/hand-off';
import { type OrderObserver } from './orders/observer';
import { type OrderStore } from './orders/order';
import { type Payments } from './payments/payments';
import { type Clock, type Random } from './runtime';
import { type StockLedger } from './stock/ledger';
import { type ReceiptStore } from './stock/receipt';

/** Numbers that the deployment chooses. */
export interface Settings {
  /** Region in which this code runs. */
  readonly region: string;
  /** All Regions of the deployment, in the same order everywhere. */
  readonly regions: readonly string[];
  /** Buckets that each SKU is spread over; may grow, never shrink. */
  readonly stockBuckets: number;
  /** Longer than any function that reserves may run: younger entries are never fenced by others. */
  readonly attemptMaxMs: number;
  /** An order unpaid for longer goes through VOIDING. */
  readonly holdMaxMs: number;
  /** Orders a second and Region that are charged at most once an outage of the provider is over. */
  readonly drainPerSecond: number;
  /** Value of the coupon for a shopper who had to wait for the provider, in percent; 0 for none. */
  readonly couponPercent: number;
}

/** What the rules of the stock ledger need. */
export interface StockDeps {
  readonly stock: StockLedger;
  readonly orders: OrderStore;
  readonly receipts: ReceiptStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: Settings;
}

/** What the order saga needs. */
export interface SagaDeps extends StockDeps {
  readonly payments: Payments;
  readonly events: OrderEvents;
  readonly messages: MessageChannels;
  /** @default nobody */
  readonly observer?: OrderObserver | undefined;
}

/** What the saga needs where it tells the workers to go on. */
export interface QueuedSagaDeps extends SagaDeps {
  readonly queue: WorkQueue;
}

/** What a checkout needs. */
export interface PlaceOrderDeps extends SagaDeps {
  readonly catalogue: Catalogue;
}
