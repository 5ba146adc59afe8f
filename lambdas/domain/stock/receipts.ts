import { commitOnce, type CommitOutcome } from '../commit';
import { type StockDeps } from '../deps';
import { StoreUnavailable } from '../errors';
import { mapBounded } from '../runtime';
import { Attempt, receiptEntry, receiptKey } from './attempt';
import { receiptPlan } from './buckets';
import { type Receipt, type ReceiptRecord } from './receipt';
import { reserveAll, type ReserveAllResult } from './reserve';
import { LINES_AT_ONCE, undoAll } from './undo';

/** Stock that came in (positive) or goes out (negative). */
export interface ReceiptRequest {
  readonly sku: string;
  readonly receiptId: string;
  readonly quantity: number;
}

export type ReceiptOutcome =
  | { readonly kind: 'applied'; readonly replayed: boolean }
  /** The id was used before for `quantity` units. */
  | { readonly kind: 'receipt_id_reused'; readonly quantity: number }
  | { readonly kind: 'insufficient'; readonly available: number }
  | { readonly kind: 'busy'; readonly reason: string };

type Received = Extract<Receipt, { kind: 'received' }>;
type Withdrawn = Extract<Receipt, { kind: 'withdrawn' }>;

const signedQuantity = (receipt: Receipt): number =>
  receipt.kind === 'received' ? receipt.quantity : -receipt.quantity;

/** Adds one part of the plan: bucket first, THEN the receipt, then the guarded write (R3's guard). */
async function receivePart(deps: StockDeps, receipt: Received, part: { bucket: number; quantity: number }) {
  const { sku, receiptId } = receipt;
  const entryId = receiptEntry(receiptId);
  for (;;) {
    const [seen] = await deps.stock.read([{ sku, bucket: part.bucket }]);
    const record = await deps.receipts.read(sku, receiptId);
    if (record?.kind === 'receipt' && record.receipt.applied) return;
    if (seen?.journal[entryId] !== undefined) return;
    const written = await deps.stock.receive({
      sku,
      bucket: part.bucket,
      guard: seen?.guard,
      entryId,
      owner: receiptKey(sku, receiptId),
      quantity: part.quantity,
      at: deps.clock.now(),
    });
    if (written === 'done') return;
  }
}

async function finishReceived(deps: StockDeps, receipt: Received): Promise<void> {
  const { sku, receiptId, plan } = receipt;
  await mapBounded(plan, LINES_AT_ONCE, (part) => receivePart(deps, receipt, part));
  await deps.receipts.markApplied(sku, receiptId);
  await mapBounded(plan, LINES_AT_ONCE, ({ bucket }) =>
    deps.stock.resolve({ sku, bucket, undo: [], drop: [receiptEntry(receiptId)], withdraw: [] }),
  );
}

/** Folds a withdrawal's entries into `withdrawn`; those of resent requests are left to settling (R4). */
async function finishWithdrawn(deps: StockDeps, receipt: Withdrawn): Promise<void> {
  const { sku, receiptId, allocations } = receipt;
  await mapBounded(
    allocations.filter(({ resent }) => !resent),
    LINES_AT_ONCE,
    ({ bucket, opId, quantity }) =>
      deps.stock.resolve({ sku, bucket, undo: [], drop: [], withdraw: [{ opId, quantity }] }),
  );
  await deps.receipts.markApplied(sku, receiptId);
}

/** Brings a recorded receipt to its end, whoever began it. */
export async function finishReceipt(deps: StockDeps, receipt: Receipt): Promise<void> {
  if (receipt.applied) return;
  if (receipt.kind === 'received') await finishReceived(deps, receipt);
  else await finishWithdrawn(deps, receipt);
}

async function replay(deps: StockDeps, receipt: Receipt, quantity: number): Promise<ReceiptOutcome> {
  if (signedQuantity(receipt) !== quantity)
    return { kind: 'receipt_id_reused', quantity: signedQuantity(receipt) };
  await finishReceipt(deps, receipt);
  return { kind: 'applied', replayed: true };
}

async function receive(
  deps: StockDeps,
  { sku, receiptId, quantity }: ReceiptRequest,
): Promise<ReceiptOutcome> {
  const plan = receiptPlan(sku, quantity, deps.settings);
  const receipt: Received = { kind: 'received', sku, receiptId, quantity, plan, applied: false };
  const result = await deps.receipts.commit(receipt);
  if (result.kind === 'taken' && result.record.kind === 'receipt')
    return replay(deps, result.record.receipt, quantity);
  await finishReceipt(deps, receipt);
  return { kind: 'applied', replayed: false };
}

/** What is missing may have been taken for this very withdrawal since it was looked for. */
async function refuse(
  deps: StockDeps,
  { sku, receiptId, quantity }: ReceiptRequest,
  refusal: Exclude<ReserveAllResult, { kind: 'reserved' }>,
): Promise<ReceiptOutcome> {
  if (refusal.kind === 'failed') throw refusal.error;
  const record = await deps.receipts.read(sku, receiptId);
  if (record?.kind === 'receipt') return replay(deps, record.receipt, quantity);
  return refusal.kind === 'short'
    ? { kind: 'insufficient', available: refusal.lines[0]?.available ?? 0 }
    : { kind: 'busy', reason: 'the same withdrawal is under way; send it again in a moment' };
}

function commit(deps: StockDeps, receipt: Withdrawn): Promise<CommitOutcome<ReceiptRecord>> {
  const { sku, receiptId, attempt } = receipt;
  return commitOnce(
    {
      commit: () => deps.receipts.commit(receipt),
      fence: () => deps.receipts.fence(sku, receiptId, attempt),
      isOurs: (record) =>
        record.kind === 'receipt' &&
        record.receipt.kind === 'withdrawn' &&
        record.receipt.attempt === attempt,
    },
    deps.clock,
  );
}

/** A withdrawal is R1 and R2 with the receipt as its order. */
async function withdraw(deps: StockDeps, request: ReceiptRequest): Promise<ReceiptOutcome> {
  const { sku, receiptId } = request;
  const quantity = -request.quantity;
  const attempt = Attempt.begin(receiptKey(sku, receiptId), deps.random);
  const reserved = await reserveAll(deps, attempt, [{ sku, quantity }]);
  if (reserved.kind !== 'reserved') return refuse(deps, request, reserved);
  const { allocations } = reserved;
  const what = { sku, receiptId, quantity, attempt: attempt.id, allocations };
  const receipt: Withdrawn = { kind: 'withdrawn', ...what, applied: false };
  const outcome = await commit(deps, receipt);
  if (outcome.kind === 'unknown') throw outcome.error;
  if (outcome.kind === 'committed') {
    await finishReceipt(deps, receipt);
    return { kind: 'applied', replayed: false };
  }
  await undoAll(deps, allocations);
  if (outcome.record.kind === 'receipt') return replay(deps, outcome.record.receipt, request.quantity);
  return { kind: 'busy', reason: 'the withdrawal took too long; send it again' };
}

/**
 * R6: books stock in or out, once for each `receiptId` of a SKU, however often it is sent. A
 * withdrawal never goes below what is available.
 */
export async function applyReceipt(deps: StockDeps, request: ReceiptRequest): Promise<ReceiptOutcome> {
  try {
    const known = await deps.receipts.read(request.sku, request.receiptId);
    if (known?.kind === 'receipt') return await replay(deps, known.receipt, request.quantity);
    return request.quantity > 0 ? await receive(deps, request) : await withdraw(deps, request);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return { kind: 'busy', reason: 'the stock ledger did not answer; send the same receipt again' };
  }
}
