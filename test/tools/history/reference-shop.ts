import { type OrderStatus } from '../../../tools/history/format';

/** Units of an attempt in one of a SKU's two shelves. */
interface Entry {
  readonly attempt: Attempt;
  readonly units: number;
}

/** A checkout that holds units and is not decided yet, or is. */
export interface Attempt {
  readonly key: string;
  state: 'undecided' | 'committed' | 'undone';
  readonly sku: string;
  readonly shelves: readonly [number, number];
}

export interface ShopOrder {
  readonly id: string;
  readonly body: number;
  readonly sku: string;
  readonly quantity: number;
  status: OrderStatus;
  readonly attempt: Attempt;
  /** Its units are back on the shelves. */
  released: boolean;
}

interface Shelf {
  available: number;
  received: number;
  withdrawn: number;
  entries: Entry[];
}

/** A shelf as a read saw it. */
type SeenShelf = Readonly<Shelf>;

/**
 * The smallest shop that keeps Holdfast's promises: units of a SKU lie on two shelves; a checkout takes them first
 * and records its order later; reads look at one shelf after the other, then at the orders. Every method happens
 * at one moment; whoever calls them decides when.
 */
export class ReferenceShop {
  readonly orders = new Map<string, ShopOrder>();
  private readonly shelves = new Map<string, readonly [Shelf, Shelf]>();
  private readonly receipts = new Map<string, number>();

  /** R1: takes what is wanted, or tells what is there. */
  reserve(key: string, sku: string, quantity: number): Attempt | { left: number; mayReturn: boolean } {
    const [first, second] = this.shelvesOf(sku);
    const left = first.available + second.available;
    if (left < quantity) return { left, mayReturn: left + this.undecided(sku) >= quantity };
    const fromFirst = Math.min(first.available, quantity);
    const attempt: Attempt = { key, state: 'undecided', sku, shelves: [fromFirst, quantity - fromFirst] };
    [first, second].forEach((shelf, index) => {
      const units = attempt.shelves[index] ?? 0;
      shelf.available -= units;
      shelf.entries.push({ attempt, units });
    });
    return attempt;
  }

  /** R2: records the order; null when its key has one already, and the attempt is undone. */
  commit(attempt: Attempt, body: number, status: OrderStatus): ShopOrder | null {
    if (this.orders.has(attempt.key)) return (this.undo(attempt), null);
    attempt.state = 'committed';
    const { key, sku, shelves } = attempt;
    const quantity = shelves[0] + shelves[1];
    const order = { id: `o-${key}`, body, sku, quantity, status, attempt, released: false };
    this.orders.set(key, order);
    return order;
  }

  undo(attempt: Attempt): void {
    if (attempt.state !== 'undecided') return;
    attempt.state = 'undone';
    this.giveBack(attempt);
  }

  /** R3: the units of an order that is over. */
  release(order: ShopOrder): void {
    if (!order.released) this.giveBack(order.attempt);
    order.released = true;
  }

  /** R6: once for each receipt id. */
  receive(sku: string, receiptId: string, quantity: number): 'done' | 'replayed' | 'refused' {
    const before = this.receipts.get(receiptId);
    if (before !== undefined) return before === quantity ? 'replayed' : 'refused';
    const [first, second] = this.shelvesOf(sku);
    if (first.available + second.available + quantity < 0) return 'refused';
    this.receipts.set(receiptId, quantity);
    if (quantity > 0) {
      first.available += quantity;
      first.received += quantity;
      return 'done';
    }
    this.withdraw([first, second], -quantity);
    return 'done';
  }

  /** One shelf as it is now. */
  look(sku: string, index: 0 | 1): SeenShelf {
    const shelf = this.shelvesOf(sku)[index];
    return { ...shelf, entries: [...shelf.entries] };
  }

  /** A stock answer from shelves that were seen before and orders as they are now. */
  levels(sku: string, seen: readonly SeenShelf[]) {
    const sum = (of: (shelf: SeenShelf) => number) => seen.reduce((total, shelf) => total + of(shelf), 0);
    const undecided = sum(({ entries }) =>
      entries.reduce((total, { attempt, units }) => total + (attempt.state === 'committed' ? 0 : units), 0),
    );
    const open = [...this.orders.values()].filter(
      (order) => order.sku === sku && order.status !== 'confirmed' && !order.released,
    );
    const held = undecided + open.reduce((total, { quantity }) => total + quantity, 0);
    const [received, available, withdrawn] = [
      sum((shelf) => shelf.received),
      sum((shelf) => shelf.available),
      sum((shelf) => shelf.withdrawn),
    ];
    return { received, withdrawn, available, held, sold: received - withdrawn - available - held };
  }

  private shelvesOf(sku: string): readonly [Shelf, Shelf] {
    const known = this.shelves.get(sku);
    if (known) return known;
    const empty = (): Shelf => ({ available: 0, received: 0, withdrawn: 0, entries: [] });
    const fresh = [empty(), empty()] as const;
    this.shelves.set(sku, fresh);
    return fresh;
  }

  private withdraw(shelves: readonly Shelf[], quantity: number): void {
    let left = quantity;
    for (const shelf of shelves) {
      const units = Math.min(shelf.available, left);
      shelf.available -= units;
      shelf.withdrawn += units;
      left -= units;
    }
  }

  private undecided(sku: string): number {
    const entries = this.shelvesOf(sku).flatMap((shelf) => shelf.entries);
    return entries.reduce((sum, { attempt, units }) => sum + (attempt.state === 'undecided' ? units : 0), 0);
  }

  private giveBack(attempt: Attempt): void {
    this.shelvesOf(attempt.sku).forEach((shelf, index) => {
      shelf.available += attempt.shelves[index] ?? 0;
      shelf.entries = shelf.entries.filter((entry) => entry.attempt !== attempt);
    });
  }
}
