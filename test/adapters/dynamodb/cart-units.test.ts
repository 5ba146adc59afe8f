import { JumpingClock } from '../../../lambdas/adapters/memory/manual-clock';
import { type CartDeps, putLine, removeLine, showCart } from '../../../lambdas/domain/carts/carts';
import { mapBounded } from '../../../lambdas/domain/runtime';
import { installedEmulator } from '../../../local/dynamodb/emulator-process';
import { dynamoDbStores } from '../support/dynamodb-stores';
import { type EmulatedDynamoDb, emulateDynamoDb } from '../support/emulated-dynamodb';

const CART = '0e0f8a5c-5d0b-4b7e-9d38-5f2a6c1e7b90';
const LINES = 1_499;
const HOUR = 3_600_000;

const skuOf = (index: number) => `${'s'.repeat(59)}${10_000 + index}`;

describe('what carts cost', () => {
  let dynamoDb: EmulatedDynamoDb;
  let deps: CartDeps & { clock: JumpingClock };

  beforeAll(async () => {
    dynamoDb = await emulateDynamoDb(installedEmulator());
    const { carts, catalogue } = await dynamoDbStores(dynamoDb);
    deps = { carts, catalogue, clock: new JumpingClock() };
    const price = { amount: 500, currency: 'GBP' };
    const skus = Array.from({ length: LINES + 1 }, (_, index) => skuOf(index));
    await catalogue.putMany(skus.map((sku) => ({ sku, name: 'A product', price })));
    await putLine(deps, CART, { sku: skuOf(0), quantity: 1 });
    const { lines } = await carts.read(CART);
    const keptUntil = lines[0]?.keptUntil ?? 0;
    const putOne = (sku: string) => carts.putLine(CART, { sku, quantity: 1, keptUntil });
    await mapBounded(skus.slice(1, LINES), 16, putOne);
  });
  beforeEach(() => (dynamoDb.operations.length = 0));
  afterAll(async () => dynamoDb.close());

  const BATCHES = Array.from({ length: 15 }, () => 'BatchGetItem');

  test('a change of the largest cart is one small write, and a second one once an hour', async () => {
    await putLine(deps, CART, { sku: skuOf(LINES), quantity: 100_000 });
    expect(dynamoDb.operations).toEqual(['Query', ...BATCHES, 'PutItem']);
    expect(JSON.stringify(dynamoDb.lastRequest().Item).length).toBeLessThan(1_024);

    deps.clock.advance(HOUR);
    dynamoDb.operations.length = 0;
    await putLine(deps, CART, { sku: skuOf(LINES), quantity: 2 });
    expect(dynamoDb.operations).toEqual(['Query', ...BATCHES, 'PutItem', 'PutItem']);

    dynamoDb.operations.length = 0;
    await removeLine(deps, CART, skuOf(LINES));
    expect(dynamoDb.operations).toEqual(['Query', 'DeleteItem', ...BATCHES]);
  });

  test('looking at it writes nothing', async () => {
    await showCart(deps, CART);
    expect(dynamoDb.operations).toEqual(['Query', ...BATCHES]);
  });

  test('a cart is read page by page', async () => {
    const lineItem = (sku: string) => ({
      pk: { S: `CART#${CART}` },
      sk: { S: `ITEM#${sku}` },
      quantity: { N: '7' },
      expiresAt: { N: '1800000000' },
    });
    const { pk, sk } = lineItem(skuOf(LINES - 3));
    const firstPage = { Items: [lineItem('first')], LastEvaluatedKey: { pk, sk } };
    dynamoDb.fates.push({
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: Buffer.from(JSON.stringify(firstPage)),
    });

    const { lines } = await deps.carts.read(CART);

    expect(lines.map(({ sku }) => sku)).toEqual(['first', skuOf(LINES - 2), skuOf(LINES - 1)]);
    expect(lines[0]).toEqual({ sku: 'first', quantity: 7, keptUntil: 1_800_000_000_000 });
    expect(dynamoDb.operations).toEqual(['Query', 'Query']);
  });
});
