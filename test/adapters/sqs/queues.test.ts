import { sqsClient } from '../../../lambdas/adapters/sqs/client';
import { SqsAuditQueue, SqsWorkQueue } from '../../../lambdas/adapters/sqs/queues';
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server';

describe('queues on SQS', () => {
  let server: ScriptedServer;
  beforeAll(async () => (server = await startScriptedServer()));
  beforeEach(() => {
    server.received.length = 0;
    server.script.length = 0;
  });
  afterAll(async () => server.close());

  const clientOf = () =>
    sqsClient('us-east-1', {
      endpoint: server.url,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      md5: false,
    });
  const sent = () => JSON.parse(server.received[0]?.body ?? '{}') as unknown;
  const accepted = { status: 200, json: { MessageId: 'm1', MD5OfMessageBody: 'unchecked' } };

  const hurried = { status: 200, json: { Successful: [], Failed: [] } };

  test.each([
    [0, 0],
    [1.2, 2],
    [5_000, 900],
    [-1, 0],
  ])('sends the order id with a delay of %d s as %d s', async (delay, DelaySeconds) => {
    server.script.push(accepted);

    await new SqsWorkQueue(clientOf(), `${server.url}/1/holdfast-orders`).advanceLater('ord_1', 7, delay);

    expect(server.received[0]?.headers['x-amz-target']).toBe('AmazonSQS.SendMessage');
    expect(sent()).toEqual({
      QueueUrl: `${server.url}/1/holdfast-orders`,
      MessageBody: '{"orderId":"ord_1","dueAt":7}',
      DelaySeconds,
    });
  });

  test('hurries orders ten in a request, each with its delay and what is known of its payment', async () => {
    server.script.push(hurried, hurried);
    const orders = Array.from({ length: 12 }, (_, n) => ({ orderId: `ord_${n}`, delaySeconds: n }));

    await new SqsWorkQueue(clientOf(), `${server.url}/1/holdfast-orders`).hurry([
      ...orders.slice(0, 11),
      { orderId: 'ord_11', paidIntentId: 'pi_1' },
    ]);

    const bodies = server.received.map(({ body }) => JSON.parse(body) as { Entries: unknown[] });
    expect(server.received.map(({ headers }) => headers['x-amz-target'])).toEqual(
      Array(2).fill('AmazonSQS.SendMessageBatch'),
    );
    expect(bodies.map(({ Entries }) => Entries.length).sort()).toEqual([10, 2].sort());
    expect(bodies.flatMap(({ Entries }) => Entries)).toEqual(
      expect.arrayContaining([
        { Id: '3', MessageBody: '{"orderId":"ord_3","hurry":true}', DelaySeconds: 3 },
        { Id: '1', MessageBody: '{"orderId":"ord_11","hurry":true,"paidIntentId":"pi_1"}', DelaySeconds: 0 },
      ]),
    );
  });

  test('says when some could not be hurried', async () => {
    const Failed = [{ Id: '0', Code: 'InternalError', SenderFault: false }];
    server.script.push({ status: 200, json: { Successful: [], Failed } });

    const queue = new SqsWorkQueue(clientOf(), `${server.url}/1/holdfast-orders`);
    await expect(queue.hurry([{ orderId: 'ord_1' }])).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  test('sends the report id', async () => {
    server.script.push(accepted);

    await new SqsAuditQueue(clientOf(), `${server.url}/1/holdfast-audit`).start('rep1');

    expect(sent()).toMatchObject({ MessageBody: '{"reportId":"rep1"}' });
  });

  test('a refusal says which queue and why', async () => {
    server.script.push({
      status: 400,
      json: { __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'no such queue' },
    });

    await expect(new SqsAuditQueue(clientOf(), `${server.url}/1/gone`).start('rep1')).rejects.toMatchObject({
      code: 'store_unavailable',
      message: `SQS SendMessage to ${server.url}/1/gone failed: QueueDoesNotExist: no such queue`,
    });
  });

  test('a lost answer is repeated by the SDK', async () => {
    server.script.push('break', accepted);

    await new SqsWorkQueue(clientOf(), `${server.url}/1/holdfast-orders`).advanceLater('ord_1', 7, 0);

    expect(server.received).toHaveLength(2);
  });
});
