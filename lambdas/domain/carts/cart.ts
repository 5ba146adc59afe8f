/** One line of a cart as it is stored: never with a price. */
export interface CartLine {
  readonly sku: string;
  readonly quantity: number;
  /** Milliseconds since the epoch, whole seconds. The store may forget the line from then on. */
  readonly keptUntil: number;
}

/** What is stored of a cart beside its lines: that it exists, and until when. */
export interface CartHead {
  /** When this cart began, in milliseconds since the epoch. */
  readonly since: number;
  /** When all of it expires, whole seconds. The store may forget the head from then on. */
  readonly expiresAt: number;
}

/** All that is stored under one cart id, expired things too: a store may forget them days late. */
export interface StoredCart {
  readonly head: CartHead | undefined;
  /** In order of SKU. */
  readonly lines: readonly CartLine[];
}

/**
 * Port to the carts in the Shop table: eventually consistent between Regions, last writer wins. The head and
 * each line are records of their own, so that devices that change different lines in different Regions do not
 * overwrite each other. Within a Region a read sees every write before it.
 */
export interface CartStore {
  read(cartId: string): Promise<StoredCart>;
  putHead(cartId: string, head: CartHead): Promise<void>;
  putLine(cartId: string, line: CartLine): Promise<void>;
  /** Does nothing when the line is not there. */
  removeLine(cartId: string, sku: string): Promise<void>;
  /** Keeps these lines longer, their quantities as they are; those that are gone stay gone. */
  keepLines(cartId: string, skus: readonly string[], keptUntil: number): Promise<void>;
}
