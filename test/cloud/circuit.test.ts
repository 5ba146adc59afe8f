import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { connectToCloud } from '../support/cloud';
import { cartOf, newKey, newSku, sell, statusOf } from '../support/shop';

const cloud = connectToCloud();
const SKU = newSku('CIRCUIT');
const dynamodb = new DynamoDBClient({
  region: 'us-east-1',
  endpoint: `http://127.0.0.1:${Number(new URL(cloud.edgeUrl).port) + 566}`,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
beforeAll(() => sell(cloud, SKU, 100));
afterEach(() => cloud.putFaults({}));
afterAll(() => {
  cloud.close();
  dynamodb.destroy();
});

const checkout = async (region: 0 | 1) =>
  statusOf(await cloud.shopper(region).placeOrder(newKey(), cartOf(SKU, 1)));

const settle = async () => expect(await cloud.control.settle()).toMatchObject({ body: { settled: true } });

/** The circuit of a Region as its functions see it; the other Region's comes by replication. */
async function circuitOf(region: string): Promise<string | undefined> {
  const Key = { pk: { S: `CIRCUIT#payments#${region}` }, sk: { S: 'STATE' } };
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: 'holdfast-shop', Key }));
  return Item?.['kind']?.S;
}

it('opens in the Region whose payments fail, and has closed once nothing is owed any more', async () => {
  await settle();
  await cloud.putFaults({ payments: { mode: 'error', latencyMs: 0, rate: 1 } });
  const answers = [];
  let circuit = await circuitOf('us-east-1');
  for (let n = 0; n < 20 && circuit !== 'open'; n++) {
    answers.push(await checkout(0));
    circuit = await circuitOf('us-east-1');
  }
  expect(circuit).toBe('open');
  expect(await circuitOf('us-west-2')).not.toBe('open');
  expect(new Set(answers)).toEqual(new Set([202]));

  await cloud.putFaults({});
  expect(await checkout(1)).toBe(201);
  await settle();

  expect(await circuitOf('us-east-1')).toBe('closed');
  expect(await checkout(0)).toBe(201);
});
