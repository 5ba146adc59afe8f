import {
  type Bucket,
  type BucketId,
  type ConditionalWrite,
  type JournalChange,
  type JournalEntry,
  type ReserveRequest,
  type ReserveResult,
  type StockLedger,
  type StockReceipt,
  type StockReturn,
} from '../../domain/stock/ledger';
import { decodeCursor, encodeCursor } from '../cursor';
import { bucketKey, byText, type MemoryLedger } from './memory-ledger';
import { atomically, type Step } from './step';

type Journal = Bucket['journal'];

const sum = (entries: readonly { quantity: number }[]): number =>
  entries.reduce((total, { quantity }) => total + quantity, 0);

function without(journal: Journal, opIds: readonly string[]): Journal {
  const gone = new Set(opIds);
  return Object.fromEntries(Object.entries(journal).filter(([opId]) => !gone.has(opId)));
}

const entryOf = ({ owner, quantity, at }: JournalEntry): JournalEntry => ({ owner, quantity, at });

/** `StockLedger` in memory. */
export class MemoryStockLedger implements StockLedger {
  constructor(
    private readonly ledger: MemoryLedger,
    private readonly step?: Step,
  ) {}

  async reserve(request: ReserveRequest): Promise<ReserveResult> {
    return atomically(this.step, 'stock.reserve', () => this.take(request));
  }

  async read(ids: readonly BucketId[]): Promise<Bucket[]> {
    return atomically(this.step, 'stock.read', () =>
      ids.map((id) => this.find(id)).filter((bucket) => bucket !== undefined),
    );
  }

  async resolve(change: JournalChange): Promise<ConditionalWrite> {
    return atomically(this.step, 'stock.resolve', () => this.change(change));
  }

  async giveBack(request: StockReturn): Promise<ConditionalWrite> {
    return atomically(this.step, 'stock.giveBack', () => {
      const bucket = this.find(request);
      if (bucket?.guard !== request.guard || bucket.journal[request.entryId]) return 'changed';
      return this.add(bucket, request, { journal: without(bucket.journal, request.remove) });
    });
  }

  async receive(request: StockReceipt): Promise<ConditionalWrite> {
    return atomically(this.step, 'stock.receive', () => {
      const bucket = this.find(request);
      if (bucket?.guard !== request.guard || bucket?.journal[request.entryId]) return 'changed';
      const { sku, bucket: number } = request;
      const start = bucket ?? {
        sku,
        bucket: number,
        available: 0,
        received: 0,
        withdrawn: 0,
        guard: 0,
        journal: {},
      };
      return this.add(start, request, { received: start.received + request.quantity });
    });
  }

  async page(cursor: string | undefined, limit: number): Promise<{ buckets: Bucket[]; cursor?: string }> {
    return atomically(this.step, 'stock.page', () => {
      const after = cursor === undefined ? '' : (decodeCursor('stock', cursor)?.[0] ?? '');
      const keys = [...this.ledger.buckets.keys()].filter((key) => key > after).sort(byText);
      const page = keys.slice(0, limit);
      const buckets = page.map((key) => this.ledger.buckets.get(key)).filter((b) => b !== undefined);
      const last = page.at(-1);
      return keys.length > limit && last !== undefined
        ? { buckets, cursor: encodeCursor('stock', last) }
        : { buckets };
    });
  }

  private find(id: BucketId): Bucket | undefined {
    return this.ledger.buckets.get(bucketKey(id));
  }

  private put(bucket: Bucket): 'done' {
    this.ledger.buckets.set(bucketKey(bucket), bucket);
    return 'done';
  }

  private take(request: ReserveRequest): ReserveResult {
    const bucket = this.find(request);
    if (bucket?.journal[request.opId]) return reserved(bucket);
    if (bucket === undefined || bucket.available < request.quantity) return { kind: 'insufficient', bucket };
    const next = {
      ...bucket,
      available: bucket.available - request.quantity,
      journal: { ...bucket.journal, [request.opId]: entryOf(request) },
    };
    this.put(next);
    return reserved(next);
  }

  private change({ undo, drop, withdraw, ...id }: JournalChange): ConditionalWrite {
    const bucket = this.find(id);
    const opIds = [...undo.map(({ opId }) => opId), ...drop, ...withdraw.map(({ opId }) => opId)];
    if (bucket === undefined || opIds.some((opId) => !bucket.journal[opId])) return 'changed';
    return this.put({
      ...bucket,
      available: bucket.available + sum(undo),
      withdrawn: bucket.withdrawn + sum(withdraw),
      journal: without(bucket.journal, opIds),
    });
  }

  /** Adds units under the guard and leaves the entry that proves it. */
  private add(bucket: Bucket, request: StockReturn | StockReceipt, extra: Partial<Bucket>): 'done' {
    return this.put({
      ...bucket,
      available: bucket.available + request.quantity,
      guard: bucket.guard + 1,
      ...extra,
      journal: { ...(extra.journal ?? bucket.journal), [request.entryId]: entryOf(request) },
    });
  }
}

const reserved = (bucket: Bucket): ReserveResult => ({
  kind: 'reserved',
  resent: false,
  journalLength: Object.keys(bucket.journal).length,
  left: bucket.available,
});
