import { type OrderStore } from '../../../lambdas/domain/orders/order';
import { type StockLedger } from '../../../lambdas/domain/stock/ledger';
import { installedEmulator } from '../../../local/dynamodb/emulator-process';
import { awsError } from '../../../local/endpoint/aws-call';
import { details, openBucket, order, reservation, SKU } from '../contract/samples';
import { dynamoDbStores } from '../support/dynamodb-stores';
import { type EmulatedDynamoDb, emulateDynamoDb, type Fate } from '../support/emulated-dynamodb';

const NAMESPACE = 'com.amazonaws.dynamodb.v20120810';
const conflict = awsError(`${NAMESPACE}#ReplicatedWriteConflictException`, 'modified in another Region');
const throttled = awsError(`${NAMESPACE}#ThrottlingException`, 'slow down');
const invalid = awsError('com.amazon.coral.validate#ValidationException', 'no such thing');
const broken = awsError(`${NAMESPACE}#InternalServerError`, 'no quorum', 500);

const times = (count: number, fate: Fate): Fate[] => Array.from({ length: count }, () => fate);

describe('requests and answers that go missing', () => {
  let dynamoDb: EmulatedDynamoDb;
  let stock: StockLedger;
  let orders: OrderStore;

  beforeAll(async () => (dynamoDb = await emulateDynamoDb(installedEmulator())));
  beforeEach(async () => {
    ({ stock, orders } = await dynamoDbStores(dynamoDb));
    await openBucket(stock, 10);
    dynamoDb.operations.length = 0;
    dynamoDb.fates.length = 0;
  });
  afterAll(async () => dynamoDb.close());

  const available = async () => (await stock.read([{ sku: SKU, bucket: 0 }]))[0]?.available;

  test('a lost answer: the SDK sends the reserve again, which takes once and is told as resent', async () => {
    dynamoDb.fates.push('lose_answer');

    expect(await stock.reserve(reservation('op1', 3))).toEqual({
      kind: 'reserved',
      resent: true,
      journalLength: 1,
      left: 7,
    });
    expect(dynamoDb.operations).toEqual(['UpdateItem', 'UpdateItem']);
    expect(await available()).toBe(7);
  });

  test('a lost request: as far as anybody knows it may still land', async () => {
    dynamoDb.fates.push('lose_request');

    expect(await stock.reserve(reservation('op1', 4))).toMatchObject({ kind: 'reserved', resent: true });
    expect(await available()).toBe(6);
  });

  test.each([
    ['conflicts between Regions', conflict],
    ['throttling', throttled],
  ])('%s: certainly not applied, so the next copy is the only one', async (_, answer) => {
    dynamoDb.fates.push(answer, answer);

    expect(await stock.reserve(reservation('op1', 4))).toMatchObject({ kind: 'reserved', resent: false });
    expect(dynamoDb.operations).toHaveLength(3);
  });

  test('conflicts are tried again beyond the three attempts of the SDK', async () => {
    dynamoDb.fates.push(...times(7, conflict));

    expect(await stock.reserve(reservation('op1', 4))).toMatchObject({ kind: 'reserved', resent: false });
    expect(dynamoDb.operations).toHaveLength(8);
  });

  test('conflicts without end were not applied', async () => {
    dynamoDb.fates.push(...times(15, conflict));

    await expect(stock.reserve(reservation('op1', 4))).rejects.toMatchObject({
      code: 'store_unavailable',
      outcome: 'not_applied',
    });
    expect(dynamoDb.operations).toHaveLength(15);
    expect(await available()).toBe(10);
  });

  test.each<[string, Fate[], 'not_applied' | 'unknown', number]>([
    ['throttled three times', times(3, throttled), 'not_applied', 10],
    ['invalid', [invalid], 'not_applied', 10],
    ['a server error three times', times(3, broken), 'unknown', 10],
    ['three lost requests', times(3, 'lose_request'), 'unknown', 10],
    ['a lost answer, then throttled', ['lose_answer', throttled, throttled], 'unknown', 6],
    ['a lost answer, then a conflict, then throttled', ['lose_answer', conflict, throttled], 'unknown', 6],
  ])('%s: the outcome is told', async (_, fates, outcome, left) => {
    dynamoDb.fates.push(...fates);

    await expect(stock.reserve(reservation('op1', 4))).rejects.toMatchObject({ outcome });
    dynamoDb.fates.length = 0;
    expect(await available()).toBe(left);
  });

  test('a return whose answer is lost is told as changed, with the proof in the journal', async () => {
    await stock.reserve(reservation('op1', 4));
    dynamoDb.fates.push('lose_answer');
    const request = { ...reservation('op1', 4), guard: 1, entryId: 'return:ord_1', remove: ['op1'] };

    expect(await stock.giveBack(request)).toBe('changed');
    const [bucket] = await stock.read([{ sku: SKU, bucket: 0 }]);
    expect(bucket).toMatchObject({ available: 10, guard: 2 });
    expect(Object.keys(bucket?.journal ?? {})).toEqual(['return:ord_1']);
  });

  test('a commit whose answer is lost is committed', async () => {
    dynamoDb.fates.push('lose_answer');

    expect(await orders.commit(order('ord_1'), details(1))).toEqual({ kind: 'committed' });
  });

  test('details are durable before the order can be seen', async () => {
    dynamoDb.fates.push('serve', ...times(3, 'lose_request'));

    await expect(orders.commit(order('ord_1'), details(300))).rejects.toMatchObject({ outcome: 'unknown' });
    expect(await orders.read('ord_1')).toBeUndefined();
    expect(await orders.details(order('ord_1'))).toEqual(details(300));
  });

  test('an update whose answer is lost is updated', async () => {
    await orders.commit(order('ord_1'), details(1));
    dynamoDb.fates.push('lose_answer');

    expect(await orders.update(order('ord_1', { version: 2, status: 'CONFIRMED' }))).toEqual({
      kind: 'updated',
    });
  });

  test('an update whose request is lost, while another one is applied, is changed', async () => {
    await orders.commit(order('ord_1'), details(1));
    const theirs = order('ord_1', { version: 2, status: 'VOIDING' });
    await orders.update(theirs);
    dynamoDb.fates.push('lose_request');

    expect(await orders.update(order('ord_1', { version: 2, status: 'CONFIRMED' }))).toEqual({
      kind: 'changed',
      order: theirs,
    });
  });

  test('a busy table is asked again for what it left out', async () => {
    await Promise.all(['ord_1', 'ord_2'].map((id) => orders.commit(order(id), details(1))));
    const partly = {
      ...throttled,
      status: 200,
      body: Buffer.from(
        JSON.stringify({
          Responses: {},
          UnprocessedKeys: {
            [dynamoDb.lastRequest().TableName ?? '']: {
              Keys: [{ pk: { S: 'ORDER#ord_1' } }, { pk: { S: 'ORDER#ord_2' } }],
            },
          },
        }),
      ),
    };
    dynamoDb.fates.push(partly);

    expect((await orders.readMany(['ord_1', 'ord_2'])).size).toBe(2);
    dynamoDb.fates.push(...times(9, partly));
    await expect(orders.readMany(['ord_1', 'ord_2'])).rejects.toMatchObject({ code: 'store_unavailable' });
  });
});
