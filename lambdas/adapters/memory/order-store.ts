import { CorruptRecord } from '../../domain/errors';
import {
  type CommitResult,
  type Order,
  type OrderDetails,
  type OrderRecord,
  type OrderStore,
  type UpdateResult,
} from '../../domain/orders/order';
import { byText, detailsKey, type MemoryLedger } from './memory-ledger';
import { atomically, type Step } from './step';

/** `OrderStore` in memory. */
export class MemoryOrderStore implements OrderStore {
  constructor(
    private readonly ledger: MemoryLedger,
    private readonly step?: Step,
  ) {}

  async read(orderId: string): Promise<OrderRecord | undefined> {
    return atomically(this.step, 'orders.read', () => this.ledger.orders.get(orderId));
  }

  async readMany(orderIds: readonly string[]): Promise<ReadonlyMap<string, OrderRecord>> {
    return atomically(this.step, 'orders.readMany', () => {
      const found = new Map<string, OrderRecord>();
      for (const id of orderIds) {
        const record = this.ledger.orders.get(id);
        if (record) found.set(id, this.withDetails(record));
      }
      return found;
    });
  }

  private withDetails(record: OrderRecord): OrderRecord {
    if (record.kind !== 'order') return record;
    const { id, attempt } = record.order;
    return { ...record, details: this.ledger.details.get(detailsKey(id, attempt)) };
  }

  async details(order: Order): Promise<OrderDetails> {
    return atomically(this.step, 'orders.details', () => {
      const details = this.ledger.details.get(detailsKey(order.id, order.attempt));
      if (details) return details;
      throw new CorruptRecord(`Order ${order.id} has no details of its attempt ${order.attempt}.`);
    });
  }

  async commit(order: Order, details: OrderDetails): Promise<CommitResult> {
    return atomically(this.step, 'orders.commit', () => {
      const record = this.ledger.orders.get(order.id);
      if (record?.kind === 'order' && record.order.attempt === order.attempt) return { kind: 'committed' };
      const taken = record?.kind === 'order' || record?.fenced.includes(order.attempt);
      if (record && taken) return { kind: 'taken', record };
      this.ledger.details.set(detailsKey(order.id, order.attempt), details);
      this.ledger.orders.set(order.id, { kind: 'order', order });
      return { kind: 'committed' };
    });
  }

  async fence(orderId: string, attempt: string): Promise<OrderRecord> {
    return atomically(this.step, 'orders.fence', () => {
      const record = this.ledger.orders.get(orderId);
      if (record?.kind === 'order' || record?.fenced.includes(attempt)) return record;
      const fenced: OrderRecord = { kind: 'abandoned', fenced: [...(record?.fenced ?? []), attempt] };
      this.ledger.orders.set(orderId, fenced);
      return fenced;
    });
  }

  async update(next: Order): Promise<UpdateResult> {
    return atomically(this.step, 'orders.update', () => {
      const record = this.ledger.orders.get(next.id);
      if (record?.kind !== 'order')
        throw new CorruptRecord(`Order ${next.id} is to be updated and was never committed.`);
      if (record.order.version !== next.version - 1) return { kind: 'changed', order: record.order };
      this.ledger.orders.set(next.id, { kind: 'order', order: next });
      return { kind: 'updated' };
    });
  }

  async due(region: string, before: number, limit: number): Promise<string[]> {
    return atomically(this.step, 'orders.due', () =>
      [...this.ledger.orders.values()]
        .flatMap((record) => (record.kind === 'order' && record.order.work ? [record.order] : []))
        .map(({ id, work }) => ({ id, region: work?.region, dueAt: work?.dueAt ?? 0 }))
        .filter((order) => order.region === region && order.dueAt <= before)
        .sort((a, b) => a.dueAt - b.dueAt || byText(a.id, b.id))
        .slice(0, limit)
        .map(({ id }) => id),
    );
  }
}
