import { type OrderItem } from './ledger-items';
import { type OrderView, type OrdersView } from './shape';

/** Rows that a person reads at a glance. */
const SHOWN = 15;

/** Orders as they were read last. Counts are kept up as orders change, so that showing them costs no look at all of them. */
export class OrderCounts {
  /** Status and place in the work index are all that is kept of an order that is not among the newest. */
  private readonly statuses = new Map<string, string>();
  private readonly byStatus = new Map<string, number>();
  private readonly owed = new Map<string, OrderItem>();
  private newest: OrderItem[] = [];

  /** Takes note of an order as it is now. */
  put(order: OrderItem): void {
    this.recount(order.orderId, order.status);
    if (order.work === undefined) this.owed.delete(order.orderId);
    else this.owed.set(order.orderId, order);
    this.placeAmongNewest(order);
  }

  /** Takes note of an order that is none, or none any more. */
  remove(orderId: string): void {
    this.recount(orderId, undefined);
    this.owed.delete(orderId);
    this.newest = this.newest.filter((each) => each.orderId !== orderId);
  }

  /** What the page shows at the given time (milliseconds since 1970). */
  view(now: number): Omit<OrdersView, 'complete'> {
    const owed = [...this.owed.values()].sort((a, b) => dueAtOf(a) - dueAtOf(b));
    return {
      count: this.statuses.size,
      byStatus: Object.fromEntries(this.byStatus),
      newest: this.newest.map(orderView),
      owed: {
        count: owed.length,
        overdue: owed.filter((order) => dueAtOf(order) <= now).length,
        next: owed.slice(0, SHOWN).map(orderView),
      },
    };
  }

  private recount(orderId: string, status: string | undefined): void {
    const before = this.statuses.get(orderId);
    if (before !== undefined) this.add(before, -1);
    if (status === undefined) this.statuses.delete(orderId);
    else this.statuses.set(orderId, status);
    if (status !== undefined) this.add(status, 1);
  }

  private add(status: string, change: number): void {
    const count = (this.byStatus.get(status) ?? 0) + change;
    if (count === 0) this.byStatus.delete(status);
    else this.byStatus.set(status, count);
  }

  private placeAmongNewest(order: OrderItem): void {
    const oldest = this.newest.at(-1);
    const known = this.newest.findIndex(({ orderId }) => orderId === order.orderId);
    if (known >= 0) this.newest[known] = order;
    else if (this.newest.length < SHOWN || placedAtOf(order) > placedAtOf(oldest)) this.newest.push(order);
    else return;
    this.newest = this.newest.sort((a, b) => placedAtOf(b) - placedAtOf(a)).slice(0, SHOWN);
  }
}

const dueAtOf = ({ work }: OrderItem): number => work?.dueAt ?? 0;
const placedAtOf = (order: OrderItem | undefined): number => order?.placedAt ?? 0;
const isoOf = (time: number | undefined): string | null =>
  time === undefined ? null : new Date(time).toISOString();

const orderView = ({
  orderId,
  status,
  total,
  currency,
  placedAt,
  region,
  tries,
  work,
}: OrderItem): OrderView => ({
  orderId,
  status,
  total: total ?? null,
  currency: currency ?? null,
  placedAt: isoOf(placedAt),
  region: region ?? null,
  tries,
  dueAt: isoOf(work?.dueAt),
  workRegion: work?.region ?? null,
});
