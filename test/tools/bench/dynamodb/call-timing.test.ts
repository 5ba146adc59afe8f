import { bodyOf } from '../../../../local/endpoint/aws-call';
import { withCallTiming } from '../../../../tools/bench/dynamodb/call-timing';
import { FakeEmulator } from './fake-emulator';

const pk = (S: string) => ({ pk: { S } });
const call = (operation: string, body: object) => ({
  operation,
  headers: {},
  body: Buffer.from(JSON.stringify(body)),
});
const transaction = (...keys: string[]) =>
  call('TransactWriteItems', {
    TransactItems: keys.map((key) => ({ Put: { TableName: 'ledger', Item: pk(key) } })),
  });
const update = (key: string) => call('UpdateItem', { TableName: 'ledger', Key: pk(key) });

describe('DynamoDB’s rule of conflicts', () => {
  const answer = withCallTiming(new FakeEmulator(), 0);
  const statuses = async (...calls: Parameters<typeof answer>[0][]) =>
    (await Promise.all(calls.map(answer))).map(({ status }) => status);

  it('cancels a transaction that meets an item of another one under way', async () => {
    const [first, second] = await Promise.all([transaction('a', 'b'), transaction('b', 'c')].map(answer));

    expect(first?.status).toBe(200);
    expect(second?.status).toBe(400);
    expect(bodyOf({ operation: '', headers: {}, body: second?.body ?? Buffer.from('') })).toMatchObject({
      __type: expect.stringMatching(/TransactionCanceledException$/) as string,
      CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'TransactionConflict' }],
    });
  });

  it('refuses a plain write to such an item', async () => {
    expect(await statuses(transaction('a'), update('a'))).toEqual([200, 400]);
  });

  it('lets plain writes meet, and transactions on other items, and the next one afterwards', async () => {
    expect(await statuses(update('a'), update('a'), transaction('b'))).toEqual([200, 200, 200]);
    expect(await statuses(transaction('a'), transaction('b'))).toEqual([200, 200]);
    expect(await statuses(transaction('a'))).toEqual([200]);
  });
});
