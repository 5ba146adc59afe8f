import { type QueuedSagaDeps } from '../domain/deps';
import { StoreUnavailable } from '../domain/errors';
import { resumeOrders } from '../domain/orders/drain';
import { describeError, type Telemetry } from './telemetry/telemetry';

/** What tells that an outage of the payment provider is over. */
export interface Reopening {
  /** True once after a call of this instance has closed the circuit. */
  takeClosed(): boolean;
}

/** What resuming takes. */
export interface AfterOutage {
  readonly saga: QueuedSagaDeps;
  readonly telemetry: Telemetry;
  readonly circuit: Reopening;
}

/**
 * Lets the orders that waited go on, if this instance has just closed the circuit. A failure only costs time: each
 * order is tried again at its own.
 */
export async function resumeAfterOutage({ saga, telemetry, circuit }: AfterOutage): Promise<void> {
  if (!circuit.takeClosed()) return;
  try {
    const resumed = await resumeOrders(saga);
    telemetry.count('OrdersResumed', resumed);
    telemetry.log.info('the payment provider is back; its backlog goes on', { resumed });
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    telemetry.log.warn('the backlog could not be resumed; each order waits for its own time', {
      error: describeError(error),
    });
  }
}
