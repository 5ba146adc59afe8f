import { type Operation, type Placement, type Receiving, type StockReading, successOf } from './operation';
import { type Holding, Holdings } from './holdings';
import { type Span } from './orders';
import { type Possible } from './placements';
import { type Bookings, bookingsOf } from './receipts';
import { type Step, Steps } from './steps';

/** What was there when the recording came to a SKU, while nobody changed it. */
export interface Baseline {
  readonly by: StockReading;
  readonly received: number;
  readonly withdrawn: number;
  readonly available: number;
  readonly held: number;
}

/** All that a history tells of a SKU's stock, by which any answer about it can be judged. */
export interface SkuFacts extends Bookings {
  readonly sku: string;
  readonly baseline: Baseline;
  /** Units that orders may have taken, by the time of the first request that could. */
  readonly possiblyTaken: Steps;
  readonly holdings: Holdings;
  /** Units of orders that were over when the shop had settled, so that they had been given back. */
  readonly givenBack: Steps;
}

/** What is collected of a SKU before its sums are made. */
export interface SkuParts {
  readonly readings: StockReading[];
  readonly receipts: Receiving[];
  readonly placements: Placement[];
  readonly possible: Possible[];
  readonly holdings: Holding[];
  readonly givenBack: Step[];
}

/** Sums up a SKU; null when the history does not tell what was there at first. */
export function skuFactsOf(sku: string, parts: SkuParts): SkuFacts | null {
  const baseline = baselineOf(parts);
  if (baseline === null) return null;
  const start = baseline.by.sent;
  const later = <T>(all: readonly T[], at: (one: T) => number) => all.filter((one) => at(one) > start);
  return {
    sku,
    baseline,
    ...bookingsOf(later(parts.receipts, ({ sent }) => sent)),
    possiblyTaken: new Steps(later(parts.possible, ({ at }) => at)),
    holdings: new Holdings(later(parts.holdings, ({ from }) => from)),
    givenBack: new Steps(later(parts.givenBack, ({ at }) => at)),
  };
}

/**
 * The first answered read of a SKU, if all that was done to it by then had been answered for good before, and
 * nothing began until it was over. Whatever else goes on in the shop must not concern the SKU.
 */
function baselineOf({ readings, receipts, placements }: SkuParts): Baseline | null {
  const by = readings.find((reading) => levelsOf(reading) !== null);
  const levels = by && levelsOf(by);
  if (!by || !levels) return null;
  const isClear = (operation: Operation) => operation.sent > by.answered || isOverBefore(operation, by.sent);
  return [...receipts, ...placements].every(isClear) ? { by, ...levels } : null;
}

const NOTHING = { received: 0, withdrawn: 0, available: 0, held: 0 };

/** A product that nobody knows has no stock. */
function levelsOf(reading: StockReading) {
  const stock = successOf(reading)?.stock;
  if (stock !== undefined) return stock;
  const { outcome } = reading;
  return outcome.kind === 'answered' && outcome.code === 'unknown_product' ? NOTHING : null;
}

function isOverBefore({ outcome, answered }: Operation, time: number): boolean {
  return outcome.kind === 'answered' && outcome.status < 500 && answered < time;
}

/**
 * The most units that can have been available at some moment of a span: what was there, what may have come in by its
 * end, without what had surely left before it, and without what orders surely held all through it. Sound for a read
 * that looks at one bucket after the other, too: none of these units was in any bucket at any time of the span.
 */
export function mostAvailable({ baseline, received, withdrawn, holdings }: SkuFacts, span: Span): number {
  const arrived = baseline.available + baseline.held + received.possibly.until(span.to);
  return arrived - withdrawn.surely.before(span.from) - holdings.throughout(span);
}

/**
 * The fewest units that must have been available, or held by checkouts and orders that are not decided, at every
 * moment of a span: what was there and surely came in before it, without whatever may have been withdrawn or ordered
 * by its end. What a checkout of unknown outcome has taken counts as ordered; what one that was refused still holds,
 * because it could not undo it, is held.
 */
export function leastLeft(facts: SkuFacts, { from, to }: Span): number {
  const { baseline, received, withdrawn, possiblyTaken, givenBack } = facts;
  const surelyThere = baseline.available + received.surely.before(from) + givenBack.before(from);
  return surelyThere - withdrawn.possibly.until(to) - possiblyTaken.until(to);
}
