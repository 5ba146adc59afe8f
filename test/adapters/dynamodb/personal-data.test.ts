import { deflateRawSync } from 'node:zlib';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { bytes, type Item, text } from '../../../lambdas/adapters/dynamodb/item';
import { DynamoDbOrderStore } from '../../../lambdas/adapters/dynamodb/order-store';
import { DynamoDbPersonalData } from '../../../lambdas/adapters/dynamodb/personal-data';
import { Table } from '../../../lambdas/adapters/dynamodb/table';
import { JumpingClock } from '../../../lambdas/adapters/memory/manual-clock';
import { SeededRandom } from '../../../lambdas/adapters/memory/seeded-random';
import { forget } from '../../../lambdas/domain/personal-data/forget';
import { withoutPersonalData } from '../../../lambdas/domain/personal-data/personal-data';
import { describeError } from '../../../lambdas/shared/telemetry/telemetry';
import { installedEmulator } from '../../../local/dynamodb/emulator-process';
import { details, NOW, order } from '../contract/samples';
import { type EmulatedDynamoDb, emulateDynamoDb } from '../support/emulated-dynamodb';
import { ledgerDefinition } from '../support/table-definitions';

let dynamoDb: EmulatedDynamoDb;
let orders: DynamoDbOrderStore;
let personalData: DynamoDbPersonalData;
let tables = 0;
const clock = new JumpingClock();

beforeAll(async () => (dynamoDb = await emulateDynamoDb(installedEmulator())));
beforeEach(async () => {
  await dynamoDb.createTable(ledgerDefinition(`ledger-${++tables}`));
  const table = new Table(dynamoDb.client, `ledger-${tables}`, { clock, random: new SeededRandom(1) });
  orders = new DynamoDbOrderStore(table);
  personalData = new DynamoDbPersonalData(table);
});
afterAll(async () => dynamoDb.close());

const put = (item: Item) =>
  dynamoDb.client.send(new PutItemCommand({ TableName: `ledger-${tables}`, Item: item }));

const subject = { kind: 'email', address: 'someone@example.com' } as const;
const run = () =>
  forget({ orders, personalData, clock }, { subject, erase: true, undelivered: false, deadline: Infinity });

test('details that a lost attempt left apart are erased, those of the order that won are judged for themselves', async () => {
  await orders.commit(order('ord_1', { attempt: 'a1' }), details(300));
  await orders.commit(order('ord_1', { attempt: 'a2' }), details(300));

  expect(await run()).toEqual({
    seen: 2,
    erased: [],
    leftOver: 1,
    notYet: [{ orderId: 'ord_1', why: 'step_owed' }],
  });
  const { found } = await personalData.scan(undefined);
  const left = found.find(({ attempt }) => attempt === 'a2');
  expect(left?.details?.customer).toEqual({ erasedAt: clock.now() });
  expect(await orders.details(order('ord_1'))).toEqual(details(300));
});

test('damaged details are told, and keep nobody else from being erased', async () => {
  await orders.commit(order('ord_1', { work: undefined, status: 'CANCELLED' }), details(1));
  await put({ pk: text('LINES#ord_2#a1'), details: bytes(Buffer.from('no deflate')) });

  expect(await run()).toMatchObject({
    erased: ['ord_1'],
    notYet: [{ orderId: 'ord_2', why: 'unreadable' }],
  });
});

test('details of another attempt than the one that was found are left alone', async () => {
  await orders.commit(order('ord_1', { attempt: 'a2' }), details(1));
  const [found] = (await personalData.scan(undefined)).found;
  if (found === undefined) throw new Error('the test expects details');
  const stale = { ...found, attempt: 'a1' };

  await expect(personalData.replace(stale, withoutPersonalData(details(1), NOW))).rejects.toMatchObject({
    code: 'corrupt_record',
  });
  expect(await orders.details(order('ord_1', { attempt: 'a2' }))).toEqual(details(1));
});

/** V8 quotes the text in which it meets something unexpected. */
const BROKEN = '{"email":someone@example.com,"token":pm_card_visa}';

test('what is damaged is told without a word of it: errors are logged', async () => {
  await orders.commit(order('ord_1'), details(1));
  const item = { pk: text('ORDER#ord_1'), attempt: text('a1') };
  await put({ ...item, details: bytes(deflateRawSync(BROKEN)) });
  const unreadable: unknown = await orders.details(order('ord_1')).catch((error: unknown) => error);
  await put({ ...item, status: text('OPEN'), version: { N: '1' }, head: text(BROKEN) });
  const broken: unknown = await orders.read('ord_1').catch((error: unknown) => error);

  for (const error of [unreadable, broken]) {
    expect(error).toMatchObject({ code: 'corrupt_record' });
    expect(JSON.stringify(describeError(error))).not.toMatch(/someone|pm_card/);
  }
});
