import { type SQSBatchResponse, type SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { type QueuedSagaDeps } from '../domain/deps';
import { advanceById } from '../domain/orders/advance';
import { ORDER_ID_PATTERN } from '../domain/orders/identity';
import { backgroundFunction, type BackgroundHandler } from '../shared/middleware/background-function';
import { handleBatch } from '../shared/queue/batch';
import { type Telemetry } from '../shared/telemetry/telemetry';

/** What the worker behind the orders queue needs. */
export interface AdvanceOrders {
  readonly saga: QueuedSagaDeps;
  readonly telemetry: Telemetry;
}

/** What the orders queue carries. */
const orderMessage = z.object({
  orderId: z.string().regex(ORDER_ID_PATTERN, { error: 'allowed: an order id' }),
});

/** The whole batch: five messages (lib/region). */
const AT_ONCE = 5;

/** The longest delay that SQS offers; an order that waits longer is looked at again then. */
const MAX_DELAY_SECONDS = 900;

/** The function behind the orders queue: takes each order one step on. */
export function advanceOrdersFunction({
  saga,
  telemetry,
}: AdvanceOrders): BackgroundHandler<SQSEvent, SQSBatchResponse> {
  return backgroundFunction(telemetry, (event) =>
    handleBatch(event, {
      schema: orderMessage,
      handle: ({ orderId }) => advanceOne(saga, telemetry, orderId),
      atOnce: AT_ONCE,
      telemetry,
    }),
  );
}

/**
 * An order that has to wait gets a new message with a delay, and the old one is acknowledged: receives count
 * surprises only, so that an outage of the provider never fills the dead-letter queue.
 */
async function advanceOne(saga: QueuedSagaDeps, telemetry: Telemetry, orderId: string): Promise<void> {
  const outcome = await advanceById(saga, orderId);
  switch (outcome.kind) {
    case 'finished':
      telemetry.count('OrdersAdvanced');
      return;
    case 'waiting':
      telemetry.count('OrdersWaiting');
      return saga.queue.advanceLater(orderId, delayUntil(outcome.retryAt, saga.clock.now()));
    case 'unknown_order':
      telemetry.log.warn('message names an unknown order', { orderId });
  }
}

function delayUntil(retryAt: number, now: number): number {
  const seconds = Math.ceil((retryAt - now) / 1000);
  return Math.min(MAX_DELAY_SECONDS, Math.max(0, seconds));
}
