import { groupBy } from '../group-by';
import { isRefused, type Operation, type Placement } from './operation';

/** Every checkout of a history, by Idempotency-Key. */
export function placementsOf(operations: readonly Operation[]): ReadonlyMap<string, readonly Placement[]> {
  const placements = operations.filter((operation) => operation.op === 'place');
  return groupBy(placements, ({ key }) => key);
}

/** Units of a SKU that a key's order may have taken, and the earliest time of it. */
export interface Possible {
  readonly sku: string;
  readonly quantity: number;
  readonly at: number;
}

/**
 * What a key's order may have taken. One key gives one order, so that of several requests, and of several bodies,
 * one counts: whichever wants most. A request that was refused takes nothing; one without an answer may, at any
 * later time.
 */
export function possiblyTaken(placements: readonly Placement[]): readonly Possible[] {
  const possible = placements.filter((placement) => !isRefused(placement));
  const at = Math.min(...possible.map(({ sent }) => sent));
  const most = new Map<string, number>();
  for (const { lines } of possible)
    for (const [sku, quantity] of lines.units) most.set(sku, Math.max(quantity, most.get(sku) ?? 0));
  return [...most].map(([sku, quantity]) => ({ sku, quantity, at }));
}
