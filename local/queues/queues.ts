import { type QueueSample } from '../cloudwatch/collection/queue-metrics';
import { type AwsAnswer, type AwsCall } from '../endpoint/aws-call';
import { Upstream } from '../endpoint/upstream';
import {
  type Closeable,
  type FaultSource,
  type Invoke,
  type Log,
  type QueueCounts,
  type RegionTemplate,
} from '../types';
import { type FauxApp, type FauxQueue, type FauxStore, loadFauxqs } from './fauxqs';
import { type MessageStore } from './message-store';
import { Poller } from './poller';
import { type EventSourceMapping, eventSourceMapping, queueSettings } from './queue-settings';

export interface QueuesOptions {
  readonly template: RegionTemplate;
  readonly faults: FaultSource;
  readonly log: Log;
  readonly random: () => number;
  readonly now: () => number;
  /** Keeps messages between runs; absent when they are in memory only. */
  readonly messages?: MessageStore | undefined;
}

/** How the pollers reach the functions that queues feed. */
export interface QueueConsumers {
  readonly invoke: Invoke;
  /** Most invocations at once of a function. */
  readonly concurrency: (functionArn: string) => number;
}

/** SQS of one region (fauxqs), and the event source mappings that feed functions from it. */
export class Queues implements Closeable {
  private readonly queues = new Map<string, FauxQueue>();
  private pollers: Poller[] = [];

  private constructor(
    private readonly options: QueuesOptions,
    private readonly store: FauxStore,
    private readonly app: FauxApp,
    private readonly upstream: Upstream,
    private readonly newMessage: (body: string) => Parameters<FauxQueue['enqueue']>[0],
  ) {}

  /** Starts SQS and creates the template's queues. Nothing is polled before `consume`. */
  static async start(options: QueuesOptions): Promise<Queues> {
    const { newStore, newApp, newMessage } = loadFauxqs();
    const store = newStore();
    const app = newApp(store, options.template.region);
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const queues = new Queues(options, store, app, new Upstream(Number(port)), newMessage);
    queues.create();
    return queues;
  }

  /** Starts to poll for the template's event source mappings. */
  consume(consumers: QueueConsumers): void {
    const mappings = this.resources('AWS::Lambda::EventSourceMapping').map(eventSourceMapping);
    this.pollers = mappings.flatMap((mapping) => (mapping === null ? [] : [this.poller(mapping, consumers)]));
    this.wake();
  }

  /** Answers a call of SQS's JSON protocol. */
  async handle(call: AwsCall): Promise<AwsAnswer> {
    const answer = await this.upstream.forward(call);
    if (call.operation !== 'ReceiveMessage') this.wake();
    return answer;
  }

  /** Puts a message into a queue; false if there is no such queue. */
  send(queueArn: string, body: string): boolean {
    const queue = this.queues.get(queueArn);
    queue?.enqueue(this.newMessage(body));
    this.wake();
    return queue !== undefined;
  }

  /** Message counts of every queue, by queue name. */
  counts(): Record<string, QueueCounts> {
    return Object.fromEntries([...this.queues.values()].map((queue) => [queue.name, countsOf(queue)]));
  }

  /** Each queue with its visible messages and the time (epoch ms) at which the oldest message was sent. */
  samples(): QueueSample[] {
    return [...this.queues.values()].map((queue) => ({
      name: queue.name,
      visible: queue.messages.length,
      oldestSentAt: oldestIn(queue),
    }));
  }

  /** Messages in queues that feed a function, however hidden, those being worked on included. */
  backlog(): number {
    const fed = new Set(this.pollers.map(({ queue }) => queue));
    return [...fed].map(countsOf).reduce((sum, each) => sum + each.visible + each.inFlight + each.delayed, 0);
  }

  /** Invocations under way with messages of queues. */
  working(): number {
    return this.pollers.reduce((sum, poller) => sum + poller.working, 0);
  }

  /** Makes hidden and delayed messages of queues that feed a function visible. */
  reveal(): void {
    for (const poller of this.pollers) poller.reveal();
  }

  /** No function begins with messages until `resume`; invocations under way go on. */
  pause(): void {
    for (const poller of this.pollers) poller.pause();
  }

  resume(): void {
    for (const poller of this.pollers) poller.resume();
  }

  /** Has the pollers look at their queues, for instance after a region came back. */
  wake(): void {
    for (const poller of this.pollers) poller.wake();
  }

  async close(): Promise<void> {
    for (const poller of this.pollers) poller.stop();
    this.upstream.close();
    this.store.shutdown();
    await this.app.close();
    this.options.messages?.flush();
  }

  private create(): void {
    for (const { name, url, arn, attributes } of this.resources('AWS::SQS::Queue').map(queueSettings)) {
      const queue = this.store.createQueue(name, url, arn, attributes);
      this.queues.set(arn, queue);
      this.restore(queue);
    }
  }

  private restore(queue: FauxQueue): void {
    const { messages } = this.options;
    if (messages === undefined) return;
    for (const message of messages.load(queue.arn)) queue.enqueue(message);
    queue.persistence = messages.logOf(queue.arn);
  }

  private poller(mapping: EventSourceMapping, consumers: QueueConsumers): Poller {
    const queue = this.queues.get(mapping.queueArn);
    if (queue === undefined)
      throw new Error(`an event source mapping reads ${mapping.queueArn}, which is no queue here`);
    if (queue.name.endsWith('.fifo'))
      throw new Error(`the local cloud polls standard queues only, not ${queue.name}`);
    const possible = consumers.concurrency(mapping.functionName);
    return new Poller({
      ...this.options,
      mapping,
      queue,
      deadLetterQueue: (arn) => this.store.getQueueByArn(arn),
      region: this.options.template.region,
      functionArn: mapping.functionName,
      concurrency: Math.min(mapping.maximumConcurrency ?? possible, possible),
      invoke: consumers.invoke,
    });
  }

  private resources(type: string) {
    return this.options.template.resources.filter((each) => each.type === type);
  }
}

function oldestIn(queue: FauxQueue): number | null {
  const inFlight = [...queue.inflightMessages.values()].map(({ message }) => message);
  let oldest = Infinity;
  for (const messages of [queue.messages, inFlight, queue.delayedMessages])
    for (const { sentTimestamp } of messages) oldest = Math.min(oldest, sentTimestamp);
  return oldest === Infinity ? null : oldest;
}

const countsOf = (queue: FauxQueue): QueueCounts => ({
  visible: queue.messages.length,
  inFlight: queue.inflightMessages.size,
  delayed: queue.delayedMessages.length,
});
