import { type Table } from '../../../../local/dynamodb/table';
import { type AwsCall } from '../../../../local/endpoint/aws-call';
import { type WireItem } from '../../../../tools/bench/dynamodb/item-size';
import { UnitMeter } from '../../../../tools/bench/dynamodb/unit-meter';
import { FakeEmulator } from './fake-emulator';

const LEDGER: Table = {
  name: 'ledger',
  consistency: 'strong',
  regions: [],
  keys: ['pk'],
  definition: { TableName: 'ledger', KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] },
};

const call = (operation: string, body: object): AwsCall => ({
  operation,
  headers: {},
  body: Buffer.from(JSON.stringify(body)),
});
const order = (bytes: number): WireItem => ({ pk: { S: 'ORDER#1' }, details: { S: 'x'.repeat(bytes) } });
const put = (Item: WireItem) => call('PutItem', { TableName: 'ledger', Item });
const get = (more: object = {}) =>
  call('GetItem', { TableName: 'ledger', Key: { pk: { S: 'ORDER#1' } }, ...more });

describe('the meter', () => {
  let emulator: FakeEmulator;
  let meter: UnitMeter;

  beforeEach(() => {
    emulator = new FakeEmulator();
    meter = new UnitMeter(emulator, new Map([[LEDGER.name, LEDGER]]));
  });

  it('books a write by the larger of the item before and after, under its purpose', async () => {
    await meter.handle(put(order(3_000)));
    await meter.during('clearing', () => meter.handle(put(order(10))));

    expect(meter.charges).toEqual([
      { purpose: '', kind: 'ORDER', write: { table: 3, indexes: 0 }, read: 0 },
      { purpose: 'clearing', kind: 'ORDER', write: { table: 3, indexes: 0 }, read: 0 },
    ]);
    expect(meter.writeUnits).toBe(6);
    expect(meter.emulatorWriteUnits).toBe(2);
  });

  it('books a refused write, which the emulator reports nothing of', async () => {
    await meter.handle(put(order(2_000)));
    emulator.refuseNext = true;

    expect((await meter.handle(put(order(5)))).status).toBe(400);

    expect(meter.writeUnits).toBe(4);
    expect(meter.refusedWriteUnits).toBe(2);
    expect(meter.emulatorWriteUnits).toBe(1);
  });

  it('books reads by the whole item, whatever is asked for', async () => {
    await meter.handle(put(order(5_000)));
    meter.reset();

    await meter.handle(get({ ConsistentRead: true, ProjectionExpression: 'pk' }));
    await meter.handle(get());
    const Keys = [{ pk: { S: 'ORDER#1' } }, { pk: { S: 'ORDER#2' } }];
    await meter.handle(call('BatchGetItem', { RequestItems: { ledger: { Keys, ConsistentRead: true } } }));

    expect(meter.charges.map(({ read }) => read)).toEqual([2, 1, 2, 1]);
    expect([meter.readUnits, meter.writeUnits]).toEqual([6, 0]);
  });

  it('takes the emulator’s word for queries', async () => {
    await meter.handle(call('Query', { TableName: 'ledger' }));

    expect(meter.charges).toMatchObject([{ kind: 'Query', read: 1 }]);
  });

  it('lets no other call come between before and after', async () => {
    await Promise.all([meter.handle(put(order(3_000))), meter.handle(put(order(10)))]);

    expect(meter.charges.map(({ write }) => write.table)).toEqual([3, 3]);
  });

  it('knows its tables', async () => {
    await expect(meter.handle(call('PutItem', { TableName: 'other', Item: order(1) }))).rejects.toThrow(
      'the bench knows no table other',
    );
  });
});
