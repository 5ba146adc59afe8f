import { z } from 'zod';
import { type QueueKey } from './queue-names';

/** An order as the orders queue carries it, or the event that EventBridge could not deliver. */
const orderMessage = z.looseObject({ orderId: z.string() });
const busEvent = z.looseObject({ detail: orderMessage });

/** What to put into the main queue for a dead letter, or why there is nothing. */
export type QueueBody =
  | { readonly kind: 'body'; readonly body: string }
  | { readonly kind: 'unfit'; readonly why: string };

/**
 * Messages go back as they are. Only what the bus could not deliver is the whole event, not what the rule makes
 * of it for its target, so the order's id is taken out of it as the rule does.
 */
export function toQueueBody(queue: QueueKey, body: string): QueueBody {
  if (queue !== 'events') return { kind: 'body', body };
  const value = parseJson(body);
  if (orderMessage.safeParse(value).success) return { kind: 'body', body };
  const event = busEvent.safeParse(value);
  if (event.success) return { kind: 'body', body: JSON.stringify({ orderId: event.data.detail.orderId }) };
  return { kind: 'unfit', why: 'names no order (neither orderId nor detail.orderId); it stays' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
