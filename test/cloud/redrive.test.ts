import { GetQueueUrlCommand, PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LOCAL_OPERATOR } from '../../tools/client/credentials';
import { runOps } from '../../tools/ops/command';
import { processPorts } from '../../tools/ops/ports';
import { connectToCloud } from '../support/cloud';
import { cartOf, chargesOf, newKey, newSku, orderOf, sell } from '../support/shop';
import { fakeWorld } from '../tools/support/fake-world';

const cloud = connectToCloud();
const PORT_BASE = new URL(cloud.edgeUrl).port;
const sqs = new SQSClient({
  region: 'us-east-1',
  endpoint: `http://127.0.0.1:${Number(PORT_BASE) + 566}`,
  credentials: LOCAL_OPERATOR,
});

const urlOf = async (queue: string) =>
  (await sqs.send(new GetQueueUrlCommand({ QueueName: queue }))).QueueUrl;

afterEach(() => cloud.putFaults({}));
afterAll(async () => {
  await sqs.send(new PurgeQueueCommand({ QueueUrl: await urlOf('holdfast-orders-dlq') }));
  sqs.destroy();
  cloud.close();
});

/** Stands in the queue from then on; five receives in vain would take it there in half an hour. */
async function makeDeadLetter(body: string): Promise<string> {
  const QueueUrl = await urlOf('holdfast-orders-dlq');
  const { MessageId } = await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
  return MessageId ?? '';
}

/** Runs the operator's command line in this process. */
async function ops(...argv: string[]) {
  const world = { ...fakeWorld(), now: () => new Date() };
  const code = await runOps([...argv, '--port-base', PORT_BASE], world, processPorts(world));
  return { code, out: world.outLines, err: world.errLines };
}

/** The standing messages' ids, by queue. */
async function deadLetters(): Promise<Record<string, string[]>> {
  const { code, out } = await ops('dead-letters', '--json');
  expect(code).toBe(0);
  const queues = JSON.parse(out.join('\n')) as {
    region: string;
    queue: string;
    messages: { id: string }[];
  }[];
  return Object.fromEntries(
    queues.map(({ region, queue, messages }) => [`${region}/${queue}`, messages.map(({ id }) => id)]),
  );
}

it('shows dead letters and puts an order among them back, which is confirmed', async () => {
  const sku = newSku('REDRIVE');
  await sell(cloud, sku, 1);
  await cloud.putFaults({ payments: { mode: 'error', latencyMs: 0, rate: 1 } });
  const placed = await cloud.shopper(0).placeOrder(newKey(), cartOf(sku, 1));
  expect(placed).toMatchObject({ status: 202 });
  const { orderId, orderToken } = orderOf(placed);
  const poison = await makeDeadLetter('not an order');
  const order = await makeDeadLetter(JSON.stringify({ orderId, hurry: true }));

  const before = await deadLetters();
  expect(Object.keys(before)).toHaveLength(6);
  expect(before['us-east-1/holdfast-orders-dlq']).toEqual(expect.arrayContaining([poison, order]));

  await cloud.putFaults({});
  const redriven = await ops(
    'redrive',
    '--queue',
    'orders',
    '--region',
    'us-east-1',
    '--message',
    order,
    '--yes',
  );
  expect(redriven).toMatchObject({ code: 0 });
  expect(redriven.out).toContain(
    'us-east-1  holdfast-orders-dlq -> holdfast-orders: 1 moved, 0 left, 0 failed',
  );

  const after = await deadLetters();
  expect(after['us-east-1/holdfast-orders-dlq']).toContain(poison);
  expect(after['us-east-1/holdfast-orders-dlq']).not.toContain(order);
  expect(await cloud.control.settle()).toMatchObject({ body: { settled: true } });
  expect(await cloud.shopper(1).order(orderId, orderToken)).toMatchObject({ body: { status: 'confirmed' } });
  expect(await chargesOf(cloud, orderId)).toMatchObject([{ amount: 500, status: 'succeeded' }]);
});

it('reads the circuit of both Regions', async () => {
  const { code, out } = await ops('circuit', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out.join('\n'))).toMatchObject([{ region: 'us-east-1' }, { region: 'us-west-2' }]);
});

it('has a time reconciled, and prints where the report lies', async () => {
  const { code, out } = await ops('reconcile', '--from', '2020-01-01', '--to', '2020-01-02');
  expect(code).toBe(0);
  expect(out[0]).toBe('Reconciliation from 2020-01-01T00:00:00.000Z to 2020-01-02T00:00:00.000Z');
  expect(out.at(-1)).toMatch(/^report: s3:\/\/.+\.json$/);
});
