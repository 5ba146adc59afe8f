import { DynamoDbBudgetStore } from '../../../../lambdas/adapters/dynamodb/budget-store';
import { Table } from '../../../../lambdas/adapters/dynamodb/table';
import { JumpingClock } from '../../../../lambdas/adapters/memory/manual-clock';
import { SeededRandom } from '../../../../lambdas/adapters/memory/seeded-random';
import { installedEmulator } from '../../../../local/dynamodb/emulator-process';
import { type Override } from '../../../../tools/ops/budget/ports';
import { budgetTable } from '../../../../tools/ops/budget/table';
import { COUNTS } from '../../../adapters/contract/budget-store';
import { type EmulatedDynamoDb, emulateDynamoDb } from '../../../adapters/support/emulated-dynamodb';
import { shopDefinition } from '../../../adapters/support/table-definitions';

const THROUGH = { region: 'us-east-1', endpoint: null };
const PLACE = { through: THROUGH, tableName: 'holdfast-shop' };

const override = (at: string, who = 'Ada'): Override => ({
  at,
  who,
  reason: 'rollback of 1.4',
  refusal: 'checkout-availability: 15 of 10,000 were bad',
  budgets: [{ name: 'checkout-availability', left: -50, bad: 15, total: 10_000 }],
});

let dynamoDb: EmulatedDynamoDb;
beforeAll(async () => {
  dynamoDb = await emulateDynamoDb(installedEmulator());
  await dynamoDb.createTable(shopDefinition('holdfast-shop'));
});
afterAll(async () => dynamoDb.close());

const table = () => budgetTable(() => dynamoDb.client);

it('reads what the function has written, and nothing of a Region that has not counted', async () => {
  const runtime = { clock: new JumpingClock(), random: new SeededRandom(1) };
  await new DynamoDbBudgetStore(new Table(dynamoDb.client, 'holdfast-shop', runtime)).save(COUNTS);

  expect(await table().read(PLACE, ['us-east-1', 'us-west-2'])).toEqual({
    kind: 'ok',
    value: { counts: [COUNTS], overrides: [] },
  });
});

it('keeps overrides for 400 days, and lists the newest first, two of one moment included', async () => {
  const overrides = [
    override('2026-01-01T10:00:00.000Z'),
    override('2026-01-02T10:00:00.000Z', 'Ada'),
    override('2026-01-02T10:00:00.000Z', 'Bob'),
  ];
  for (const one of overrides)
    expect(await table().record(PLACE, one)).toEqual({ kind: 'ok', value: undefined });

  expect(dynamoDb.lastRequest().Item?.['expiresAt']).toEqual({ N: String(Date.UTC(2027, 1, 6, 10) / 1_000) });
  expect(await table().read(PLACE, [])).toEqual({
    kind: 'ok',
    value: { counts: [], overrides: [...overrides].reverse() },
  });
});

it('tells a table that is not there from one that gives no answer', async () => {
  expect(await table().read({ ...PLACE, tableName: 'other-shop' }, ['us-east-1'])).toEqual({
    kind: 'no_table',
  });

  const body = Buffer.from('{"__type":"com.amazon.coral.service#AccessDeniedException","message":"no"}');
  const denied = { status: 400, headers: { 'content-type': 'application/x-amz-json-1.0' }, body };
  dynamoDb.fates.push(denied, denied);
  expect(await table().read(PLACE, ['us-east-1'])).toEqual({
    kind: 'failed',
    message: 'us-east-1, table holdfast-shop: AccessDeniedException: no',
  });
  dynamoDb.fates.length = 0;
  dynamoDb.fates.push(denied);
  expect(await table().record(PLACE, override('2026-01-03T10:00:00.000Z'))).toEqual({
    kind: 'failed',
    message: 'us-east-1, table holdfast-shop: AccessDeniedException: no',
  });
});
