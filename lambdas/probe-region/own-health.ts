import { type OwnHealth } from '../domain/routing/probe';
import { type Clock } from '../domain/runtime';
import { within } from '../shared/time-limit';

/** As long as the health check of the API gives the same read (lambdas/health). */
const LIMIT_MS = 1_000;

/** This Region is well while a strong read of its Ledger succeeds; any failure counts. */
export function ownHealth(readLedger: () => Promise<void>, clock: Clock): OwnHealth {
  return () =>
    within(LIMIT_MS, clock, 'ledger', readLedger()).then(
      () => true,
      () => false,
    );
}
