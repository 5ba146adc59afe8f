import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import configuration from '../../holdfast.config.json';
import { createCarts } from '../../tools/client/carts';
import { LOCAL_OPERATOR } from '../../tools/client/credentials';
import { createTransport } from '../../tools/client/http';
import { awsEndpoint } from '../../tools/drill/shop';
import { connectToCloud } from '../support/cloud';
import { heldToContract } from '../support/contract/exchanges';
import { newSku, sell } from '../support/shop';

/** So long that nothing arrives unless the test asks for it. */
const NEVER_MS = 3_600_000;

const REGIONS = ['us-east-1', 'us-west-2'] as const;

const cloud = connectToCloud();
const transport = heldToContract(createTransport());
const portBase = Number(new URL(cloud.edgeUrl).port);
const [east, west] = [0, 1].map((index) =>
  createCarts({ url: new URL(cloud.regionUrl(index as 0 | 1)), transport, now: () => new Date() }),
) as [ReturnType<typeof createCarts>, ReturnType<typeof createCarts>];
const tables = REGIONS.map(
  (region) =>
    new DynamoDBClient({
      region,
      endpoint: awsEndpoint(portBase, region),
      credentials: LOCAL_OPERATOR,
      maxAttempts: 1,
    }),
);

let [mug, cup] = ['', ''];
beforeAll(async () => {
  [mug, cup] = [newSku('REPLICA-MUG'), newSku('REPLICA-CUP')];
  for (const sku of [mug, cup]) await sell(cloud, sku, 0);
});
afterEach(() => cloud.putFaults({}));
afterAll(() => {
  tables.forEach((client) => client.destroy());
  transport.close();
  cloud.close();
});

/** Quantities of a cart by SKU; null where a Region does not know it. */
async function linesOf(carts: typeof east, cartId: string): Promise<Record<string, number> | null> {
  const answer = await carts.show(cartId);
  if (answer.kind === 'answered')
    return Object.fromEntries(answer.body.lines.map(({ sku, quantity }) => [sku, quantity]));
  expect(answer).toMatchObject({ kind: 'refused', status: 404 });
  return null;
}

/** Both Regions' view of a cart, the primary one's first. */
const bothOf = async (cartId: string) => [await linesOf(east, cartId), await linesOf(west, cartId)];

const fill = async (carts: typeof east, cartId: string, sku: string, quantity: number) =>
  expect(await carts.put(cartId, sku, quantity)).toMatchObject({ kind: 'answered' });

/** Applies all that is due. */
const catchUp = async () =>
  expect(await cloud.control.settle()).toMatchObject({ kind: 'answered', body: { settled: true } });

test('a cart is seen in the other Region when the lag is over, and not before', async () => {
  await cloud.putFaults({ replication: { lagMs: NEVER_MS } });
  const cartId = randomUUID();
  await fill(east, cartId, mug, 2);

  expect(await bothOf(cartId)).toEqual([{ [mug]: 2 }, null]);
  await cloud.putFaults({});
  await catchUp();
  expect(await bothOf(cartId)).toEqual([{ [mug]: 2 }, { [mug]: 2 }]);
});

test('of writes to one line in both Regions the last one wins in both', async () => {
  await cloud.putFaults({ replication: { lagMs: NEVER_MS } });
  const [eastLast, westLast] = [randomUUID(), randomUUID()];
  await fill(west, eastLast, mug, 1);
  await fill(east, eastLast, mug, 7);
  await fill(east, westLast, mug, 1);
  await fill(west, westLast, mug, 9);
  expect(await bothOf(eastLast)).toEqual([{ [mug]: 7 }, { [mug]: 1 }]);

  await cloud.putFaults({});
  await catchUp();
  expect(await bothOf(eastLast)).toEqual([{ [mug]: 7 }, { [mug]: 7 }]);
  expect(await bothOf(westLast)).toEqual([{ [mug]: 9 }, { [mug]: 9 }]);
});

test('carts and catalogue of a Region that is cut off go on, and both sides have everything afterwards', async () => {
  const [cartId, pan] = [randomUUID(), newSku('REPLICA-PAN')];
  await fill(east, cartId, mug, 1);
  await cloud.putFaults({ regions: { 'us-west-2': 'isolated' } });
  await fill(west, cartId, cup, 3);
  await fill(east, cartId, mug, 2);
  await sell(cloud, pan, 0);
  expect(await bothOf(cartId)).toEqual([{ [mug]: 2 }, { [mug]: 1, [cup]: 3 }]);
  expect(await cloud.shopper(1).product(pan)).toMatchObject({ kind: 'refused', status: 404 });

  await cloud.putFaults({});
  await catchUp();
  expect(await bothOf(cartId)).toEqual(Array(2).fill({ [mug]: 2, [cup]: 3 }));
  expect(await linesOf(west, cartId)).toEqual({ [mug]: 2, [cup]: 3 });
});

test('a cart outlives its Region; what was put in within the lag is there when the Region is back', async () => {
  const cartId = randomUUID();
  await fill(east, cartId, mug, 1);
  await cloud.putFaults({ replication: { lagMs: NEVER_MS } });
  await fill(east, cartId, cup, 4);
  await cloud.putFaults({ regions: { 'us-east-1': 'down' }, replication: { lagMs: NEVER_MS } });
  expect(await linesOf(west, cartId)).toEqual({ [mug]: 1 });
  await fill(west, cartId, cup, 5);

  await cloud.putFaults({});
  await catchUp();
  expect(await bothOf(cartId)).toEqual(Array(2).fill({ [mug]: 1, [cup]: 5 }));
});

test('a switch written through the survivor is there when the Region that was down is back', async () => {
  const key = { pk: { S: `SWITCH#test/${randomUUID()}` }, sk: { S: 'SWITCH' } };
  const table = `${configuration.name}-shop`;
  await cloud.putFaults({ regions: { 'us-east-1': 'down' } });
  const item = { ...key, on: { BOOL: true } };
  await tables[1]?.send(new PutItemCommand({ TableName: table, Item: item }));
  await cloud.putFaults({});
  await catchUp();

  const read = new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true });
  for (const client of tables) expect((await client.send(read)).Item).toEqual(item);
});
