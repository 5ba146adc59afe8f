import { LOOK_LIMIT_MS, type OwnHealth } from '../domain/routing/probe';
import { type Clock } from '../domain/runtime';
import { within } from '../shared/time-limit';

/** This Region is well while a strong read of its Ledger succeeds within the time of a look; any failure counts. */
export function ownHealth(readLedger: () => Promise<void>, clock: Clock): OwnHealth {
  return () =>
    within(LOOK_LIMIT_MS, clock, 'ledger', readLedger()).then(
      () => true,
      () => false,
    );
}
