import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { type EmulatorKind, installedEmulator } from '../../../local/dynamodb/emulator-process';
import { type RunningTables, startTables } from './start-tables';

const KINDS: readonly EmulatorKind[] =
  installedEmulator() === 'dynoxide' ? ['dynoxide', 'dynalite'] : ['dynalite'];

/** Exactly the operations that the functions use, against each emulator behind the endpoint. */
describe.each(KINDS)('DynamoDB on %s', (kind) => {
  let running: RunningTables;

  beforeAll(async () => {
    running = await startTables(kind);
  });
  afterAll(() => running.close());

  const put = (pk: string, attributes: Record<string, { S: string } | { N: string }> = {}) =>
    running.east.send(new PutItemCommand({ TableName: 'ledger', Item: { pk: { S: pk }, ...attributes } }));

  const read = async (pk: string) => {
    const command = new GetItemCommand({ TableName: 'ledger', Key: { pk: { S: pk } }, ConsistentRead: true });
    return (await running.east.send(command)).Item;
  };

  const update = (pk: string, input: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>) =>
    running.east.send(new UpdateItemCommand({ TableName: 'ledger', Key: { pk: { S: pk } }, ...input }));

  const putBucket = (pk: string) =>
    running.east.send(
      new PutItemCommand({
        TableName: 'ledger',
        Item: { pk: { S: pk }, available: { N: '5' }, journal: { M: {} } },
      }),
    );

  const reserve = (pk: string, op: string, quantity: number) =>
    update(pk, {
      UpdateExpression: 'SET available = available - :q, journal.#op = :entry',
      ConditionExpression: 'available >= :q AND attribute_not_exists(journal.#op)',
      ExpressionAttributeNames: { '#op': op },
      ExpressionAttributeValues: {
        ':q': { N: String(quantity) },
        ':entry': { M: { order: { S: 'o-1' }, at: { N: '7' } } },
      },
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });

  test('ListTables names the tables of the templates', async () => {
    expect((await running.west.send(new ListTablesCommand({}))).TableNames).toEqual(['ledger', 'shop']);
  });

  test('PutItem with a condition, and the old item when it fails', async () => {
    await put('ORDER#1', { status: { S: 'OPEN' } });
    const again = new PutItemCommand({
      TableName: 'ledger',
      Item: { pk: { S: 'ORDER#1' }, status: { S: 'NEW' } },
      ConditionExpression:
        'attribute_not_exists(pk) OR (#status = :abandoned AND NOT contains(fenced, :attempt))',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':abandoned': { S: 'ABANDONED' }, ':attempt': { S: 'a-1' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const error: unknown = await running.east.send(again).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    expect(error).toMatchObject({ Item: { pk: { S: 'ORDER#1' }, status: { S: 'OPEN' } } });
  });

  test('a failed condition on an item that is not there has no old item', async () => {
    const error: unknown = await reserve('STOCK#none#0', 'op', 1).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    expect((error as ConditionalCheckFailedException).Item).toBeUndefined();
  });

  test('UpdateItem reserves under a nested map path and returns the new item', async () => {
    await putBucket('STOCK#nested#0');
    const { Attributes } = await reserve('STOCK#nested#0', 'a-1:0', 2);
    expect(Attributes).toEqual({
      pk: { S: 'STOCK#nested#0' },
      available: { N: '3' },
      journal: { M: { 'a-1:0': { M: { order: { S: 'o-1' }, at: { N: '7' } } } } },
    });
  });

  test('UpdateItem repeated under the same path is refused, with the old item', async () => {
    await putBucket('STOCK#twice#0');
    await reserve('STOCK#twice#0', 'op', 2);
    const error: unknown = await reserve('STOCK#twice#0', 'op', 2).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(ConditionalCheckFailedException);
    expect((error as ConditionalCheckFailedException).Item).toMatchObject({ available: { N: '3' } });
  });

  test('UpdateItem removes several paths, with conditions on each', async () => {
    await putBucket('STOCK#undo#0');
    await reserve('STOCK#undo#0', 'one', 1);
    await reserve('STOCK#undo#0', 'two', 1);
    const { Attributes } = await update('STOCK#undo#0', {
      UpdateExpression: 'SET available = available + :q REMOVE journal.#a, journal.#b',
      ConditionExpression: 'attribute_exists(journal.#a) AND attribute_exists(journal.#b)',
      ExpressionAttributeNames: { '#a': 'one', '#b': 'two' },
      ExpressionAttributeValues: { ':q': { N: '2' } },
      ReturnValues: 'UPDATED_NEW',
    });
    expect(Attributes).toMatchObject({ available: { N: '5' } });
    expect(await read('STOCK#undo#0')).toMatchObject({ journal: { M: {} } });
  });

  test('UpdateItem creates an item and adds to a string set', async () => {
    const fence = (attempt: string) =>
      update('ORDER#fenced', {
        UpdateExpression: 'SET #status = :abandoned ADD fenced :attempts',
        ConditionExpression: 'attribute_not_exists(pk) OR #status = :abandoned',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':abandoned': { S: 'ABANDONED' }, ':attempts': { SS: [attempt] } },
      });
    await fence('a-1');
    await fence('a-2');
    expect((await read('ORDER#fenced'))?.fenced?.SS?.sort()).toEqual(['a-1', 'a-2']);
  });

  test('size() in a condition', async () => {
    await putBucket('STOCK#size#0');
    const whenEmpty = {
      UpdateExpression: 'SET available = :none',
      ConditionExpression: 'size(journal) = :none',
    };
    const { Attributes } = await update('STOCK#size#0', {
      ...whenEmpty,
      ExpressionAttributeValues: { ':none': { N: '0' } },
      ReturnValues: 'ALL_NEW',
    });
    expect(Attributes).toMatchObject({ available: { N: '0' } });
  });

  test('a parallel race for the last units commits exactly as many as there are', async () => {
    await putBucket('STOCK#race#0');
    const clients = Array.from({ length: 12 }, (_, index) => reserve('STOCK#race#0', `op-${index}`, 1));
    const ended = await Promise.allSettled(clients);
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });

  test('Query on an index, forwards and backwards, in pages', async () => {
    await Promise.all(
      [30, 10, 20].map((dueAt) =>
        put(`ORDER#due-${dueAt}`, {
          workShard: { S: 'page' },
          dueAt: { N: String(dueAt) },
          note: { S: 'x' },
        }),
      ),
    );
    const query = (input: object) =>
      running.east.send(
        new QueryCommand({
          TableName: 'ledger',
          IndexName: 'work',
          KeyConditionExpression: 'workShard = :shard AND dueAt <= :before',
          ExpressionAttributeValues: { ':shard': { S: 'page' }, ':before': { N: '25' } },
          ...input,
        }),
      );
    const first = await query({ Limit: 1 });
    expect(first.Items).toEqual([
      { pk: { S: 'ORDER#due-10' }, workShard: { S: 'page' }, dueAt: { N: '10' } },
    ]);
    const second = await query({ Limit: 1, ExclusiveStartKey: first.LastEvaluatedKey });
    expect(second.Items?.map(({ pk }) => pk?.S)).toEqual(['ORDER#due-20']);
    const backwards = await query({ ScanIndexForward: false });
    expect(backwards.Items?.map(({ pk }) => pk?.S)).toEqual(['ORDER#due-20', 'ORDER#due-10']);
  });

  test('an item leaves a sparse index with the attribute', async () => {
    await put('ORDER#sparse', { workShard: { S: 'sparse' }, dueAt: { N: '1' } });
    await update('ORDER#sparse', { UpdateExpression: 'REMOVE workShard, dueAt' });
    const { Items } = await running.east.send(
      new QueryCommand({
        TableName: 'ledger',
        IndexName: 'work',
        KeyConditionExpression: 'workShard = :shard',
        ExpressionAttributeValues: { ':shard': { S: 'sparse' } },
      }),
    );
    expect(Items).toEqual([]);
  });

  test('BatchWriteItem and BatchGetItem', async () => {
    const keys = ['BATCH#1', 'BATCH#2'].map((pk) => ({ pk: { S: pk } }));
    const requests = keys.map((Item) => ({ PutRequest: { Item } }));
    await running.east.send(new BatchWriteItemCommand({ RequestItems: { ledger: requests } }));
    const { Responses } = await running.east.send(
      new BatchGetItemCommand({ RequestItems: { ledger: { Keys: keys, ConsistentRead: true } } }),
    );
    expect(Responses?.ledger).toHaveLength(2);
  });

  test('Scan in segments with a filter and a projection sees every item once', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `SCAN#${index}`);
    await Promise.all(names.map((pk) => put(pk, { kind: { S: 'scan' }, note: { S: 'left out' } })));
    const segments = await Promise.all(
      [0, 1, 2].map((Segment) =>
        running.east.send(
          new ScanCommand({
            TableName: 'ledger',
            Segment,
            TotalSegments: 3,
            ConsistentRead: true,
            FilterExpression: 'begins_with(pk, :prefix)',
            ProjectionExpression: '#p0, #p1',
            ExpressionAttributeNames: { '#p0': 'pk', '#p1': 'kind' },
            ExpressionAttributeValues: { ':prefix': { S: 'SCAN#' } },
          }),
        ),
      ),
    );
    const found = segments.flatMap(({ Items }) => Items ?? []);
    expect(found.map(({ pk }) => pk?.S).sort()).toEqual(names.sort());
    expect(found[0]).not.toHaveProperty('note');
  });

  test('binary attributes come back as they were', async () => {
    const lines = new Uint8Array([0, 1, 254, 255]);
    await running.east.send(
      new PutItemCommand({ TableName: 'ledger', Item: { pk: { S: 'LINES#1' }, lines: { B: lines } } }),
    );
    expect((await read('LINES#1'))?.lines?.B).toEqual(lines);
  });
});
