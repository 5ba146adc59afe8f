/** One of the n counters over which the stock of a SKU is spread. */
export interface BucketId {
  readonly sku: string;
  /** 0 to n-1. */
  readonly bucket: number;
}

/** Units taken from (or put into) a bucket by one request, until everybody agrees on what became of them. */
export interface JournalEntry {
  /** Key of the record that decides this entry: `ORDER#<orderId>` or `RECEIPT#<sku>#<receiptId>`. */
  readonly owner: string;
  readonly quantity: number;
  /** Milliseconds since the epoch, on the writer's clock. */
  readonly at: number;
}

/** State of one bucket. `available` counts units that nobody holds. */
export interface Bucket extends BucketId {
  readonly available: number;
  readonly received: number;
  readonly withdrawn: number;
  /** Counts returns and receipts; a write that adds stock is conditional on it (R3, R6). */
  readonly guard: number;
  readonly journal: Readonly<Record<string, JournalEntry>>;
}

/** R1: a request to take `quantity` units under an op id that no other request will ever carry. */
export interface ReserveRequest extends BucketId {
  readonly opId: string;
  readonly owner: string;
  readonly quantity: number;
  readonly at: number;
}

export type ReserveResult =
  | {
      readonly kind: 'reserved';
      /** The SDK sent the request more than once: a copy may still be on its way. */
      readonly resent: boolean;
      /** Entries in the bucket's journal after the write; -1 where the store did not say. */
      readonly journalLength: number;
      /** Units left in the bucket after the write; undefined where the store did not say. */
      readonly left: number | undefined;
    }
  /** Nothing was taken. `bucket` is what stood there; `undefined` when the bucket does not exist. */
  | { readonly kind: 'insufficient'; readonly bucket: Bucket | undefined };

/** R4: what to do with entries of one bucket, in one write, conditional on every entry still being there. */
export interface JournalChange extends BucketId {
  /** Entries whose units go back to `available`. */
  readonly undo: readonly { opId: string; quantity: number }[];
  /** Entries to remove with the stock unchanged. */
  readonly drop: readonly string[];
  /** Entries of a committed withdrawal: removed, and added to `withdrawn`. */
  readonly withdraw: readonly { opId: string; quantity: number }[];
}

/** R3: gives an order's units back, conditional on `guard`, and leaves `entryId` as the proof. */
export interface StockReturn extends BucketId {
  readonly guard: number;
  /** `return:<orderId>`. */
  readonly entryId: string;
  readonly owner: string;
  readonly quantity: number;
  /** Op ids of the order's own entries, which may be gone already. */
  readonly remove: readonly string[];
  readonly at: number;
}

/** R6: adds received units, conditional on `guard`; `undefined` means the bucket must not exist yet. */
export interface StockReceipt extends BucketId {
  readonly guard: number | undefined;
  /** `receipt:<receiptId>`. */
  readonly entryId: string;
  readonly owner: string;
  readonly quantity: number;
  readonly at: number;
}

/** `changed`: the condition did not hold, nothing was written, read again. */
export type ConditionalWrite = 'done' | 'changed';

/** Port to the stock side of the Ledger. All reads are strongly consistent. Failures throw `StoreUnavailable`. */
export interface StockLedger {
  /** Takes units if enough are available and `opId` is not there yet; finding `opId` there is success. */
  reserve(request: ReserveRequest): Promise<ReserveResult>;
  /** The buckets that exist among `ids`, in any order. */
  read(ids: readonly BucketId[]): Promise<Bucket[]>;
  resolve(change: JournalChange): Promise<ConditionalWrite>;
  /** `changed` also when `entryId` is there already. */
  giveBack(request: StockReturn): Promise<ConditionalWrite>;
  /** `changed` also when `entryId` is there already. */
  receive(request: StockReceipt): Promise<ConditionalWrite>;
  /** A page of all buckets in existence (eventually consistent listing, strong content), in a stable order. */
  page(cursor: string | undefined, limit: number): Promise<{ buckets: Bucket[]; cursor?: string }>;
}
