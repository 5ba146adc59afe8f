import { DynamoDbBudgetStore } from '../../../lambdas/adapters/dynamodb/budget-store';
import { text } from '../../../lambdas/adapters/dynamodb/item';
import { Table } from '../../../lambdas/adapters/dynamodb/table';
import { JumpingClock } from '../../../lambdas/adapters/memory/manual-clock';
import { SeededRandom } from '../../../lambdas/adapters/memory/seeded-random';
import { CorruptRecord } from '../../../lambdas/domain/errors';
import { installedEmulator } from '../../../local/dynamodb/emulator-process';
import { budgetStoreContract, COUNTS } from '../contract/budget-store';
import { type EmulatedDynamoDb, emulateDynamoDb } from '../support/emulated-dynamodb';
import { shopDefinition } from '../support/table-definitions';

/** dynalite is what remains where dynoxide has no binary, so both must do what the adapter needs. */
const kinds = [...new Set([installedEmulator(), 'dynalite' as const])];

describe.each(kinds)('BudgetStore in DynamoDB, emulated by %s', (kind) => {
  let dynamoDb: EmulatedDynamoDb;
  let table: Table;

  beforeAll(async () => {
    dynamoDb = await emulateDynamoDb(kind);
    await dynamoDb.createTable(shopDefinition('shop'));
    table = new Table(dynamoDb.client, 'shop', { clock: new JumpingClock(), random: new SeededRandom(1) });
  });
  afterAll(async () => dynamoDb.close());

  budgetStoreContract(async () => new DynamoDbBudgetStore(table));

  test('thirty days of seven objectives cost six write units at most', async () => {
    const days = Array.from({ length: 30 }, (_, n) => ({
      day: n * 86_400_000,
      bad: 1_234,
      total: 1_234_567,
    }));
    const objectives = Array.from({ length: 7 }, (_, n) => ({
      name: `checkout-latency-${n}`,
      target: 99.9,
      days,
    }));
    await new DynamoDbBudgetStore(table).save({ ...COUNTS, objectives });
    expect(JSON.stringify(dynamoDb.lastRequest().Item).length).toBeLessThan(6 * 1_024);
  });

  test('an item that somebody else has spoilt is an error, and is not quoted', async () => {
    await table.put({ pk: text('BUDGET#us-east-1'), sk: text('COUNTS'), objectives: text('ada@') });
    const read = new DynamoDbBudgetStore(table).read('us-east-1');
    await expect(read).rejects.toThrow(CorruptRecord);
    await expect(read).rejects.not.toThrow('ada@');
  });
});
