import { type FaultSource, type Invoke, type Log } from '../types';
import { failedMessages } from './batch-response';
import { type FauxQueue, type StoredMessage } from './fauxqs';
import { type EventSourceMapping } from './queue-settings';
import { type HeldMessage, sqsEvent } from './sqs-event';

/** SQS gives out at most ten messages a call. */
const MOST_A_CALL = 10;

export interface PollerOptions {
  readonly mapping: EventSourceMapping;
  readonly queue: FauxQueue;
  readonly deadLetterQueue: (arn: string) => FauxQueue | undefined;
  readonly region: string;
  readonly functionArn: string;
  /** Batches at once: the mapping's maximum concurrency, or less if the function cannot take as many. */
  readonly concurrency: number;
  readonly invoke: Invoke;
  readonly faults: FaultSource;
  readonly random: () => number;
  readonly now: () => number;
  readonly log: Log;
}

/**
 * Feeds a queue's messages to its function in batches, deletes what succeeded, and leaves what failed to its
 * visibility time-out. It wakes when told that the queue changed, or when a hidden message is due.
 */
export class Poller {
  private readonly held = new Set<string>();
  /** Second deliveries: a message comes twice, not again and again until its receives are used up. */
  private readonly copies = new WeakSet<StoredMessage>();
  private batches = 0;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private paused = false;

  constructor(private readonly options: PollerOptions) {}

  get queue(): FauxQueue {
    return this.options.queue;
  }

  /** Invocations under way. */
  get working(): number {
    return this.batches;
  }

  /** Begins no invocation until `resume`; those under way go on. */
  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.wake();
  }

  /** Looks at the queue now. Cheap when there is nothing to do. */
  wake(): void {
    if (this.stopped || this.paused || this.options.faults.current().regions[this.options.region] === 'down')
      return;
    clearTimeout(this.timer);
    this.queue.processTimers();
    while (this.batches < this.options.concurrency && this.queue.messages.length > 0) {
      const wait = this.windowLeft();
      if (wait > 0) return this.wakeIn(wait);
      const messages = this.receive();
      if (messages.length === 0) break;
      void this.process(messages);
    }
    this.wakeWhenDue();
  }

  /** Makes delayed messages, and hidden ones that no invocation works on, visible. */
  reveal(): void {
    for (const message of this.queue.delayedMessages) message.delayUntil = 0;
    for (const receiptHandle of [...this.queue.inflightMessages.keys()]) {
      if (!this.held.has(receiptHandle)) this.queue.changeVisibility(receiptHandle, 0);
    }
    this.wake();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private receive(): HeldMessage[] {
    const messages: HeldMessage[] = [];
    while (messages.length < this.options.mapping.batchSize) {
      const wanted = Math.min(MOST_A_CALL, this.options.mapping.batchSize - messages.length);
      const received = this.queue.dequeue(wanted, undefined, this.options.deadLetterQueue);
      for (const { ReceiptHandle } of received) {
        const inflight = this.queue.inflightMessages.get(ReceiptHandle);
        if (inflight !== undefined)
          messages.push({ receiptHandle: ReceiptHandle, message: inflight.message });
      }
      if (this.queue.messages.length === 0) break;
    }
    this.duplicate(messages);
    return messages;
  }

  /** SQS delivers at least once: the fault puts copies of some messages back. */
  private duplicate(messages: readonly HeldMessage[]): void {
    const { duplicateRate } = this.options.faults.current().sqs;
    if (duplicateRate === 0) return;
    for (const { message } of messages) {
      if (this.copies.has(message) || this.options.random() >= duplicateRate) continue;
      const copy = { ...message };
      this.copies.add(copy);
      this.queue.enqueue(copy);
    }
  }

  private async process(messages: readonly HeldMessage[]): Promise<void> {
    const { queue, mapping, functionArn, region, invoke, log } = this.options;
    this.batches++;
    for (const { receiptHandle } of messages) this.held.add(receiptHandle);
    const result = await invoke(functionArn, sqsEvent(messages, queue.arn, region));
    const ids = messages.map(({ message }) => message.messageId);
    const failed = failedMessages(ids, result, mapping.reportsItemFailures);
    for (const { receiptHandle, message } of messages) {
      this.held.delete(receiptHandle);
      if (!failed.includes(message.messageId)) queue.deleteMessage(receiptHandle);
    }
    if (failed.length > 0)
      log(`${failed.length} of ${ids.length} messages of ${queue.name} failed`, { ...result });
    this.batches--;
    this.wake();
  }

  /** Milliseconds until the batching window closes, 0 if a batch may go now. */
  private windowLeft(): number {
    const { batchSize, windowSeconds } = this.options.mapping;
    const [first] = this.queue.messages;
    if (windowSeconds === 0 || first === undefined || this.queue.messages.length >= batchSize) return 0;
    return first.sentTimestamp + windowSeconds * 1000 - this.options.now();
  }

  private wakeWhenDue(): void {
    const hidden = [...this.queue.inflightMessages.values()].map(
      ({ visibilityDeadline }) => visibilityDeadline,
    );
    const delayed = this.queue.delayedMessages.map(({ delayUntil }) => delayUntil ?? 0);
    const due = Math.min(...hidden, ...delayed);
    if (Number.isFinite(due)) this.wakeIn(due - this.options.now());
  }

  private wakeIn(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.wake(), Math.max(1, milliseconds)).unref();
  }
}
