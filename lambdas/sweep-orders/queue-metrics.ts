import { type SagaDeps } from '../domain/deps';
import { StoreUnavailable } from '../domain/errors';
import { longestWaitMs } from '../domain/orders/oldest-waiting';
import { type PaymentCircuit } from '../domain/payments/circuit-breaker';
import { describeError, type Telemetry } from '../shared/telemetry/telemetry';

/** What looking at the orders that wait takes. */
export interface QueueLook {
  /** Its clock is the real one, as those are that wrote when orders were placed. */
  readonly saga: SagaDeps;
  readonly telemetry: Telemetry;
  readonly circuit: Pick<PaymentCircuit, 'isOpen'>;
  /** An order that has waited for its payment for longer is stale: the objective of freshness. */
  readonly freshnessMs: number;
}

/**
 * Publishes how long the oldest order has waited for its payment, and whether that is too long; and whether the payment
 * provider is called at all. Where the Ledger does not answer it says nothing of the orders: nobody knows.
 */
export async function measureQueue({ saga, telemetry, circuit, freshnessMs }: QueueLook): Promise<void> {
  telemetry.measure('CircuitOpen', (await circuit.isOpen()) ? 1 : 0, 'Count');
  try {
    const waitMs = await longestWaitMs(saga);
    telemetry.measure('OldestBufferedOrderSeconds', Math.floor(waitMs / 1000), 'Seconds');
    telemetry.count(waitMs > freshnessMs ? 'StaleLooks' : 'FreshLooks');
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    telemetry.log.warn('orders that wait could not be looked at', { error: describeError(error) });
  }
}
