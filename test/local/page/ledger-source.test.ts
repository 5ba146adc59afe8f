import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { installedEmulator } from '../../../local/dynamodb/emulator-process';
import { ledgerSource } from '../../../local/page/ledger-source';
import { LedgerWatch } from '../../../local/page/ledger-watch';
import { readCircuit } from '../../../local/page/circuit';
import { type RunningTables, startTables } from '../dynamodb/start-tables';
import { bucketItem, orderItem } from './items';

type Item = NonNullable<ConstructorParameters<typeof PutItemCommand>[0]['Item']>;

let running: RunningTables;
beforeAll(async () => {
  running = await startTables(installedEmulator());
});
afterAll(() => running.close());

const put = (TableName: string, item: object) =>
  running.east.send(new PutItemCommand({ TableName, Item: item as Item }));

it('counts orders and stock of a real table, sees writes of any Region, and reads past faults', async () => {
  await put('ledger', orderItem('ord_1', 'OPEN', { dueAt: 5_000 }));
  await put('ledger', bucketItem('MUG', 0, 7));
  await put('ledger', { pk: { S: 'RECEIPT#MUG#1' } });
  const watch = new LedgerWatch(ledgerSource(running.tables, 'ledger'), Date.now);
  await watch.refresh();
  expect(watch.orders(0)).toMatchObject({ count: 1, owed: { count: 1 } });
  expect(watch.search('MUG')).toMatchObject([{ available: 7, taken: 3 }]);

  await running.west.send(
    new UpdateItemCommand({
      TableName: 'ledger',
      Key: { pk: { S: 'ORDER#ord_1' } },
      UpdateExpression: 'SET #s = :s REMOVE workShard, dueAt',
      ExpressionAttributeNames: { '#s': 'status' },
      ExpressionAttributeValues: { ':s': { S: 'CONFIRMED' } },
    }),
  );
  running.setFaults({ regions: { 'us-east-1': 'isolated', 'us-west-2': 'isolated' } });
  await watch.refresh();
  running.setFaults({});
  expect(watch.orders(0)).toMatchObject({ byStatus: { CONFIRMED: 1 }, owed: { count: 0 } });
  watch.close();
});

it("reads a Region's circuit from its own copy of the Shop table", async () => {
  expect(await readCircuit(running.tables, 'shop', 'us-east-1')).toBeNull();
  await put('shop', {
    pk: { S: 'CIRCUIT#payments#us-east-1' },
    sk: { S: 'STATE' },
    kind: { S: 'open' },
    since: { N: '1000' },
    trips: { N: '2' },
    probeAt: { N: '6000' },
  });
  expect(await readCircuit(running.tables, 'shop', 'us-east-1')).toEqual({
    state: 'open',
    since: '1970-01-01T00:00:01.000Z',
    trips: 2,
    probeAt: '1970-01-01T00:00:06.000Z',
  });
});
