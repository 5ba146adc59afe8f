import { shareRuns } from '../control/share-runs';
import { type AttributeMap } from '../dynamodb/request';
import { bucketOf, KEY_PREFIXES, orderOf } from './ledger-items';
import { OrderCounts } from './order-counts';
import { type OrdersView, type StockRow, type StockView } from './shape';
import { StockCounts } from './stock-counts';

/** One page of the Ledger. */
export interface LedgerPage {
  readonly items: readonly AttributeMap[];
  /** Where to read on; absent after the last page. */
  readonly next?: AttributeMap | undefined;
}

/** Reads the Ledger past all faults, and tells of what is written to it. */
export interface LedgerSource {
  /** Orders and buckets of the next few hundred items. */
  page(from: AttributeMap | undefined): Promise<LedgerPage>;
  /** Items by key, at most 100; those that are not there are left out. */
  read(keys: readonly string[]): Promise<readonly AttributeMap[]>;
  /** Tells the key of each item that was written; the result ends that. */
  watchWrites(listener: (key: string) => void): () => void;
}

/** BatchGetItem takes no more keys in a call ("BatchGetItem", RequestItems). */
const KEYS_A_READ = 100;
/** A refresh reads for no longer, a sixth of the time: shoppers hardly notice, and 100,000 items take a minute at most. */
const REFRESH_MS = 200;
/** Written items that are noted while nobody looks. With more of them, counting anew costs less memory. */
const MOST_NOTED = 20_000;

const LOOKED_AT = Object.values(KEY_PREFIXES);

/** What was counted so far. */
interface Counted {
  readonly orders: OrderCounts;
  readonly stock: StockCounts;
  /** Where reading through the table goes on; `done` after its end. */
  position: AttributeMap | 'start' | 'done';
}

/**
 * Orders and stock, counted while somebody looks: once through the Ledger in small steps, and then only what was
 * written since. Before the first look it does nothing, and while nobody looks it notes keys.
 */
export class LedgerWatch {
  private counted: Counted = nothingCounted();
  private readonly written = new Set<string>();
  private endWatch: (() => void) | undefined;

  /** `now` gives milliseconds. */
  constructor(
    private readonly source: LedgerSource,
    private readonly now: () => number,
  ) {}

  /** Reads what was written, and a little further through the table. */
  readonly refresh = shareRuns(async () => {
    this.endWatch ??= this.source.watchWrites((key) => this.note(key));
    const end = this.now() + REFRESH_MS;
    do {
      if (this.written.size > 0) await this.readWritten();
      else await this.readOn();
    } while (this.now() < end && !this.isUpToDate());
  });

  /** Orders as of the last refresh; `at` in milliseconds since 1970. */
  orders(at: number): OrdersView {
    return { complete: this.isComplete(), ...this.counted.orders.view(at) };
  }

  /** Stock as of the last refresh. */
  stock(): StockView {
    return { complete: this.isComplete(), ...this.counted.stock.view() };
  }

  /** SKUs that contain the text, among those counted so far. */
  search(text: string): StockRow[] {
    return this.counted.stock.search(text);
  }

  close(): void {
    this.endWatch?.();
    this.endWatch = undefined;
    this.written.clear();
    this.counted = nothingCounted();
  }

  private note(key: string): void {
    if (!LOOKED_AT.some((prefix) => key.startsWith(prefix))) return;
    this.written.add(key);
    if (this.written.size > MOST_NOTED) this.close();
  }

  private isComplete(): boolean {
    return this.counted.position === 'done';
  }

  private isUpToDate(): boolean {
    return this.isComplete() && this.written.size === 0;
  }

  /** What is written while this reads is noted again, and read by the next call. */
  private async readWritten(): Promise<void> {
    const keys = [...this.written].slice(0, KEYS_A_READ);
    for (const key of keys) this.written.delete(key);
    const { counted } = this;
    const items = await this.source.read(keys);
    for (const key of keys) if (key.startsWith(KEY_PREFIXES.order)) forget(counted, key, items);
    for (const item of items) take(counted, item, true);
  }

  private async readOn(): Promise<void> {
    const { counted } = this;
    if (counted.position === 'done') return;
    const { items, next } = await this.source.page(
      counted.position === 'start' ? undefined : counted.position,
    );
    for (const item of items) take(counted, item, false);
    counted.position = next ?? 'done';
  }
}

const nothingCounted = (): Counted => ({
  orders: new OrderCounts(),
  stock: new StockCounts(),
  position: 'start',
});

function take({ orders, stock }: Counted, item: AttributeMap, moved: boolean): void {
  const order = orderOf(item);
  if (order !== undefined) return orders.put(order);
  const bucket = bucketOf(item);
  if (bucket !== undefined) stock.put(bucket, moved);
}

/** An order that is not there any more, or whose attempt was given up. */
function forget({ orders }: Counted, key: string, items: readonly AttributeMap[]): void {
  const orderId = key.slice(KEY_PREFIXES.order.length);
  if (!items.some((item) => orderOf(item)?.orderId === orderId)) orders.remove(orderId);
}
