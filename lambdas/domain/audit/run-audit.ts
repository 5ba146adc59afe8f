import { type StockDeps } from '../deps';
import { type Order } from '../orders/order';
import { type Charge, type Payments } from '../payments/payments';
import { mapBounded } from '../runtime';
import { type LedgerRecord, type LedgerScan } from './ledger-scan';
import { type AuditedOrder, comparePayments } from './payment-sums';
import { type AuditReport } from './report';
import { type StockDifference, StockSums } from './stock-sums';

/** What an audit needs beyond the stock rules. */
export interface AuditDeps extends StockDeps {
  readonly scan: LedgerScan;
  readonly payments: Payments;
}

/** Parallel segments of the scan, and details read at the same time in each. */
const SEGMENTS = 4;
const DETAILS_AT_ONCE = 8;

/** Differences of each kind that a report lists. */
const LISTED = 100;

/** Longer than a worker and a sweep together need to take up an order that is due. */
const STUCK_AFTER_MS = 10 * 60_000;

/** What one pass over the whole Ledger found. */
interface Pass {
  readonly differences: readonly StockDifference[];
  readonly skus: number;
  readonly orders: ReadonlyMap<string, AuditedOrder>;
  readonly stuck: AuditReport['stuckOrders'];
}

async function scanOnce(deps: AuditDeps): Promise<Pass> {
  const sums = new StockSums();
  const orders = new Map<string, AuditedOrder>();
  const stuck: { orderId: string; status: string; dueAt: number }[] = [];
  const addOrder = async (order: Order) => {
    const { id, status, intentId, work } = order;
    orders.set(id, { id, status, intentId });
    if (work && deps.clock.now() - work.dueAt > STUCK_AFTER_MS)
      stuck.push({ orderId: id, status, dueAt: work.dueAt });
    await sums.addOrder(deps, order);
  };
  const add = async (record: LedgerRecord) => {
    if (record.kind === 'bucket') sums.addBucket(record.bucket);
    else if (record.kind === 'order' && record.record.kind === 'order') await addOrder(record.record.order);
  };
  await mapBounded([...Array(SEGMENTS).keys()], SEGMENTS, async (segment) => {
    let cursor: string | undefined;
    do {
      const page = await deps.scan.scan(segment, SEGMENTS, cursor);
      await mapBounded(page.records, DETAILS_AT_ONCE, add);
      cursor = page.cursor;
    } while (cursor !== undefined);
  });
  return { differences: await sums.differences(deps), skus: sums.skus, orders, stuck };
}

/** The shop goes on while it is scanned: a true difference is one that a second pass finds unchanged. */
function lasting(first: Pass, second: Pass): StockDifference[] {
  const gap = ({ expectedAvailable, available }: StockDifference) => expectedAvailable - available;
  return second.differences.filter((difference) =>
    first.differences.some(
      (earlier) =>
        earlier.sku === difference.sku &&
        gap(earlier) === gap(difference) &&
        Math.min(earlier.oversold, difference.oversold) === difference.oversold,
    ),
  );
}

async function allCharges(deps: AuditDeps): Promise<Charge[]> {
  const charges: Charge[] = [];
  let cursor: string | undefined;
  do {
    const page = await deps.payments.listCharges(cursor);
    charges.push(...page.charges);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return charges;
}

/** Looks again at what the comparison found: the order may have moved on since it was scanned. */
async function confirmPayments(deps: AuditDeps, found: ReturnType<typeof comparePayments>) {
  const suspects = [...found.chargesWithoutOrder, ...found.ordersWithoutCharge].flatMap(
    ({ orderId }) => orderId ?? [],
  );
  const now = await deps.orders.readMany(suspects);
  const orders = new Map<string, AuditedOrder>();
  for (const [id, record] of now) if (record.kind === 'order') orders.set(id, record.order);
  const charges = suspects.length > 0 ? await allCharges(deps) : [];
  const again = comparePayments(
    orders,
    charges.filter(({ orderId }) => orderId !== undefined && suspects.includes(orderId)),
  );
  return { ...again, duplicateCharges: found.duplicateCharges };
}

/**
 * Proves P1, P3 and P5 from the whole Ledger and the provider's whole list, and tells orders that are
 * stuck (P2). Reads only. Orders are scanned before the charges are listed, so that a charge made in
 * between shows as one without an order at first; every difference is looked at twice.
 */
export async function runAudit(deps: AuditDeps): Promise<AuditReport> {
  const first = await scanOnce(deps);
  const differences = first.differences.length > 0 ? lasting(first, await scanOnce(deps)) : [];
  const charges = await allCharges(deps);
  const payments = await confirmPayments(deps, comparePayments(first.orders, charges));
  const report = {
    oversoldUnits: differences.reduce((sum, { oversold }) => sum + oversold, 0),
    stockDifferences: differences
      .filter(({ expectedAvailable, available }) => expectedAvailable !== available)
      .map(({ sku, expectedAvailable, available }) => ({ sku, expectedAvailable, available })),
    ...payments,
    stuckOrders: first.stuck,
  };
  const lists = [
    report.stockDifferences,
    report.chargesWithoutOrder,
    report.ordersWithoutCharge,
    report.duplicateCharges,
    report.stuckOrders,
  ];
  return {
    ok: report.oversoldUnits === 0 && lists.every((list) => list.length === 0),
    oversoldUnits: report.oversoldUnits,
    stockDifferences: report.stockDifferences.slice(0, LISTED),
    chargesWithoutOrder: report.chargesWithoutOrder.slice(0, LISTED),
    ordersWithoutCharge: report.ordersWithoutCharge.slice(0, LISTED),
    duplicateCharges: report.duplicateCharges.slice(0, LISTED),
    stuckOrders: report.stuckOrders.slice(0, LISTED),
    checked: { skus: first.skus, orders: first.orders.size, charges: charges.length },
    at: new Date(deps.clock.now()).toISOString(),
  };
}
