import { type StockDeps } from '../deps';
import { type Order, type OrderRecord } from '../orders/order';
import { mapBounded } from '../runtime';
import { isReceiptEntry, isReturnEntry, parseOwner } from '../stock/attempt';
import { bucketsOf } from '../stock/buckets';
import { type Bucket } from '../stock/ledger';
import { entriesOf, type NamedEntry, ownersOf } from '../stock/settle';

/** Units of one SKU as its buckets tell them. */
interface Stock {
  received: number;
  withdrawn: number;
  available: number;
  /** Entries of attempts, and those by which units of orders came back. */
  readonly entries: NamedEntry[];
}

/** A SKU whose sums do not agree. */
export interface StockDifference {
  readonly sku: string;
  readonly expectedAvailable: number;
  readonly available: number;
  readonly oversold: number;
}

const AT_ONCE = 16;

/** Adds up buckets, orders and open entries, and finds SKUs where they disagree (P1, P5). */
export class StockSums {
  private readonly stock = new Map<string, Stock>();
  /** Units of committed orders by SKU, those that are coming back too. */
  private readonly committed = new Map<string, number>();
  /** Ids of the orders in `committed`. */
  private readonly counted = new Set<string>();

  get skus(): number {
    return this.all().length;
  }

  addBucket(bucket: Bucket): void {
    const stock = this.of(bucket.sku);
    stock.received += bucket.received;
    stock.withdrawn += bucket.withdrawn;
    stock.available += bucket.available;
    stock.entries.push(...entriesOf(bucket).filter(({ opId }) => !isReceiptEntry(opId)));
  }

  /** Counts an order's units as committed until all of them went back; what went back so far tells its bucket. */
  async addOrder(deps: StockDeps, order: Order): Promise<void> {
    if (order.released) return;
    this.counted.add(order.id);
    const { allocations } = await deps.orders.details(order);
    for (const { sku, quantity } of allocations)
      this.committed.set(sku, (this.committed.get(sku) ?? 0) + quantity);
  }

  /**
   * Call once, after everything was added. Where something was sold between the reading of a bucket and that of its order,
   * sums disagree: those buckets are read again, now that every order that counts has been seen. What was taken since tells its entry.
   */
  async differences(deps: StockDeps): Promise<StockDifference[]> {
    const suspects = (await this.compare(deps, this.all())).map(({ sku }) => sku);
    await mapBounded(suspects, AT_ONCE, async (sku) => {
      this.stock.delete(sku);
      for (const bucket of await deps.stock.read(bucketsOf(sku, deps.settings))) this.addBucket(bucket);
    });
    return this.compare(deps, suspects);
  }

  private of(sku: string): Stock {
    const known = this.stock.get(sku);
    if (known) return known;
    const fresh = { received: 0, withdrawn: 0, available: 0, entries: [] };
    this.stock.set(sku, fresh);
    return fresh;
  }

  private all(): string[] {
    return [...new Set([...this.stock.keys(), ...this.committed.keys()])];
  }

  private async compare(deps: StockDeps, skus: readonly string[]): Promise<StockDifference[]> {
    const taken = skus.flatMap((sku) => this.of(sku).entries.filter(({ opId }) => !isReturnEntry(opId)));
    const owners = await ownersOf(
      deps,
      taken.filter((entry) => this.isOfCounted(entry)),
    );
    const open = new Set<NamedEntry>();
    await mapBounded(taken, AT_ONCE, async (entry) => {
      if (!(await this.isAllocated(deps, entry, owners))) open.add(entry);
    });
    return skus.flatMap((sku) => this.differenceOf(sku, open));
  }

  private differenceOf(sku: string, open: ReadonlySet<NamedEntry>): StockDifference[] {
    const { received, withdrawn, available, entries } = this.of(sku);
    const sumOf = (which: (entry: NamedEntry) => boolean): number =>
      entries.filter(which).reduce((sum, { quantity }) => sum + quantity, 0);
    const returned = sumOf((entry) => isReturnEntry(entry.opId) && this.isOfCounted(entry));
    const committed = (this.committed.get(sku) ?? 0) - returned;
    const expectedAvailable = received - withdrawn - committed - sumOf((entry) => open.has(entry));
    const oversold = Math.max(0, committed - (received - withdrawn));
    return expectedAvailable === available && oversold === 0
      ? []
      : [{ sku, expectedAvailable, available, oversold }];
  }

  private isOfCounted({ owner }: NamedEntry): boolean {
    const parsed = parseOwner(owner);
    return parsed?.kind === 'order' && this.counted.has(parsed.orderId);
  }

  /** Whether the entry's units are counted with the order that allocates them, one of `owners`. */
  private async isAllocated(
    deps: StockDeps,
    entry: NamedEntry,
    owners: ReadonlyMap<string, OrderRecord>,
  ): Promise<boolean> {
    const owner = parseOwner(entry.owner);
    const record = owner?.kind === 'order' ? owners.get(owner.orderId) : undefined;
    if (record?.kind !== 'order') return false;
    const { allocations } = await deps.orders.details(record.order);
    return allocations.some(({ opId }) => opId === entry.opId);
  }
}
