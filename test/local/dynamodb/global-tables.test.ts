import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ReplicatedWriteConflictException,
  ResourceNotFoundException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { HEALTHY } from '../../../local/control/faults';
import { installedEmulator } from '../../../local/dynamodb/emulator-process';
import { type Replicated, type TableCall } from '../../../local/dynamodb/table-events';
import { type RunningTables, startTables } from './start-tables';

let running: RunningTables;

beforeAll(async () => {
  running = await startTables(installedEmulator());
});
afterEach(async () => {
  running.setFaults({});
  await running.tables.catchUp();
});
afterAll(() => running.close());

const keyOf = (table: string, id: string) =>
  table === 'shop' ? { pk: { S: id }, sk: { S: 'PRODUCT' } } : { pk: { S: id } };

const putUnits = (client: DynamoDBClient, table: string, id: string, units: number) =>
  client.send(
    new PutItemCommand({ TableName: table, Item: { ...keyOf(table, id), units: { N: String(units) } } }),
  );

const sellOne = (client: DynamoDBClient, table: string, id: string) =>
  client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: keyOf(table, id),
      UpdateExpression: 'SET units = units - :one',
      ConditionExpression: 'units >= :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    }),
  );

async function unitsIn(client: DynamoDBClient, table: string, id: string, ConsistentRead = true) {
  const command = new GetItemCommand({ TableName: table, Key: keyOf(table, id), ConsistentRead });
  return (await client.send(command)).Item?.units?.N;
}

describe('a table with multi-Region strong consistency', () => {
  test('is one table for all regions', async () => {
    await putUnits(running.east, 'ledger', 'one', 1);
    expect(await unitsIn(running.west, 'ledger', 'one')).toBe('1');
  });

  test('never sells the last unit twice', async () => {
    running.setFaults({ replication: { lagMs: 3_600_000 } });
    await putUnits(running.east, 'ledger', 'last', 1);
    await sellOne(running.east, 'ledger', 'last');
    await expect(sellOne(running.west, 'ledger', 'last')).rejects.toThrow(ConditionalCheckFailedException);
  });

  test('refuses transactions', async () => {
    const put = { Put: { TableName: 'ledger', Item: keyOf('ledger', 'transaction') } };
    const transaction = new TransactWriteItemsCommand({ TransactItems: [put] });
    await expect(running.east.send(transaction)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('in an isolated region: no writes, no strong reads, but eventually consistent reads', async () => {
    await putUnits(running.east, 'ledger', 'cut-off', 3);
    running.setFaults({ regions: { 'us-east-1': 'isolated' } });
    await expect(sellOne(running.east, 'ledger', 'cut-off')).rejects.toMatchObject({
      name: 'InternalServerError',
    });
    await expect(unitsIn(running.east, 'ledger', 'cut-off')).rejects.toMatchObject({
      name: 'InternalServerError',
    });
    expect(await unitsIn(running.east, 'ledger', 'cut-off', false)).toBe('3');
    await sellOne(running.west, 'ledger', 'cut-off');
  });

  test('refuses writes with a conflict when the faults say so', async () => {
    running.setFaults({ dynamodb: { ...HEALTHY.dynamodb, conflictRate: 1 } });
    await expect(putUnits(running.east, 'ledger', 'conflict', 1)).rejects.toThrow(
      ReplicatedWriteConflictException,
    );
    await putUnits(running.east, 'shop', 'conflict', 1);
  });
});

describe('a table with multi-Region eventual consistency', () => {
  test('without lag holds a write in both regions before the answer', async () => {
    await putUnits(running.east, 'shop', 'copied', 7);
    expect(await unitsIn(running.west, 'shop', 'copied')).toBe('7');
    await sellOne(running.west, 'shop', 'copied');
    expect(await unitsIn(running.east, 'shop', 'copied')).toBe('6');
  });

  test('replicates deletions and batches', async () => {
    const requests = ['batch-1', 'batch-2'].map((id) => ({ PutRequest: { Item: keyOf('shop', id) } }));
    await running.east.send(new BatchWriteItemCommand({ RequestItems: { shop: requests } }));
    await running.east.send(new DeleteItemCommand({ TableName: 'shop', Key: keyOf('shop', 'batch-1') }));
    const read = (id: string) =>
      running.west.send(new GetItemCommand({ TableName: 'shop', Key: keyOf('shop', id) }));
    expect((await read('batch-1')).Item).toBeUndefined();
    expect((await read('batch-2')).Item).toBeDefined();
  });

  test('with a lag sells the last unit in both regions: why stock must not be guarded there', async () => {
    await putUnits(running.east, 'shop', 'oversold', 1);
    running.setFaults({ replication: { lagMs: 3_600_000 } });
    await sellOne(running.east, 'shop', 'oversold');
    await sellOne(running.west, 'shop', 'oversold');
    expect(await unitsIn(running.east, 'shop', 'oversold')).toBe('0');
  });

  test('writes to one item from both regions at once leave it alike', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `both-${index}`);
    const writes = ids.flatMap((id) => [
      putUnits(running.east, 'shop', id, 1),
      putUnits(running.west, 'shop', id, 2),
    ]);
    await Promise.all(writes);
    for (const id of ids) {
      expect(await unitsIn(running.east, 'shop', id)).toBe(await unitsIn(running.west, 'shop', id));
    }
  });

  test('a condition that is only checked in a transaction does not count as a write', async () => {
    await putUnits(running.east, 'shop', 'checked', 1);
    running.setFaults({ replication: { lagMs: 3_600_000 } });
    await putUnits(running.east, 'shop', 'checked', 2);
    const check = {
      TableName: 'shop',
      Key: keyOf('shop', 'checked'),
      ConditionExpression: 'attribute_exists(pk)',
    };
    const put = { TableName: 'shop', Item: keyOf('shop', 'beside') };
    const transaction = { TransactItems: [{ ConditionCheck: check }, { Put: put }] };
    await running.west.send(new TransactWriteItemsCommand(transaction));

    running.setFaults({});
    await running.tables.catchUp();
    for (const client of [running.east, running.west])
      expect(await unitsIn(client, 'shop', 'checked')).toBe('2');
  });

  test('after a cut both regions hold the last write', async () => {
    await putUnits(running.east, 'shop', 'cut', 1);
    running.setFaults({ regions: { 'us-west-2': 'isolated' } });
    await putUnits(running.east, 'shop', 'cut', 10);
    await putUnits(running.west, 'shop', 'cut', 20);
    expect(await unitsIn(running.east, 'shop', 'cut')).toBe('10');
    running.setFaults({});
    await running.tables.catchUp();
    expect(await unitsIn(running.east, 'shop', 'cut')).toBe('20');
    expect(await unitsIn(running.west, 'shop', 'cut')).toBe('20');
  });
});

test('a table of no template is not there', async () => {
  await expect(putUnits(running.east, 'other', 'x', 1)).rejects.toThrow(ResourceNotFoundException);
});

test('throttles as the faults say', async () => {
  running.setFaults({ dynamodb: { ...HEALTHY.dynamodb, throttleRate: 1 } });
  await expect(putUnits(running.east, 'shop', 'x', 1)).rejects.toMatchObject({ name: 'ThrottlingException' });
});

test('tells of calls that cost something or were throttled, and of replicated writes', async () => {
  const calls: TableCall[] = [];
  const replicated: Replicated[] = [];
  running.tables.listen({
    called: (call) => calls.push(call),
    replicated: (one) => replicated.push(one),
  });
  await putUnits(running.east, 'shop', 'told', 0);
  await unitsIn(running.west, 'shop', 'told', false);
  await expect(sellOne(running.east, 'ledger', 'told')).rejects.toThrow(ConditionalCheckFailedException);
  await expect(putUnits(running.east, 'other', 'x', 1)).rejects.toThrow(ResourceNotFoundException);
  running.setFaults({ dynamodb: { ...HEALTHY.dynamodb, throttleRate: 1 } });
  await expect(unitsIn(running.east, 'ledger', 'told')).rejects.toThrow('Throughput');
  const [first] = calls;
  expect(first?.sentBytes).toBeGreaterThan(0);
  expect(
    calls.map(({ region, tables, kind, strong, throttled }) => [region, ...tables, kind, strong, throttled]),
  ).toEqual([
    ['us-east-1', 'shop', 'write', false, false],
    ['us-west-2', 'shop', 'read', false, false],
    ['us-east-1', 'ledger', 'write', false, false],
    ...Array.from({ length: calls.length - 3 }, () => ['us-east-1', 'ledger', 'read', true, true]),
  ]);
  expect(calls.length).toBeGreaterThan(3);
  expect(replicated).toEqual([
    {
      table: 'shop',
      origin: 'us-east-1',
      target: 'us-west-2',
      milliseconds: expect.any(Number) as number,
    },
  ]);
});
