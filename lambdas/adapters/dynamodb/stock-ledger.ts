import {
  type Bucket,
  type BucketId,
  type ConditionalWrite,
  type JournalChange,
  type ReserveRequest,
  type ReserveResult,
  type StockLedger,
  type StockReceipt,
  type StockReturn,
} from '../../domain/stock/ledger';
import { getMany } from './batches';
import { type Item, number } from './item';
import { stockKey } from './keys';
import {
  bucketItemKey,
  decodeBucket,
  encodeBucket,
  encodeEntry,
  hasEntry,
  journalLengthOf,
  unitsLeftIn,
} from './stock-item';
import { listBuckets } from './stock-pages';
import { type Table, type WriteResult } from './table';

/**
 * Entries resolved in one write. DynamoDB limits an expression to 4 KB and 300 operators; an entry costs
 * 34 bytes and 2 operators of the condition.
 */
const MAX_ENTRIES_A_WRITE = 100;

const doneOrChanged = (result: WriteResult): ConditionalWrite =>
  result.kind === 'written' ? 'done' : 'changed';

const afterReserve = (item: Item | undefined) => ({
  journalLength: journalLengthOf(item),
  left: unitsLeftIn(item),
});

const sum = (entries: readonly { quantity: number }[]): number =>
  entries.reduce((total, { quantity }) => total + quantity, 0);

/** `StockLedger` on the Ledger table: each bucket is an item, each method of the port one conditional write to it. */
export class DynamoDbStockLedger implements StockLedger {
  constructor(private readonly table: Table) {}

  async reserve(request: ReserveRequest): Promise<ReserveResult> {
    const result = await this.table.update({
      key: bucketItemKey(request),
      expression: 'SET available = available - :quantity, journal.#op = :entry',
      condition: 'available >= :quantity AND attribute_not_exists(journal.#op)',
      names: { '#op': request.opId },
      values: { ':quantity': number(request.quantity), ':entry': encodeEntry(request) },
    });
    const { resent } = result;
    if (result.kind === 'written') return { kind: 'reserved', resent, ...afterReserve(result.item) };
    if (hasEntry(result.old, request.opId)) return { kind: 'reserved', resent, ...afterReserve(result.old) };
    return { kind: 'insufficient', bucket: result.old && decodeBucket(result.old) };
  }

  async read(ids: readonly BucketId[]): Promise<Bucket[]> {
    const byKey = new Map(ids.map((id) => [stockKey(id), bucketItemKey(id)]));
    const items = await getMany(this.table, [...byKey.values()], true);
    return items.map(decodeBucket);
  }

  /** More entries than fit into one write are resolved by several, which is as good: each stands on its own condition. */
  async resolve(change: JournalChange): Promise<ConditionalWrite> {
    for (const part of partsOf(change)) {
      if ((await this.resolvePart(change, part)) === 'changed') return 'changed';
    }
    return 'done';
  }

  async giveBack(request: StockReturn): Promise<ConditionalWrite> {
    const own = request.remove.map((opId, index) => [`#r${index}`, opId] as const);
    const remove = own.length > 0 ? ` REMOVE ${own.map(([name]) => `journal.${name}`).join(', ')}` : '';
    return this.add(request, request.guard, {
      expression: `SET available = available + :quantity, guard = guard + :one, journal.#entry = :entry${remove}`,
      names: Object.fromEntries(own),
    });
  }

  async receive(request: StockReceipt): Promise<ConditionalWrite> {
    if (request.guard === undefined) return this.open(request);
    return this.add(request, request.guard, {
      expression:
        'SET available = available + :quantity, received = received + :quantity, ' +
        'guard = guard + :one, journal.#entry = :entry',
    });
  }

  async page(cursor: string | undefined, limit: number): Promise<{ buckets: Bucket[]; cursor?: string }> {
    const listed = await listBuckets(this.table, cursor, limit);
    const items = await getMany(this.table, listed.keys, true);
    const byKey = new Map(items.map((item) => [item['pk']?.S, decodeBucket(item)]));
    const buckets = listed.keys.map(({ pk }) => byKey.get(pk?.S)).filter((bucket) => bucket !== undefined);
    return listed.cursor === undefined ? { buckets } : { buckets, cursor: listed.cursor };
  }

  /** Makes the bucket with its first receipt in it. The journal must be there from the start: paths in it need it. */
  private async open({ sku, bucket, entryId, ...entry }: StockReceipt): Promise<ConditionalWrite> {
    const item = encodeBucket({
      sku,
      bucket,
      available: entry.quantity,
      received: entry.quantity,
      withdrawn: 0,
      guard: 1,
      journal: { [entryId]: entry },
    });
    return doneOrChanged(await this.table.put(item, { expression: 'attribute_not_exists(pk)' }));
  }

  private async add(
    request: StockReturn | StockReceipt,
    guard: number,
    update: { expression: string; names?: Record<string, string> },
  ): Promise<ConditionalWrite> {
    const result = await this.table.update({
      key: bucketItemKey(request),
      expression: update.expression,
      condition: 'guard = :guard AND attribute_not_exists(journal.#entry)',
      names: { ...update.names, '#entry': request.entryId },
      values: {
        ':quantity': number(request.quantity),
        ':guard': number(guard),
        ':one': number(1),
        ':entry': encodeEntry(request),
      },
    });
    return doneOrChanged(result);
  }

  private async resolvePart(id: BucketId, part: readonly Resolution[]): Promise<ConditionalWrite> {
    const paths = part.map((_, index) => `journal.#${index}`);
    const result = await this.table.update({
      key: bucketItemKey(id),
      expression:
        'SET available = available + :returned, withdrawn = withdrawn + :withdrawn ' +
        `REMOVE ${paths.join(', ')}`,
      condition: paths.map((path) => `attribute_exists(${path})`).join(' AND '),
      names: Object.fromEntries(part.map(({ opId }, index) => [`#${index}`, opId])),
      values: {
        ':returned': number(sum(part.filter(({ kind }) => kind === 'undo'))),
        ':withdrawn': number(sum(part.filter(({ kind }) => kind === 'withdraw'))),
      },
    });
    return doneOrChanged(result);
  }
}

/** What becomes of one entry. */
interface Resolution {
  readonly kind: 'undo' | 'drop' | 'withdraw';
  readonly opId: string;
  readonly quantity: number;
}

function partsOf({ undo, drop, withdraw }: JournalChange): Resolution[][] {
  const all: Resolution[] = [
    ...undo.map(({ opId, quantity }) => ({ kind: 'undo' as const, opId, quantity })),
    ...drop.map((opId) => ({ kind: 'drop' as const, opId, quantity: 0 })),
    ...withdraw.map(({ opId, quantity }) => ({ kind: 'withdraw' as const, opId, quantity })),
  ];
  const count = Math.ceil(all.length / MAX_ENTRIES_A_WRITE);
  return Array.from({ length: count }, (_, part) =>
    all.slice(part * MAX_ENTRIES_A_WRITE, (part + 1) * MAX_ENTRIES_A_WRITE),
  );
}
