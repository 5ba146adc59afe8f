import { type StockDeps } from '../deps';
import { type Order, type OrderRecord } from '../orders/order';
import { mapBounded } from '../runtime';
import { isReceiptEntry, isReturnEntry, parseOwner, returnEntry } from '../stock/attempt';
import { type Bucket } from '../stock/ledger';
import { entriesOf, type NamedEntry, ownersOf } from '../stock/settle';

/** Units of one SKU as the scan adds them up. */
interface Sums {
  received: number;
  withdrawn: number;
  available: number;
  /** Units of committed orders that are not given back. */
  committed: number;
  /** Units of entries that no committed order accounts for. */
  entries: number;
}

/** A SKU whose sums do not agree. */
export interface StockDifference {
  readonly sku: string;
  readonly expectedAvailable: number;
  readonly available: number;
  readonly oversold: number;
}

/** Adds up buckets, orders and open entries, and finds SKUs where they disagree (P1, P5). */
export class StockSums {
  private readonly sums = new Map<string, Sums>();
  private readonly entries: NamedEntry[] = [];
  private readonly skuOf = new Map<NamedEntry, string>();
  /** `<sku>#<bucket>#<entry>` of every return entry seen. */
  private readonly returns = new Set<string>();
  private readonly unreleased: Order[] = [];

  get skus(): number {
    return this.sums.size;
  }

  private of(sku: string): Sums {
    const known = this.sums.get(sku);
    if (known) return known;
    const fresh = { received: 0, withdrawn: 0, available: 0, committed: 0, entries: 0 };
    this.sums.set(sku, fresh);
    return fresh;
  }

  addBucket(bucket: Bucket): void {
    const sums = this.of(bucket.sku);
    sums.received += bucket.received;
    sums.withdrawn += bucket.withdrawn;
    sums.available += bucket.available;
    for (const entry of entriesOf(bucket)) {
      if (isReceiptEntry(entry.opId)) continue;
      if (isReturnEntry(entry.opId)) this.returns.add(`${bucket.sku}#${bucket.bucket}#${entry.opId}`);
      else {
        this.entries.push(entry);
        this.skuOf.set(entry, bucket.sku);
      }
    }
  }

  /** Counts an order's units as committed unless they went back. */
  async addOrder(deps: StockDeps, order: Order): Promise<void> {
    if (order.released) return;
    if (order.status === 'CANCELLED' || order.status === 'REFUNDED') {
      this.unreleased.push(order);
      return;
    }
    const { allocations } = await deps.orders.details(order);
    for (const { sku, quantity } of allocations) this.of(sku).committed += quantity;
  }

  /** Orders that are over but not released: given back bucket by bucket, as the return entries prove. */
  private async addUnreleased(deps: StockDeps): Promise<void> {
    for (const order of this.unreleased) {
      const { allocations } = await deps.orders.details(order);
      for (const { sku, bucket, quantity } of allocations)
        if (!this.returns.has(`${sku}#${bucket}#${returnEntry(order.id)}`))
          this.of(sku).committed += quantity;
    }
  }

  private async addEntries(deps: StockDeps): Promise<void> {
    const owners = await ownersOf(deps, this.entries);
    await mapBounded(this.entries, 16, async (entry) => {
      if (await isAccountedFor(deps, entry, owners)) return;
      this.of(this.skuOf.get(entry) ?? '').entries += entry.quantity;
    });
  }

  /** Call once, after everything was added. */
  async differences(deps: StockDeps): Promise<StockDifference[]> {
    await this.addUnreleased(deps);
    await this.addEntries(deps);
    return [...this.sums].flatMap(([sku, { received, withdrawn, available, committed, entries }]) => {
      const expectedAvailable = received - withdrawn - committed - entries;
      const oversold = Math.max(0, committed - (received - withdrawn));
      return expectedAvailable === available && oversold === 0
        ? []
        : [{ sku, expectedAvailable, available, oversold }];
    });
  }
}

/** Whether the entry's units are counted with the order that allocates them. */
async function isAccountedFor(
  deps: StockDeps,
  entry: NamedEntry,
  owners: ReadonlyMap<string, OrderRecord>,
): Promise<boolean> {
  const owner = parseOwner(entry.owner);
  const record = owner?.kind === 'order' ? owners.get(owner.orderId) : undefined;
  if (record?.kind !== 'order' || record.order.released) return false;
  const { allocations } = await deps.orders.details(record.order);
  return allocations.some(({ opId }) => opId === entry.opId);
}
