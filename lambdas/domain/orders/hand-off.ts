import { type Order } from './order';
import { type OrderEventName } from './owed';

/** A SKU of which few units are left, or none. */
export interface StockLow {
  readonly sku: string;
  /** Units over all buckets, when it was looked at. */
  readonly available: number;
}

/** Port to the event bus. Throws `StoreUnavailable`. */
export interface OrderEvents {
  /** Publishes facts about orders, at least once. */
  publish(events: readonly { name: OrderEventName; order: Order; at: number }[]): Promise<void>;
  /** Says that an order waits for its payment; a rule on the bus hands it to the workers. */
  paymentPending(order: Order, at: number): Promise<void>;
  /** Says what is about to sell out. */
  stockLow(stock: readonly StockLow[], at: number): Promise<void>;
}

/** An order whose payment was put off and may go on before its time. */
export interface Hurried {
  readonly orderId: string;
  /** 0 to 900, as SQS has it. @default 0 */
  readonly delaySeconds?: number | undefined;
  /** The intent that succeeded, as the provider's signed word has it. */
  readonly paidIntentId?: string | undefined;
}

/** Port to the queue that tells the workers to advance an order. Throws `StoreUnavailable`. */
export interface WorkQueue {
  /**
   * Tells the workers to look at an order after `delaySeconds` (0 to 900, as SQS has it). `dueAt`, in ms since the
   * epoch, is when it is due as far as the sender knows: a copy of the message that finds another time is of no use.
   */
  advanceLater(orderId: string, dueAt: number, delaySeconds: number): Promise<void>;
  /**
   * Tells the workers that orders which were put off need not wait any longer. Those that could not be told
   * keep their time: hurrying only makes sooner what happens anyway.
   */
  hurry(orders: readonly Hurried[]): Promise<void>;
}
