import { HEALTHY } from '../../../local/control/faults';
import { Queues } from '../../../local/queues/queues';
import { type Faults, type InvocationResult, type RegionTemplate, type Resource } from '../../../local/types';

const arnOf = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const urlOf = (name: string): string => `http://127.0.0.1:4566/000000000000/${name}`;

const queue = (name: string, properties: Record<string, unknown> = {}): Resource => ({
  logicalId: name,
  type: 'AWS::SQS::Queue',
  ref: urlOf(name),
  arn: arnOf(name),
  properties,
});

const mapping = (properties: Record<string, unknown>): Resource => ({
  logicalId: 'Mapping',
  type: 'AWS::Lambda::EventSourceMapping',
  ref: 'mapping',
  arn: '',
  properties: { EventSourceArn: arnOf('orders'), FunctionName: 'advance', ...properties },
});

const ORDERS = queue('orders', {
  VisibilityTimeout: 360,
  RedrivePolicy: { deadLetterTargetArn: arnOf('orders-dlq'), maxReceiveCount: 2 },
});

interface SqsRecord {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: Record<string, string>;
}

type Handler = (records: readonly SqsRecord[]) => Promise<unknown> | InvocationResult | undefined;

/** A function that plays along: remembers its batches, answers as told, and can be waited for. */
class Consumer {
  readonly batches: SqsRecord[][] = [];
  running = 0;
  mostAtOnce = 0;
  private waiting: (() => void)[] = [];

  constructor(private readonly handler: Handler = () => undefined) {}

  readonly invoke = async (_: string, event: unknown): Promise<InvocationResult> => {
    const { Records } = event as { Records: SqsRecord[] };
    this.batches.push(Records);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.running);
    const result = await this.handler(Records);
    this.running--;
    for (const wake of this.waiting.splice(0)) setImmediate(wake);
    return isResult(result) ? result : { kind: 'returned', payload: result ?? null };
  };

  /** Resolves when so many invocations have begun and none runs. */
  async settled(invocations: number): Promise<void> {
    while (this.batches.length < invocations || this.running > 0) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  get bodies(): string[] {
    return this.batches.flat().map(({ body }) => body);
  }
}

const isResult = (value: unknown): value is InvocationResult =>
  typeof value === 'object' && value !== null && 'kind' in value;

const FAILS: Handler = () => ({ kind: 'function_error', errorType: 'Error', errorMessage: 'no' });

let queues: Queues;
let faults: Faults;

async function start(
  consumer: Consumer,
  properties: Record<string, unknown> = {},
  concurrency = 3,
): Promise<void> {
  const template: RegionTemplate = {
    region: 'us-east-1',
    accountId: '000000000000',
    resources: [ORDERS, queue('orders-dlq'), mapping(properties)],
    assetDirectory: () => '',
  };
  const source = { current: () => faults };
  queues = await Queues.start({
    template,
    faults: source,
    log: () => undefined,
    random: () => 0,
    now: Date.now,
  });
  queues.consume({ invoke: consumer.invoke, concurrency: () => concurrency });
}

const send = (...bodies: string[]): void => bodies.forEach((body) => queues.send(arnOf('orders'), body));

async function call(operation: string, input: object): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` };
  const { body } = await queues.handle({ operation, headers, body: Buffer.from(JSON.stringify(input)) });
  return JSON.parse(body.toString() || '{}') as Record<string, unknown>;
}

beforeEach(() => (faults = HEALTHY));
afterEach(() => queues.close());

describe('an event source mapping', () => {
  test('gives the function the event of AWS and deletes what succeeded', async () => {
    const consumer = new Consumer();
    await start(consumer);
    await call('SendMessage', {
      QueueUrl: urlOf('orders'),
      MessageBody: '{"orderId":"o-1"}',
      MessageAttributes: { trace: { DataType: 'String', StringValue: 't' } },
    });
    await consumer.settled(1);
    expect(consumer.batches[0]?.[0]).toMatchObject({
      body: '{"orderId":"o-1"}',
      attributes: { ApproximateReceiveCount: '1', SenderId: '000000000000' },
      messageAttributes: { trace: { stringValue: 't', dataType: 'String' } },
      eventSource: 'aws:sqs',
      eventSourceARN: arnOf('orders'),
      awsRegion: 'us-east-1',
    });
    expect(queues.counts().orders).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    expect(queues.backlog()).toBe(0);
  });

  test('makes batches, as many at once as allowed', async () => {
    const consumer = new Consumer();
    await start(consumer, { BatchSize: 2, ScalingConfig: { MaximumConcurrency: 2 } });
    send('1', '2', '3', '4', '5', '6', '7');
    await consumer.settled(4);
    expect(consumer.batches.every((batch) => batch.length <= 2)).toBe(true);
    expect(consumer.bodies.sort()).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(consumer.mostAtOnce).toBe(2);
  });

  test('leaves only the reported items, hidden until their visibility time-out', async () => {
    const consumer = new Consumer(async (records) => ({
      batchItemFailures: records
        .filter(({ body }) => body === 'bad')
        .map((each) => ({ itemIdentifier: each.messageId })),
    }));
    await start(consumer, { FunctionResponseTypes: ['ReportBatchItemFailures'] });
    send('good', 'bad');
    await consumer.settled(2);
    expect(queues.counts().orders).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
    expect(queues.backlog()).toBe(1);
  });

  test('a message that fails again and again ends in the dead-letter queue', async () => {
    const consumer = new Consumer(FAILS);
    await start(consumer);
    send('poison');
    await consumer.settled(1);
    queues.reveal();
    await consumer.settled(2);
    queues.reveal();
    expect(consumer.bodies).toEqual(['poison', 'poison']);
    expect(queues.counts()).toEqual({
      orders: { visible: 0, inFlight: 0, delayed: 0 },
      'orders-dlq': { visible: 1, inFlight: 0, delayed: 0 },
    });
  });

  test('delayed messages wait until they are revealed', async () => {
    const consumer = new Consumer();
    await start(consumer);
    await call('SendMessage', { QueueUrl: urlOf('orders'), MessageBody: 'later', DelaySeconds: 900 });
    expect(queues.counts().orders).toEqual({ visible: 0, inFlight: 0, delayed: 1 });
    queues.reveal();
    await consumer.settled(1);
    expect(consumer.bodies).toEqual(['later']);
  });

  test('revealing leaves alone what a function works on', async () => {
    let finish = (): void => undefined;
    const consumer = new Consumer(() => new Promise<void>((resolve) => (finish = resolve)));
    await start(consumer);
    send('long');
    queues.reveal();
    finish();
    await consumer.settled(1);
    expect(consumer.bodies).toEqual(['long']);
  });

  test('a batching window collects messages before the function is invoked', async () => {
    const consumer = new Consumer();
    await start(consumer, { BatchSize: 3, MaximumBatchingWindowInSeconds: 300 });
    send('1', '2');
    expect(consumer.batches).toEqual([]);
    send('3');
    await consumer.settled(1);
    expect(consumer.bodies).toEqual(['1', '2', '3']);
  });

  test('rests while the region is down and goes on when it is back', async () => {
    const consumer = new Consumer();
    await start(consumer);
    faults = { ...HEALTHY, regions: { 'us-east-1': 'down' } };
    send('kept');
    expect(consumer.batches).toEqual([]);
    faults = HEALTHY;
    queues.wake();
    await consumer.settled(1);
    expect(consumer.bodies).toEqual(['kept']);
  });

  test('begins nothing while it is paused, lets what is under way end, and goes on', async () => {
    let end = (): void => undefined;
    const consumer = new Consumer(() => new Promise<void>((resolve) => (end = resolve)));
    await start(consumer);
    send('first');
    queues.pause();
    send('second');
    expect([consumer.bodies, queues.working()]).toEqual([['first'], 1]);

    end();
    await consumer.settled(1);
    expect([consumer.bodies, queues.working()]).toEqual([['first'], 0]);

    queues.resume();
    expect(consumer.bodies).toEqual(['first', 'second']);
    end();
    await consumer.settled(2);
  });

  test('delivers twice when the faults say so', async () => {
    const consumer = new Consumer();
    await start(consumer, { BatchSize: 1 });
    faults = { ...HEALTHY, sqs: { duplicateRate: 1 } };
    send('twice', 'both');
    await consumer.settled(4);
    expect(consumer.bodies.sort()).toEqual(['both', 'both', 'twice', 'twice']);
    expect(queues.counts()).toMatchObject({ orders: { visible: 0 }, 'orders-dlq': { visible: 0 } });
  });
});

describe('queues', () => {
  test('answer SQS’s own protocol', async () => {
    await start(new Consumer());
    expect(await call('GetQueueUrl', { QueueName: 'orders' })).toEqual({ QueueUrl: urlOf('orders') });
    const { Attributes } = await call('GetQueueAttributes', {
      QueueUrl: urlOf('orders'),
      AttributeNames: ['All'],
    });
    expect(Attributes).toMatchObject({ VisibilityTimeout: '360', QueueArn: arnOf('orders') });
  });

  test('tell how many messages are visible and when the oldest of all was sent', async () => {
    await start(new Consumer());
    const before = Date.now();
    queues.send(arnOf('orders-dlq'), 'a');
    queues.send(arnOf('orders-dlq'), 'b');
    const [orders, dead] = queues.samples();
    expect(orders).toEqual({ name: 'orders', visible: 0, oldestSentAt: null });
    expect(dead).toMatchObject({ name: 'orders-dlq', visible: 2 });
    expect(dead?.oldestSentAt).toBeGreaterThanOrEqual(before);
    expect(dead?.oldestSentAt).toBeLessThanOrEqual(Date.now());
    await call('ReceiveMessage', { QueueUrl: urlOf('orders-dlq'), MaxNumberOfMessages: 10 });
    expect(queues.samples()[1]).toEqual({ ...dead, visible: 0 });
  });

  test('that no function reads are no backlog', async () => {
    await start(new Consumer());
    expect(queues.send(arnOf('orders-dlq'), 'dead')).toBe(true);
    expect(queues.send(arnOf('nowhere'), 'lost')).toBe(false);
    expect(queues.backlog()).toBe(0);
  });
});
