import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connectToCloud, type TestCloud } from '../support/cloud';
import { freePortBase, launchCloud, waitUntilReady } from '../support/cloud-process';
import { descendantsOf, untilGone } from '../support/processes';
import { audit, cartOf, CLEAN, newKey, newSku, orderOf, sell, stockOf } from '../support/shop';

const PORT_BASES = [18_000, 19_000, 20_000];
const SHOPPERS = 12;
/** The kill comes after so many acknowledged orders, with the other shoppers' calls under way. */
const ACKNOWLEDGED_BEFORE_KILL = 40;
const RECEIVED = 1_000;

const directory = mkdtempSync(join(tmpdir(), 'holdfast-kill-'));
const sku = newSku('KILL');

/** Order ids by idempotency key; null while nobody has been told of one. */
type Orders = Map<string, string | null>;

let flags: string[];
let process: ChildProcess;
let cloud: TestCloud;

async function start(): Promise<void> {
  process = launchCloud(flags);
  await waitUntilReady(process);
}

beforeAll(async () => {
  const portBase = await freePortBase(PORT_BASES);
  flags = ['--no-synth', '--data', directory, '--port-base', String(portBase)];
  cloud = connectToCloud(SHOPPERS, portBase);
  await start();
});

afterAll(async () => {
  cloud.close();
  const ended = once(process, 'exit');
  process.kill('SIGINT');
  await ended;
  rmSync(directory, { recursive: true });
});

/** Buys one unit after another until the cloud is gone; a key that has no answer stays in `orders`. */
async function shop(region: 0 | 1, orders: Orders, onOrder: () => void): Promise<void> {
  for (;;) {
    const key = newKey();
    orders.set(key, null);
    const answer = await cloud.shopper(region).placeOrder(key, cartOf(sku, 1));
    if (answer.kind === 'unreachable') return;
    orders.set(key, orderOf(answer).orderId);
    onOrder();
  }
}

/** Lets shoppers buy in both Regions and kills the cloud in the middle of it. */
async function killInTraffic(): Promise<Orders> {
  const orders: Orders = new Map();
  let acknowledged = 0;
  const onOrder = () => {
    if (++acknowledged === ACKNOWLEDGED_BEFORE_KILL) process.kill('SIGKILL');
  };
  const shoppers = Array.from({ length: SHOPPERS }, (_, index) =>
    shop(index % 2 === 0 ? 0 : 1, orders, onOrder),
  );
  await Promise.all(shoppers);
  return orders;
}

/** Every key again: order ids that differ from those that were acknowledged, and how many orders there are. */
async function replay(orders: Orders) {
  const different: string[] = [];
  const ids = new Set<string>();
  for (const [key, orderId] of orders) {
    const again = orderOf(await cloud.shopper(1).placeOrder(key, cartOf(sku, 1))).orderId;
    ids.add(again);
    if (orderId !== null && again !== orderId) different.push(`${key}: ${orderId}, then ${again}`);
  }
  return { different, orders: ids.size };
}

test('two clouds do not use one directory', async () => {
  const other = launchCloud([...flags.slice(0, -1), String(await freePortBase(PORT_BASES))]);
  const ended = once(other, 'exit');
  const said = other.stderr && (await text(other.stderr));
  expect(said).toContain(`${directory} is in use by another local cloud (process ${process.pid})`);
  expect(await ended).toEqual([1, null]);
});

test('a kill -9 in the middle of traffic leaves no process behind and loses nothing that was acknowledged', async () => {
  await sell(cloud, sku, RECEIVED);
  await cloud.putFaults({ replication: { lagMs: 3_600_000 } });
  const late = newSku('LATE');
  await sell(cloud, late, 0);
  expect(await cloud.shopper(1).product(late)).toMatchObject({ kind: 'refused', status: 404 });
  const children = await descendantsOf(process.pid ?? 0);
  expect(children.length).toBeGreaterThan(5);

  const killed = once(process, 'exit');
  const orders = await killInTraffic();
  expect(await killed).toEqual([null, 'SIGKILL']);
  expect(await untilGone(children)).toEqual([]);
  expect([...orders.values()].filter((id) => id !== null).length).toBeGreaterThanOrEqual(
    ACKNOWLEDGED_BEFORE_KILL,
  );
  expect([...orders.values()]).toContain(null);

  await start();
  expect(await cloud.shopper(1).product(late)).toMatchObject({ kind: 'answered' });
  const replayed = await replay(orders);
  expect(replayed).toEqual({ different: [], orders: orders.size });
  expect(await cloud.control.settle()).toMatchObject({ kind: 'answered', body: { settled: true } });
  expect(await audit(cloud)).toMatchObject(CLEAN);
  expect(await stockOf(cloud, sku)).toMatchObject({
    received: RECEIVED,
    available: RECEIVED - orders.size,
    held: 0,
    sold: orders.size,
  });
});
