import { type OrderStore } from '../../../lambdas/domain/orders/order';
import { installedEmulator } from '../../../local/dynamodb/emulator';
import { details, order } from '../contract/samples';
import { dynamoDbStores } from '../support/dynamodb-stores';
import { type Attribute, type EmulatedDynamoDb, emulateDynamoDb } from '../support/emulated-dynamodb';

const WRITE_UNIT_BYTES = 1_024;

/** Sizes as the developer guide counts them ("DynamoDB item sizes and formats"), for the types that orders use. */
function sizeOf(attribute: Attribute): number {
  const [type, value] = Object.entries(attribute)[0] ?? [];
  if (type === 'N') return Math.ceil(String(value).length / 2) + 1;
  return type === 'B' ? Buffer.from(String(value), 'base64').length : Buffer.byteLength(String(value));
}

const itemSize = (item: Record<string, Attribute>): number =>
  Object.entries(item).reduce((sum, [name, attribute]) => sum + name.length + sizeOf(attribute), 0);

describe('what orders cost', () => {
  let dynamoDb: EmulatedDynamoDb;
  let orders: OrderStore;

  beforeAll(async () => (dynamoDb = await emulateDynamoDb(installedEmulator())));
  beforeEach(async () => {
    ({ orders } = await dynamoDbStores(dynamoDb));
    dynamoDb.operations.length = 0;
  });
  afterAll(async () => dynamoDb.close());

  /** As long as an order's head gets on the way to CONFIRMED, with ids as long as they are. */
  const longest = order('ord_0123456789abcdef0123456789abcdef', {
    attempt: '0123456789abcdef',
    fingerprint: '7c'.repeat(32),
    paymentToken: 'pm_1MtwBwLkdIwHu7ixfoKSetLP',
    intentId: 'pi_3MtwBwLkdIwHu7ix28a3tqPa',
    tries: 3,
    owes: ['OrderConfirmed'],
    history: [
      { status: 'OPEN', at: 1_767_225_600_000 },
      { status: 'CONFIRMED', at: 1_767_225_601_000 },
    ],
  });

  test('an order with its few lines is one write of one unit', async () => {
    await orders.commit(longest, details(3));

    expect(dynamoDb.operations).toEqual(['PutItem']);
    expect(itemSize(dynamoDb.lastRequest().Item ?? {})).toBeLessThanOrEqual(WRITE_UNIT_BYTES);
  });

  test('the lines of a long one stand apart, so that its head stays at one unit', async () => {
    await orders.commit(longest, details(1_500));

    expect(dynamoDb.operations).toEqual(['PutItem', 'PutItem']);
    expect(itemSize(dynamoDb.lastRequest().Item ?? {})).toBeLessThanOrEqual(WRITE_UNIT_BYTES / 2);
  });
});
