import { type MetricStore } from '../store/metric-store';

/** How a queue stands. */
export interface QueueSample {
  readonly name: string;
  readonly visible: number;
  /** When the oldest message that is not deleted was sent, epoch ms; null for an empty queue. */
  readonly oldestSentAt: number | null;
}

/**
 * AWS/SQS of one Region ("Available CloudWatch metrics for Amazon SQS"), as of the minute that ends. A message's age is in
 * real seconds, however fast CloudWatch's clock runs.
 *
 * @param at epoch ms of CloudWatch's clock
 * @param realNow epoch ms
 */
export function recordQueues(
  store: MetricStore,
  queues: readonly QueueSample[],
  at: number,
  realNow: number,
): void {
  for (const { name, visible, oldestSentAt } of queues) {
    const age = oldestSentAt === null ? 0 : Math.max(0, Math.floor((realNow - oldestSentAt) / 1_000));
    store.addAt(idOf(name, 'ApproximateNumberOfMessagesVisible'), at, visible);
    store.addAt(idOf(name, 'ApproximateAgeOfOldestMessage'), at, age);
  }
}

const idOf = (queue: string, name: string) => ({
  namespace: 'AWS/SQS',
  name,
  dimensions: { QueueName: queue },
});
