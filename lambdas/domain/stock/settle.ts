import { type StockDeps } from '../deps';
import { type Allocation, type OrderRecord, type OrderStore } from '../orders/order';
import { CorruptRecord } from '../errors';
import { attemptOf, isReceiptEntry, isReturnEntry, type Owner, parseOwner } from './attempt';
import { type Bucket, type JournalEntry } from './ledger';
import { type ReceiptRecord } from './receipt';

/**
 * AWS refuses a request five minutes after it was signed, and the SDK signs each copy when it sends it: up to a minute
 * (`attemptMaxMs`, beyond the longest function that reserves) after the entry's `at`. Until then a copy may land. One
 * minute more is for clocks that are apart: that of who signed, and that of who looks.
 */
const COPY_MAY_LAND_MS = (5 + 1 + 1) * 60_000;

/** Entries resolved in one write: an update expression has at most 300 operators. */
const ENTRIES_A_WRITE = 50;

/** What settling needs: of the orders, to read and to fence them. */
export type SettleDeps = Omit<StockDeps, 'orders'> & {
  readonly orders: Pick<OrderStore, 'readMany' | 'details' | 'fence'>;
};

/** What R4 says of one entry. */
export type Verdict = 'undo' | 'drop' | 'withdraw' | 'leave' | 'undecided';

/** An entry with its op id. */
export type NamedEntry = JournalEntry & { readonly opId: string };

export interface SettleResult {
  /** Entries that this call took out of the journal. */
  readonly resolved: number;
  /** Entries whose attempt may still commit. */
  readonly undecided: readonly NamedEntry[];
  /** Units went back, or somebody else changed the journal: what was read of `available` is stale. */
  readonly changed: boolean;
  /** Receipts that came in but are not marked as applied. */
  readonly unfinishedReceipts: readonly { sku: string; receiptId: string }[];
}

function ofAllocation(
  allocation: Allocation | undefined,
  entry: NamedEntry,
  now: number,
  landed: Verdict,
): Verdict {
  if (!allocation) return 'undo';
  return allocation.resent && now - entry.at < COPY_MAY_LAND_MS ? 'leave' : landed;
}

async function ofOrder(
  deps: SettleDeps,
  entry: NamedEntry,
  record: OrderRecord | undefined,
  now: number,
): Promise<Verdict> {
  const attempt = attemptOf(entry.opId);
  if (isReturnEntry(entry.opId)) return record?.kind === 'order' && record.order.released ? 'drop' : 'leave';
  if (record === undefined || record.kind === 'abandoned')
    return record?.fenced.includes(attempt) ? 'undo' : 'undecided';
  const { order } = record;
  if (order.attempt !== attempt) return 'undo';
  const { allocations } = record.details ?? (await deps.orders.details(order));
  const allocation = allocations.find(({ opId }) => opId === entry.opId);
  if (allocation && (order.status === 'CANCELLED' || order.status === 'REFUNDED'))
    return order.released ? 'undo' : 'leave';
  return ofAllocation(allocation, entry, now, 'drop');
}

function ofReceipt(entry: NamedEntry, record: ReceiptRecord | undefined, now: number): Verdict {
  const attempt = attemptOf(entry.opId);
  if (isReceiptEntry(entry.opId))
    return record?.kind === 'receipt' && record.receipt.applied ? 'drop' : 'leave';
  if (record === undefined || record.kind === 'abandoned')
    return record?.fenced.includes(attempt) ? 'undo' : 'undecided';
  const { receipt } = record;
  if (receipt.kind !== 'withdrawn') return 'undo';
  // Op ids name their attempt: of another attempt's withdrawal there is none.
  const allocation = receipt.allocations.find(({ opId }) => opId === entry.opId);
  return ofAllocation(allocation, entry, now, 'withdraw');
}

function ownerOf(entry: NamedEntry): Owner {
  const owner = parseOwner(entry.owner);
  if (owner) return owner;
  throw new CorruptRecord(
    `journal entry ${entry.opId} has the owner "${entry.owner}", which names no record`,
  );
}

/** What R4 says of an entry as things stand, without changing anything. */
export async function look(
  deps: SettleDeps,
  entry: NamedEntry,
  orders: ReadonlyMap<string, OrderRecord>,
): Promise<Verdict> {
  const owner = ownerOf(entry);
  const now = deps.clock.now();
  if (owner.kind === 'order') return ofOrder(deps, entry, orders.get(owner.orderId), now);
  return ofReceipt(entry, await deps.receipts.read(owner.sku, owner.receiptId), now);
}

/** Applies R4 to an entry; an attempt that is overdue is fenced first, so that it can be decided. */
async function judge(
  deps: SettleDeps,
  entry: NamedEntry,
  orders: ReadonlyMap<string, OrderRecord>,
): Promise<Verdict> {
  const verdict = await look(deps, entry, orders);
  const now = deps.clock.now();
  if (verdict !== 'undecided' || now - entry.at <= deps.settings.attemptMaxMs) return verdict;
  const owner = ownerOf(entry);
  const attempt = attemptOf(entry.opId);
  if (owner.kind === 'order')
    return ofOrder(deps, entry, await deps.orders.fence(owner.orderId, attempt), now);
  return ofReceipt(entry, await deps.receipts.fence(owner.sku, owner.receiptId, attempt), now);
}

/** Strong reads of all orders that own entries of these. */
export async function ownersOf(
  deps: SettleDeps,
  entries: readonly NamedEntry[],
): Promise<ReadonlyMap<string, OrderRecord>> {
  const ids = new Set<string>();
  for (const { owner } of entries) {
    const parsed = parseOwner(owner);
    if (parsed?.kind === 'order') ids.add(parsed.orderId);
  }
  return deps.orders.readMany([...ids]);
}

/** The journal as a list. */
export function entriesOf(bucket: Bucket): NamedEntry[] {
  return Object.entries(bucket.journal).map(([opId, entry]) => ({ opId, ...entry }));
}

/** Writes what was decided, at most 50 entries at a time; counts those that went. */
async function resolve(
  deps: SettleDeps,
  { sku, bucket }: Bucket,
  decided: readonly { entry: NamedEntry; verdict: Verdict }[],
): Promise<number> {
  let resolved = 0;
  for (let from = 0; from < decided.length; from += ENTRIES_A_WRITE) {
    const part = decided.slice(from, from + ENTRIES_A_WRITE);
    const of = (wanted: Verdict) =>
      part
        .filter(({ verdict }) => verdict === wanted)
        .map(({ entry: { opId, quantity } }) => ({ opId, quantity }));
    const change = {
      sku,
      bucket,
      undo: of('undo'),
      drop: of('drop').map(({ opId }) => opId),
      withdraw: of('withdraw'),
    };
    if ((await deps.stock.resolve(change)) === 'done') resolved += part.length;
  }
  return resolved;
}

/**
 * R4: decides every entry of a bucket that was just read strongly, in one write where it can. Anyone
 * may call it at any time; it never takes stock. Entries younger than the longest attempt are never fenced.
 */
export async function settleBucket(deps: SettleDeps, bucket: Bucket): Promise<SettleResult> {
  const entries = entriesOf(bucket);
  const orders = await ownersOf(deps, entries);
  const judged: { entry: NamedEntry; verdict: Verdict }[] = [];
  for (const entry of entries) judged.push({ entry, verdict: await judge(deps, entry, orders) });
  const decided = judged.filter(({ verdict }) => verdict !== 'leave' && verdict !== 'undecided');
  const resolved = await resolve(deps, bucket, decided);
  return {
    resolved,
    undecided: judged.filter(({ verdict }) => verdict === 'undecided').map(({ entry }) => entry),
    changed: resolved < decided.length || decided.some(({ verdict }) => verdict === 'undo'),
    unfinishedReceipts: judged.flatMap(({ entry, verdict }) => {
      const owner = ownerOf(entry);
      const isUnfinished = verdict === 'leave' && isReceiptEntry(entry.opId);
      return isUnfinished && owner.kind === 'receipt' ? [owner] : [];
    }),
  };
}
