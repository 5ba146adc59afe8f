import { type SQSBatchResponse, type SQSEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { type QueuedSagaDeps } from '../domain/deps';
import { type Look } from '../domain/orders/advance';
import { drainById, workersPace } from '../domain/orders/drain';
import { ORDER_ID_PATTERN } from '../domain/orders/identity';
import { type PaymentCircuit } from '../domain/payments/circuit-breaker';
import { resumeAfterOutage } from '../shared/resume-after-outage';
import { backgroundFunction, type BackgroundHandler } from '../shared/middleware/background-function';
import { handleBatch } from '../shared/queue/batch';
import { counted } from '../shared/telemetry/order-metrics';
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

/** What the orders queue carries. In Zod Mini: what was the largest of all bundles is a sixth smaller. */
const orderMessage = z.object({
  orderId: z.string().check(z.regex(ORDER_ID_PATTERN, { error: 'allowed: an order id' })),
  /** When the order was due as the sender of the message knew it. */
  dueAt: z.optional(z.number()),
  hurry: z.optional(z.literal(true)),
  paidIntentId: z.optional(z.string().check(z.minLength(1), z.maxLength(255))),
});

type OrderMessage = z.output<typeof orderMessage>;

/** The whole batch: five messages (lib/region). */
const AT_ONCE = 5;

/** Longer than it takes to tell a shopper that an order is recorded. */
const IN_HAND_SECONDS = 10;

type Waiting = Extract<Look, { readonly kind: 'waiting' }>;

/** The longest delay that SQS offers; an order that waits longer is looked at again then. */
const MAX_DELAY_SECONDS = 900;

/**
 * The function behind the orders queue: takes each order one step on. The instance whose call to the provider
 * ended an outage also lets the orders go on that waited for it.
 */
export function advanceOrdersFunction(props: AdvanceOrders): BackgroundHandler<SQSEvent, SQSBatchResponse> {
  const { telemetry } = props;
  const worker = { ...props, saga: counted(props.saga, telemetry) };
  return backgroundFunction(telemetry, async (event) => {
    worker.circuit.refresh();
    const response = await handleBatch(event, {
      schema: orderMessage,
      handle: (message) => advanceOne(worker, message),
      orderIdOf: ({ orderId }) => orderId,
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
async function advanceOne(worker: AdvanceOrders, message: OrderMessage): Promise<void> {
  const { saga, telemetry, workers } = worker;
  const { orderId, hurry, paidIntentId } = message;
  const pace = workersPace(saga, workers * AT_ONCE);
  const look = await drainById(saga, orderId, pace, hurry && { paidIntentId });
  switch (look.kind) {
    case 'finished':
      telemetry.count('OrdersAdvanced');
      return;
    case 'waiting':
      telemetry.count('OrdersWaiting');
      return comeBack(saga, message, look);
    case 'unknown_order':
      telemetry.log.warn('message names an unknown order', { orderId });
  }
}

/**
 * Sends the message that comes when the order is due. Of two copies of a message only one does: the other finds
 * that nothing is to be done, and another time than its own. A hurried one has no successor, as the order's own
 * message is on its way; it comes again only where somebody had the order in hand.
 */
async function comeBack(saga: QueuedSagaDeps, message: OrderMessage, look: Waiting): Promise<void> {
  const { orderId, dueAt, hurry, paidIntentId } = message;
  const { order, retryAt, touched } = look;
  if (hurry) {
    const isInHand = !touched && order.status === 'OPEN' && order.tries === 0;
    if (isInHand) await saga.queue.hurry([{ orderId, delaySeconds: IN_HAND_SECONDS, paidIntentId }]);
    return;
  }
  if (!touched && dueAt !== undefined && dueAt !== retryAt) return;
  await saga.queue.advanceLater(orderId, retryAt, delayUntil(retryAt, saga.clock.now()));
}

function delayUntil(retryAt: number, now: number): number {
  const seconds = Math.ceil((retryAt - now) / 1000);
  return Math.min(MAX_DELAY_SECONDS, Math.max(0, seconds));
}
