import { type History } from './load';
import { type Operation, type Placement, type Settling, type StockReading, successOf } from './operation';
import { isHolding, type OrderFacts, ordersOf, surelyHolding } from './orders';
import { placementsOf, possiblyTaken } from './placements';
import { type SkuFacts, skuFactsOf, type SkuParts } from './sku-facts';

/** A history in the forms that the rules look at. */
export interface Facts {
  readonly history: History;
  /** Checkouts by Idempotency-Key, by the time when they were sent. */
  readonly placements: ReadonlyMap<string, readonly Placement[]>;
  /** By id. */
  readonly orders: ReadonlyMap<string, OrderFacts>;
  /** By SKU; those whose stock at first is known. */
  readonly skus: ReadonlyMap<string, SkuFacts>;
  /** SKUs whose stock at first is not known, so that no sum can be made. */
  readonly unknownSkus: readonly string[];
  readonly readings: readonly StockReading[];
}

/** Sorts a history out, in O(n log n). */
export function factsOf(history: History): Facts {
  const { operations } = history;
  const placements = placementsOf(operations);
  const orders = ordersOf(operations);
  const parts = new PartsBySku();
  operations.forEach((operation) => parts.add(operation));
  for (const same of placements.values())
    for (const possible of possiblyTaken(same)) parts.of(possible.sku).possible.push(possible);
  const settlings = operations.filter((operation) => operation.op === 'settle').filter(isSettled);
  for (const order of orders.values())
    if (isNew(order, history)) parts.addOrder(order, settledAfter(order, settlings));
  const made = [...parts.all].map(([sku, collected]) => [sku, skuFactsOf(sku, collected)] as const);
  return {
    history,
    placements,
    orders,
    skus: new Map(made.flatMap(([sku, facts]) => (facts === null ? [] : [[sku, facts]]))),
    unknownSkus: made.flatMap(([sku, facts]) => (facts === null ? [sku] : [])),
    readings: operations.filter((operation) => operation.op === 'stock'),
  };
}

/** Collects by SKU what concerns it. */
class PartsBySku {
  readonly all = new Map<string, SkuParts>();

  of(sku: string): SkuParts {
    const known = this.all.get(sku);
    if (known) return known;
    const fresh = { readings: [], receipts: [], placements: [], possible: [], holdings: [], givenBack: [] };
    this.all.set(sku, fresh);
    return fresh;
  }

  add(operation: Operation): void {
    if (operation.op === 'stock') this.of(operation.sku).readings.push(operation);
    if (operation.op === 'receive') this.of(operation.sku).receipts.push(operation);
    if (operation.op === 'place')
      for (const sku of operation.lines.units.keys()) this.of(sku).placements.push(operation);
  }

  addOrder(order: OrderFacts, settledAt: number | null): void {
    const span = surelyHolding(order);
    const isOver = order.sightings.some((sighting) => !isHolding(sighting));
    for (const [sku, quantity] of order.sightings[0].order.lines.units) {
      const parts = this.of(sku);
      if (span !== null) parts.holdings.push({ ...span, order, quantity });
      if (isOver && settledAt !== null) parts.givenBack.push({ at: settledAt, quantity });
    }
  }
}

/** Whether the order was placed within the recording: one from before stands in the baseline already. */
function isNew({ sightings }: OrderFacts, { header }: History): boolean {
  return sightings.some(({ by }) => {
    if (by.op !== 'place' || by.outcome.kind === 'lost') return false;
    return header.newKeys || !by.outcome.replayed;
  });
}

const isSettled = (settling: Settling): boolean => successOf(settling)?.settled === true;

/**
 * When the shop had settled after all that was asked of an order; null when it never did. Nothing is owed then, so
 * that an order which is over has given its units back, and nothing changes any more: what is seen of it at any
 * time, it was then.
 */
function settledAfter(
  { sightings, cancellations }: OrderFacts,
  settlings: readonly Settling[],
): number | null {
  const ends = cancellations.map(({ outcome, answered }) => (outcome.kind === 'lost' ? Infinity : answered));
  const quiet = Math.max(sightings[0].by.answered, ...ends);
  return settlings.find(({ sent }) => sent > quiet)?.answered ?? null;
}
