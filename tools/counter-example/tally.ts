import { type Buyer } from './plan';
import { type Outcome } from './race';

/** What a sale came to, as its buyers know it. */
export interface Tally {
  /** Units that buyers were told they have. */
  readonly sold: number;
  /** Units of these that were never there. */
  readonly oversold: number;
  readonly buyersServed: number;
  readonly buyersRefused: number;
  /** Buyers who got neither a yes nor a no; with any of them the figures are not worth quoting. */
  readonly failures: readonly string[];
}

/** Adds up the outcomes of buyers (in the same order) for a sale of so many units. */
export function tally(buyers: readonly Buyer[], outcomes: readonly Outcome[], units: number): Tally {
  const served = buyers.filter((_, index) => outcomes[index]?.kind === 'sold');
  const sold = served.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    sold,
    oversold: Math.max(0, sold - units),
    buyersServed: served.length,
    buyersRefused: outcomes.filter(({ kind }) => kind === 'sold_out').length,
    failures: outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.why] : [])),
  };
}
