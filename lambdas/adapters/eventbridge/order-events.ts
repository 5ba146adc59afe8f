import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import { StoreUnavailable } from '../../domain/errors';
import { type OrderEvents, type StockLow } from '../../domain/orders/hand-off';
import { type Order } from '../../domain/orders/order';
import { type OrderEventName } from '../../domain/orders/owed';
import { serviceUnavailable } from '../service-errors';

/** Raised when a field is removed or changes its meaning; new fields do not raise it. */
const SCHEMA_VERSION = 1;
const SOURCE = 'holdfast';
/** Limit of the EventBridge API: entries in one PutEvents. */
const MAX_ENTRIES = 10;

/** The same event of the same order has the same `eventId`, however often it is published: consumers know copies by it. */
const orderDetail = (name: string, order: Order) => ({
  eventId: `${order.id}:${name}`,
  orderId: order.id,
  total: order.total,
  status: order.status,
});

/** `OrderEvents` on an event bus. Events carry no personal data: who needs more reads the order. */
export class EventBridgeOrderEvents implements OrderEvents {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
  ) {}

  async publish(events: readonly { name: OrderEventName; order: Order; at: number }[]): Promise<void> {
    await this.put(events.map(({ name, order, at }) => this.entry(name, at, orderDetail(name, order))));
  }

  async paymentPending(order: Order, at: number): Promise<void> {
    await this.put([
      this.entry('OrderPaymentPending', at, orderDetail(`OrderPaymentPending#${order.version}`, order)),
    ]);
  }

  async stockLow(stock: readonly StockLow[], at: number): Promise<void> {
    await this.put(
      stock.map(({ sku, available }) =>
        this.entry('StockLow', at, { eventId: `${sku}:StockLow:${at}`, sku, available }),
      ),
    );
  }

  private entry(detailType: string, at: number, detail: object): PutEventsRequestEntry {
    return {
      EventBusName: this.busName,
      Source: SOURCE,
      DetailType: detailType,
      Time: new Date(at),
      Detail: JSON.stringify({ schemaVersion: SCHEMA_VERSION, ...detail, at: new Date(at).toISOString() }),
    };
  }

  private async put(entries: readonly PutEventsRequestEntry[]): Promise<void> {
    for (let start = 0; start < entries.length; start += MAX_ENTRIES)
      await this.putPage(entries.slice(start, start + MAX_ENTRIES));
  }

  /** PutEvents succeeds even when single entries fail: its answer must be looked at. */
  private async putPage(entries: PutEventsRequestEntry[]): Promise<void> {
    const operation = `EventBridge PutEvents to ${this.busName}`;
    const output = await this.client
      .send(new PutEventsCommand({ Entries: entries }))
      .catch((error: unknown) => {
        throw serviceUnavailable(operation, error);
      });
    if (!output.FailedEntryCount) return;
    const codes = (output.Entries ?? [])
      .map(({ ErrorCode }) => ErrorCode)
      .filter((code) => code !== undefined);
    const all = output.FailedEntryCount === entries.length;
    throw new StoreUnavailable(
      `${operation} failed for ${output.FailedEntryCount} of ${entries.length} events: ${codes.join(', ')}`,
      all ? 'not_applied' : 'unknown',
    );
  }
}
