import { DatabaseSync } from 'node:sqlite';
import { HEALTHY } from '../../../local/control/faults';
import { MessageStore } from '../../../local/queues/message-store';
import { Queues } from '../../../local/queues/queues';
import { type InvocationResult, type RegionTemplate, type Resource } from '../../../local/types';

const arnOf = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;

const queue = (name: string, port: number, properties: Record<string, unknown> = {}): Resource => ({
  logicalId: name,
  type: 'AWS::SQS::Queue',
  ref: `http://127.0.0.1:${port}/000000000000/${name}`,
  arn: arnOf(name),
  properties,
});

const template = (port: number): RegionTemplate => ({
  region: 'us-east-1',
  accountId: '000000000000',
  assetDirectory: () => '',
  resources: [
    queue('orders', port, {
      VisibilityTimeout: 360,
      RedrivePolicy: { deadLetterTargetArn: arnOf('orders-dlq'), maxReceiveCount: 2 },
    }),
    queue('orders-dlq', port),
    {
      logicalId: 'Mapping',
      type: 'AWS::Lambda::EventSourceMapping',
      ref: 'mapping',
      arn: '',
      properties: { EventSourceArn: arnOf('orders'), FunctionName: 'advance' },
    },
  ],
});

interface SqsRecord {
  readonly body: string;
  readonly attributes: Record<string, string>;
  readonly messageAttributes: object;
}

const NEVER: Promise<InvocationResult> = new Promise(() => undefined);
const DONE: InvocationResult = { kind: 'returned', payload: null };
const FAILED: InvocationResult = { kind: 'function_error', errorType: 'Error', errorMessage: 'no' };

let database: DatabaseSync;
let port = 4566;
let running: Queues[];

/** Starts the queues of a process that has just come up; those before it were killed as they were. */
async function start(): Promise<Queues> {
  const queues = await Queues.start({
    template: template(port),
    messages: new MessageStore(database),
    faults: { current: () => HEALTHY },
    log: () => undefined,
    random: () => 0,
    now: Date.now,
  });
  running.push(queues);
  return queues;
}

/** Hands the queue's first batch to a function that ends as told; resolves when the batch is over. */
async function consume(queues: Queues, result: InvocationResult | Promise<InvocationResult>) {
  return new Promise<readonly SqsRecord[]>((resolve) => {
    const invoke = async (_: string, event: unknown): Promise<InvocationResult> => {
      const { Records } = event as { Records: SqsRecord[] };
      if (result instanceof Promise) resolve(Records);
      else setImmediate(() => resolve(Records));
      return result;
    };
    queues.consume({ invoke, concurrency: () => 1 });
  });
}

async function sendMessage(queues: Queues, input: object): Promise<void> {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' };
  const QueueUrl = `http://127.0.0.1:${port}/000000000000/orders`;
  const body = Buffer.from(JSON.stringify({ QueueUrl, ...input }));
  const answer = await queues.handle({ operation: 'SendMessage', headers, body });
  expect(answer.status).toBe(200);
}

/** Deletions are written when the event loop comes round. */
const deletionsWritten = () => new Promise(setImmediate);

const bodies = (records: readonly SqsRecord[]): string[] => records.map(({ body }) => body);

beforeEach(() => {
  database = new DatabaseSync(':memory:');
  running = [];
});
afterEach(async () => {
  for (const queues of running) await queues.close();
});

describe('messages that are kept', () => {
  test('are there after a kill, in their order and with their attributes, also at another port', async () => {
    const first = await start();
    await sendMessage(first, {
      MessageBody: '1',
      MessageAttributes: { trace: { DataType: 'String', StringValue: 't' } },
    });
    first.send(arnOf('orders'), '2');
    port += 1_000;
    const records = await consume(await start(), DONE);
    expect(bodies(records)).toEqual(['1', '2']);
    expect(records[0]?.messageAttributes).toMatchObject({ trace: { stringValue: 't' } });
  });

  test('come again when the kill met the function that had them, and count as received', async () => {
    const first = await start();
    first.send(arnOf('orders'), 'under way');
    await consume(first, NEVER);
    const [record] = await consume(await start(), NEVER);
    expect(record).toMatchObject({ body: 'under way', attributes: { ApproximateReceiveCount: '2' } });
    const third = await start();
    void consume(third, DONE);
    expect(third.counts()['orders-dlq']).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
    await deletionsWritten();
    expect((await start()).counts()).toMatchObject({ orders: { visible: 0 }, 'orders-dlq': { visible: 1 } });
  });

  test('do not come again when their function had succeeded', async () => {
    const first = await start();
    first.send(arnOf('orders'), 'done');
    await consume(first, DONE);
    await deletionsWritten();
    expect((await start()).counts().orders).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  test('come again when their function had failed', async () => {
    const first = await start();
    first.send(arnOf('orders'), 'failed');
    await consume(first, FAILED);
    first.reveal();
    expect((await start()).counts().orders).toMatchObject({ visible: 1 });
  });

  test('stay delayed', async () => {
    await sendMessage(await start(), { MessageBody: 'later', DelaySeconds: 900 });
    expect((await start()).counts().orders).toEqual({ visible: 0, inFlight: 0, delayed: 1 });
  });
});
