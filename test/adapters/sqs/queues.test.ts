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

  test.each([
    [0, 0],
    [1.2, 2],
    [5_000, 900],
    [-1, 0],
  ])('sends the order id with a delay of %d s as %d s', async (delay, DelaySeconds) => {
    server.script.push(accepted);

    await new SqsWorkQueue(clientOf(), `${server.url}/1/holdfast-orders`).advanceLater('ord_1', delay);

    expect(server.received[0]?.headers['x-amz-target']).toBe('AmazonSQS.SendMessage');
    expect(sent()).toEqual({
      QueueUrl: `${server.url}/1/holdfast-orders`,
      MessageBody: '{"orderId":"ord_1"}',
      DelaySeconds,
    });
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

    await new SqsWorkQueue(clientOf(), `${server.url}/1/holdfast-orders`).advanceLater('ord_1', 0);

    expect(server.received).toHaveLength(2);
  });
});
