import { type LedgerRecord } from '../audit/ledger-scan';
import { StoreUnavailable } from '../errors';
import { type Order } from '../orders/order';
import { mapBounded } from '../runtime';
import { chargeNow } from './charges';
import { iso, type Progress, type SegmentPosition } from './progress';
import { type ReconcileDeps } from './reconcile';
import { type ConfirmedWithoutCharge, type Range, type Suspect, type Unverified } from './report';

/**
 * Between pages. A page is up to 1 MB, that is 256 read units, and a partition gives 3,000 a second (DynamoDB
 * developer guide, "Burst and adaptive capacity"): the scan leaves some to shoppers.
 */
const PAUSE_MS = 100;

/** Questions to the provider at the same time. */
const QUESTIONS_AT_ONCE = 4;

/** What became of a suspect. */
export type Verdict =
  | { readonly kind: 'paid' }
  | { readonly kind: 'without_charge'; readonly finding: ConfirmedWithoutCharge }
  | { readonly kind: 'unverified'; readonly finding: Unverified };

const confirmedAt = ({ history }: Order): number =>
  history.findLast(({ status }) => status === 'CONFIRMED')?.at ?? 0;

/** The order in a record of the scan, if it was confirmed in the range and is so now. */
function confirmedIn({ from, to }: Range, record: LedgerRecord): Order | undefined {
  if (record.kind !== 'order' || record.record.kind !== 'order') return undefined;
  const { order } = record.record;
  const at = confirmedAt(order);
  return order.status === 'CONFIRMED' && at >= from && at < to ? order : undefined;
}

const suspectOf = (order: Order): Suspect => ({
  orderId: order.id,
  intentId: order.intentId,
  amount: order.total.amount,
  currency: order.total.currency,
  confirmedAt: iso(confirmedAt(order)),
});

async function stateOf(
  deps: ReconcileDeps,
  intentId: string | undefined,
): Promise<ConfirmedWithoutCharge['state'] | undefined> {
  if (intentId === undefined) return 'no_intent';
  const charge = await chargeNow(deps, intentId);
  if (charge === undefined) return 'no_charge';
  return charge.refunded ? 'refunded' : undefined;
}

/**
 * Asks the provider about one order. The order is read again after the answer: one that was cancelled meanwhile
 * says REFUNDING before its money goes back.
 */
export async function verify(deps: ReconcileDeps, suspect: Suspect): Promise<Verdict> {
  try {
    const state = await stateOf(deps, suspect.intentId);
    const record = state && (await deps.orders.read(suspect.orderId));
    const isConfirmed = record?.kind === 'order' && record.order.status === 'CONFIRMED';
    return state && isConfirmed
      ? { kind: 'without_charge', finding: { ...suspect, state } }
      : { kind: 'paid' };
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return { kind: 'unverified', finding: { ...suspect, waitingFor: error.message } };
  }
}

/** Reads the next page of a segment. */
async function readSegment(deps: ReconcileDeps, position: SegmentPosition, segment: number, of: number) {
  if (position.done) return { records: [], position };
  const { records, cursor } = await deps.scan.scan(segment, of, position.cursor);
  return { records, position: { cursor, done: cursor === undefined } };
}

/**
 * Compares one page of each segment of the Ledger with the charges that were seen. An order that costs nothing has
 * no charge.
 */
export async function compareOrders(deps: ReconcileDeps, progress: Progress): Promise<Progress> {
  await deps.clock.sleep(PAUSE_MS);
  const { range, segments, seen } = progress;
  const pages = await Promise.all(
    segments.map((position, segment) => readSegment(deps, position, segment, segments.length)),
  );
  const orders = pages.flatMap(({ records }) =>
    records.flatMap((record) => confirmedIn(range, record) ?? []),
  );
  const suspects = orders
    .filter(({ total, intentId }) => total.amount > 0 && !(intentId !== undefined && seen.has(intentId)))
    .map(suspectOf);
  const verdicts = await mapBounded(suspects, QUESTIONS_AT_ONCE, (suspect) => verify(deps, suspect));
  const positions = pages.map(({ position }) => position);
  return verdicts.reduce(withVerdict, {
    ...progress,
    phase: positions.every(({ done }) => done) ? 'settling' : 'orders',
    segments: positions,
    orders: progress.orders + orders.length,
  });
}

/** Adds what became of a suspect. Those without an answer are asked for once more at the end. */
function withVerdict(progress: Progress, verdict: Verdict): Progress {
  switch (verdict.kind) {
    case 'paid':
      return progress;
    case 'without_charge':
      return {
        ...progress,
        confirmedWithoutCharge: [...progress.confirmedWithoutCharge, verdict.finding],
      };
    case 'unverified': {
      const { waitingFor: _, ...suspect } = verdict.finding;
      return { ...progress, suspects: [...progress.suspects, suspect] };
    }
  }
}
