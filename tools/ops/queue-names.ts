import { UsageError } from '../arguments';

/** The dead-letter queues of a Region, by what stands in them. */
export const QUEUE_KEYS = ['orders', 'audit', 'events'] as const;

export type QueueKey = (typeof QUEUE_KEYS)[number];

/** A dead-letter queue, and where its messages go back to. */
export interface DeadLetterRoute {
  readonly key: QueueKey;
  readonly deadLetters: string;
  readonly main: string;
}

/**
 * Queue names of a deployment. What the rule of the bus could not deliver was meant for the orders queue, so
 * that is where it goes back to.
 */
export function routeOf(deployment: string, key: QueueKey): DeadLetterRoute {
  const main = `${deployment}-${key === 'events' ? 'orders' : key}`;
  return { key, deadLetters: `${deployment}-${key}-dlq`, main };
}

/** Understands --queue. */
export function queueKey(text: string): QueueKey {
  const found = QUEUE_KEYS.find((key) => key === text);
  if (found !== undefined) return found;
  throw new UsageError(`--queue is "${text}"; allowed: ${QUEUE_KEYS.join(', ')}`);
}
