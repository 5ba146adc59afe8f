import { type SQSBatchResponse, type SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { type QueuedSagaDeps } from '../domain/deps';
import { drainById } from '../domain/orders/drain';
import { ORDER_ID_PATTERN } from '../domain/orders/identity';
import { type PaymentCircuit } from '../domain/payments/circuit-breaker';
import { resumeAfterOutage } from '../shared/resume-after-outage';
import { backgroundFunction, type BackgroundHandler } from '../shared/middleware/background-function';
import { handleBatch } from '../shared/queue/batch';
import { type Telemetry } from '../shared/telemetry/telemetry';

/** What the worker behind the orders queue needs. */
export interface AdvanceOrders {
  readonly saga: QueuedSagaDeps;
  readonly telemetry: Telemetry;
  /** That of its payments. */
  readonly circuit: Pick<PaymentCircuit, 'refresh' | 'takeClosed'>;
  /** Instances of this function that the queue runs at the same time, at most. */
  readonly workers: number;
}

/** What the orders queue carries. */
const orderMessage = z.object({
  orderId: z.string().regex(ORDER_ID_PATTERN, { error: 'allowed: an order id' }),
  hurry: z.literal(true).optional(),
  paidIntentId: z.string().min(1).max(255).optional(),
});

type OrderMessage = z.output<typeof orderMessage>;

/** The whole batch: five messages (lib/region). */
const AT_ONCE = 5;

/** The longest delay that SQS offers; an order that waits longer is looked at again then. */
const MAX_DELAY_SECONDS = 900;

/**
 * The function behind the orders queue: takes each order one step on. The instance whose call to the provider
 * ended an outage also lets the orders go on that waited for it.
 */
export function advanceOrdersFunction(worker: AdvanceOrders): BackgroundHandler<SQSEvent, SQSBatchResponse> {
  const { telemetry } = worker;
  return backgroundFunction(telemetry, async (event) => {
    worker.circuit.refresh();
    const response = await handleBatch(event, {
      schema: orderMessage,
      handle: (message) => advanceOne(worker, message),
      atOnce: AT_ONCE,
      telemetry,
    });
    await resumeAfterOutage(worker);
    return response;
  });
}

/**
 * An order that has to wait gets a new message with a delay, and the old one is acknowledged: receives count
 * surprises only, so that an outage of the provider never fills the dead-letter queue.
 */
async function advanceOne(
  { saga, telemetry, workers }: AdvanceOrders,
  { orderId, hurry, paidIntentId }: OrderMessage,
): Promise<void> {
  const slots = workers * AT_ONCE;
  const outcome = await drainById(saga, orderId, { slots, hurry: hurry && { paidIntentId } });
  switch (outcome.kind) {
    case 'finished':
      telemetry.count('OrdersAdvanced');
      return;
    case 'waiting':
      telemetry.count('OrdersWaiting');
      // Whoever put a hurried order off before has sent the message that comes at its own time.
      if (hurry) return;
      return saga.queue.advanceLater(orderId, delayUntil(outcome.retryAt, saga.clock.now()));
    case 'unknown_order':
      telemetry.log.warn('message names an unknown order', { orderId });
  }
}

function delayUntil(retryAt: number, now: number): number {
  const seconds = Math.ceil((retryAt - now) / 1000);
  return Math.min(MAX_DELAY_SECONDS, Math.max(0, seconds));
}
