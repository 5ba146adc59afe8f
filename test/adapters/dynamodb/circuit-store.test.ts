import { DynamoDbCircuitStore } from '../../../lambdas/adapters/dynamodb/circuit-store';
import { number, text } from '../../../lambdas/adapters/dynamodb/item';
import { Table } from '../../../lambdas/adapters/dynamodb/table';
import { JumpingClock } from '../../../lambdas/adapters/memory/manual-clock';
import { SeededRandom } from '../../../lambdas/adapters/memory/seeded-random';
import { type Circuit } from '../../../lambdas/domain/payments/circuit';
import { installedEmulator } from '../../../local/dynamodb/emulator-process';
import { circuitStoreContract } from '../contract/circuit-store';
import { type EmulatedDynamoDb, emulateDynamoDb } from '../support/emulated-dynamodb';
import { shopDefinition } from '../support/table-definitions';

/** dynalite is what remains where dynoxide has no binary, so both must do what the adapter needs. */
const kinds = [...new Set([installedEmulator(), 'dynalite' as const])];

const OPEN: Circuit = { kind: 'open', since: 1_000, probeAt: 5_000, trips: 1 };

describe.each(kinds)('CircuitStore in DynamoDB, emulated by %s', (kind) => {
  let dynamoDb: EmulatedDynamoDb;
  let circuits = 0;
  const runtime = { clock: new JumpingClock(), random: new SeededRandom(1) };
  const shop = () => new Table(dynamoDb.client, 'shop', runtime);
  const another = () => new DynamoDbCircuitStore(shop(), `payments#region-${(circuits += 1)}`);

  beforeAll(async () => {
    dynamoDb = await emulateDynamoDb(kind);
    await dynamoDb.createTable(shopDefinition('shop'));
  });
  afterAll(async () => dynamoDb.close());

  circuitStoreContract(async () => another());

  test('each Region has its own, beside those of others', async () => {
    const [east, west] = [another(), another()];
    await east.write(OPEN, 0);
    await east.count({ second: 1, version: 1, calls: 1, failures: 1 });
    expect(await west.read(1)).toMatchObject({ version: 0, slots: [] });
  });

  test('reads what was written before, in one call', async () => {
    const circuit = another();
    await circuit.write(OPEN, 0);
    dynamoDb.operations.length = 0;
    expect(await circuit.read(0)).toMatchObject({ circuit: OPEN });
    expect(dynamoDb.operations).toEqual(['Query']);
    expect(dynamoDb.lastRequest()).toMatchObject({ ConsistentRead: true });
  });

  test('slots are forgotten after an hour', async () => {
    await another().count({ second: 1_000, version: 0, calls: 1, failures: 0 });
    expect(dynamoDb.lastRequest()).toMatchObject({ ExpressionAttributeValues: { ':expiry': { N: '4600' } } });
  });

  test('a write whose answer went missing is known again', async () => {
    const circuit = another();
    dynamoDb.fates.push('lose_answer');
    expect(await circuit.write(OPEN, 0)).toBe('written');
    dynamoDb.fates.push('lose_answer');
    expect(await circuit.write({ ...OPEN, trips: 2 }, 1)).toBe('written');
    expect(await circuit.read(0)).toMatchObject({ circuit: { trips: 2 }, version: 2 });
  });

  test('a write of others is not taken for its own', async () => {
    const circuit = another();
    await circuit.write(OPEN, 0);
    dynamoDb.fates.push('lose_request');
    expect(await circuit.write({ ...OPEN, probeAt: 6_000 }, 0)).toBe('overtaken');
  });

  test('a state that does not exist is an error that says so', async () => {
    const item = { kind: text('ajar'), since: number(1), trips: number(1), version: number(1) };
    await shop().put({ pk: text('CIRCUIT#ajar'), sk: text('STATE'), ...item });
    await expect(new DynamoDbCircuitStore(shop(), 'ajar').read(0)).rejects.toThrow(
      'The payment circuit is in state "ajar"',
    );
  });
});
