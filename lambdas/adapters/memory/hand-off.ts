import { type AuditQueue } from '../../domain/audit/report';
import { type Hurried, type OrderEvents, type StockLow, type WorkQueue } from '../../domain/orders/hand-off';
import { type Order } from '../../domain/orders/order';
import { type OrderEventName } from '../../domain/orders/owed';
import { atomically, type Step } from './step';

/** What `OrderEvents` was told, in order. */
export interface PublishedEvent {
  readonly name: OrderEventName | 'OrderPaymentPending';
  readonly order: Order;
  readonly at: number;
}

/** `OrderEvents` in memory. */
export class MemoryOrderEvents implements OrderEvents {
  readonly published: PublishedEvent[] = [];
  readonly low: StockLow[] = [];

  constructor(private readonly step?: Step) {}

  async publish(events: readonly { name: OrderEventName; order: Order; at: number }[]): Promise<void> {
    return atomically(this.step, 'events.publish', () => void this.published.push(...events));
  }

  async paymentPending(order: Order, at: number): Promise<void> {
    return atomically(
      this.step,
      'events.paymentPending',
      () => void this.published.push({ name: 'OrderPaymentPending', order, at }),
    );
  }

  async stockLow(stock: readonly StockLow[]): Promise<void> {
    return atomically(this.step, 'events.stockLow', () => void this.low.push(...stock));
  }
}

/** A message as a worker gets it. */
export interface WorkMessage {
  readonly orderId: string;
  readonly delaySeconds: number;
  readonly dueAt?: number;
  readonly hurry?: true;
  readonly paidIntentId?: string;
}

/** `WorkQueue` in memory: messages wait in `messages` until a test takes them. */
export class MemoryWorkQueue implements WorkQueue {
  readonly messages: WorkMessage[] = [];

  constructor(private readonly step?: Step) {}

  async advanceLater(orderId: string, dueAt: number, delaySeconds: number): Promise<void> {
    return atomically(
      this.step,
      'queue.advanceLater',
      () => void this.messages.push({ orderId, dueAt, delaySeconds }),
    );
  }

  async hurry(orders: readonly Hurried[]): Promise<void> {
    const messages = orders.map(({ orderId, delaySeconds = 0, paidIntentId }): WorkMessage => ({
      orderId,
      delaySeconds,
      hurry: true,
      ...(paidIntentId === undefined ? {} : { paidIntentId }),
    }));
    return atomically(this.step, 'queue.hurry', () => void this.messages.push(...messages));
  }
}

/** `AuditQueue` in memory: ids of the reports asked for wait in `started`. */
export class MemoryAuditQueue implements AuditQueue {
  readonly started: string[] = [];

  constructor(private readonly step?: Step) {}

  async start(reportId: string): Promise<void> {
    return atomically(this.step, 'audits.start', () => void this.started.push(reportId));
  }
}
