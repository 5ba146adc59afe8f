import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { type AttributeValue, DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { LOCAL_OPERATOR } from '../../tools/client/credentials';
import { runOps } from '../../tools/ops/command';
import { processPorts } from '../../tools/ops/ports';
import { cancel, operatorView } from '../support/cancelling';
import { connectToCloud } from '../support/cloud';
import { mailsOf } from '../support/crash-drill';
import { audit, chargesOf, CLEAN, newKey, newSku, orderOf, sell } from '../support/shop';
import { fakeWorld } from '../tools/support/fake-world';

const cloud = connectToCloud();
const PORT_BASE = new URL(cloud.edgeUrl).port;
const dynamoDb = new DynamoDBClient({
  region: 'us-east-1',
  endpoint: `http://127.0.0.1:${Number(PORT_BASE) + 566}`,
  credentials: LOCAL_OPERATOR,
});

afterEach(() => cloud.putFaults({}));
afterAll(() => {
  dynamoDb.destroy();
  cloud.close();
});

/** Nobody else in any test has these. */
const EMAIL = `forget-${newKey()}@example.com`;
const TRACES = [EMAIL, 'Ada Unmentionable', '7700900456', 'Lethe Street'];
const SHOPPER = {
  customer: { email: EMAIL, name: 'Ada Unmentionable', phone: '+44 7700900456' },
  delivery: {
    name: 'Ada Unmentionable',
    lines: ['9 Lethe Street'],
    city: 'Leeds',
    postcode: 'LS1 1AA',
    country: 'GB',
  },
  payment: { token: 'pm_card_visa' },
};

/** More lines than an order's own item holds: the details then stand apart. */
const SKUS = Array.from({ length: 8 }, (_, n) => newSku(`FORGET${n}`));
const cart = (lines: number) => ({
  ...SHOPPER,
  lines: SKUS.slice(0, lines).map((sku) => ({ sku, quantity: 1 })),
});

async function place(lines: number, region: 0 | 1 = 0) {
  const key = newKey();
  return { key, ...orderOf(await cloud.shopper(region).placeOrder(key, cart(lines))) };
}

/** Runs the operator's command line in this process. */
async function ops(...argv: string[]) {
  const world = { ...fakeWorld(), now: () => new Date() };
  const code = await runOps([...argv, '--port-base', PORT_BASE, '--json'], world, processPorts(world));
  return { code, value: JSON.parse(world.outLines.join('\n')) as unknown };
}

const forget = (...argv: string[]) => ops('forget', EMAIL.toUpperCase(), '--undelivered', ...argv);

/** An attribute as text to search in: what is compressed is unpacked. */
const textOf = (value: AttributeValue): string =>
  value.B === undefined ? JSON.stringify(value) : inflateRawSync(value.B).toString('utf8');

/** Which traces of the shopper stand in the items of a table. */
async function tracesIn(TableName: string): Promise<string[]> {
  const found = new Set<string>();
  for await (const { Items = [] } of paginateScan({ client: dynamoDb }, { TableName })) {
    for (const item of Items) {
      const text = Object.values(item).map(textOf).join('\n').toLowerCase();
      TRACES.filter((trace) => text.includes(trace.toLowerCase())).forEach((trace) => found.add(trace));
    }
  }
  return TRACES.filter((trace) => found.has(trace));
}

/** Everything that the functions of both Regions logged. */
function logs(): string {
  const directory = join(__dirname, '..', '..', '.holdfast', 'logs');
  const files = readdirSync(directory, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'))
    .join('\n');
}

it('forgets a customer: nothing of them is left, and every order goes on', async () => {
  await Promise.all(SKUS.map((sku) => sell(cloud, sku, 10)));
  const [short, long] = [await place(1), await place(8, 1)];
  await cloud.putFaults({ payments: { mode: 'error', latencyMs: 0, rate: 1 } });
  const pending = await place(1);
  expect(await tracesIn('holdfast-ledger')).toEqual(TRACES);

  const looked = await forget('--dry-run');
  expect(await tracesIn('holdfast-ledger')).toEqual(TRACES);
  const first = await forget('--yes');

  const both = expect.arrayContaining([short.orderId, long.orderId]) as string[];
  const notYet = [{ orderId: pending.orderId, why: 'step_owed' }];
  expect(looked).toMatchObject({ code: 1, value: { erased: both, notYet } });
  expect(first).toMatchObject({ code: 1, value: { erased: both, notYet } });

  // Before a worker could still be paid for it; then the circuit that the outage opened closes.
  expect(await cancel(cloud, 0, pending)).toMatchObject({ status: 202, body: { status: 'cancelled' } });
  await cloud.putFaults({});
  expect(await cloud.control.settle()).toMatchObject({ body: { settled: true } });
  expect(await forget('--yes')).toMatchObject({ code: 0, value: { erased: [pending.orderId], notYet: [] } });
  expect(await forget('--yes')).toMatchObject({ code: 3, value: { erased: [], notYet: [] } });

  expect(await tracesIn('holdfast-ledger')).toEqual([]);
  expect(await tracesIn('holdfast-shop')).toEqual([]);
  const elsewhere = [
    logs(),
    JSON.stringify((await ops('dead-letters')).value),
    JSON.stringify(await chargesOf(cloud, long.orderId)),
  ].join('\n');
  expect(elsewhere).toContain('personal data erased');
  for (const trace of TRACES) expect(elsewhere.toLowerCase()).not.toContain(trace.toLowerCase());

  await goesOn(short, 1);
  await goesOn(long, 8);
  expect(await audit(cloud)).toMatchObject(CLEAN);
});

/** An order whose shopper was forgotten is read, replayed, cancelled and refunded, and nobody is written to. */
async function goesOn(order: Awaited<ReturnType<typeof place>>, lines: number): Promise<void> {
  const { orderId, orderToken, key } = order;
  const told = async () => (await mailsOf(cloud)).filter((mail) => mail.orderId === orderId).length;
  const before = await told();

  const shown = await cloud.shopper(1).order(orderId, orderToken);
  const replayed = await cloud.shopper(1).placeOrder(key, cart(lines));
  const body = { orderId, status: 'confirmed', total: lines * 500 };
  expect(shown).toMatchObject({ status: 200, body });
  expect(replayed).toMatchObject({ status: 201, body });
  const view = await operatorView(cloud, order);
  expect(view).toMatchObject({ status: 'CONFIRMED', erasedAt: expect.any(String) as string });
  expect(view).not.toHaveProperty('customer');

  expect(await cancel(cloud, 0, order)).toMatchObject({ status: 202, body: { status: 'refunded' } });
  expect(await chargesOf(cloud, orderId)).toMatchObject([{ status: 'refunded' }]);
  expect(await told()).toBe(before);
}
