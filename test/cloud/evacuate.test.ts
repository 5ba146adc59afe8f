import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LOCAL_OPERATOR } from '../../tools/client/credentials';
import { runOps } from '../../tools/ops/command';
import { type OpsRegion } from '../../tools/ops/deployment';
import { processPorts } from '../../tools/ops/ports';
import { writeSwitch } from '../../tools/ops/region/switch-table';
import { connectToCloud } from '../support/cloud';
import { look } from '../support/probe';
import { cartOf, newKey, newSku, sell, statusOf } from '../support/shop';
import { fakeWorld } from '../tools/support/fake-world';

const cloud = connectToCloud();
const PORT_BASE = Number(new URL(cloud.edgeUrl).port);
const [EAST, WEST] = ['us-east-1', 'us-west-2'] as const;
const west: OpsRegion = { region: WEST, endpoint: new URL(`http://127.0.0.1:${PORT_BASE + 567}`) };
const SKU = newSku('EVACUATE');

beforeAll(() => sell(cloud, SKU, 10));
afterEach(() => cloud.putFaults({}));
afterAll(async () => {
  await heal();
  cloud.close();
});

/** Other tests share this cloud: both Regions serve again, whatever failed here. */
async function heal(): Promise<void> {
  const client = new DynamoDBClient({
    region: WEST,
    endpoint: west.endpoint?.href ?? '',
    credentials: LOCAL_OPERATOR,
  });
  const table = { through: west, tableName: 'holdfast-shop' };
  await writeSwitch(client, table, EAST, { on: false, weight: 100, changedAt: null });
  client.destroy();
}

/** Runs the operator's command line in this process; instead of waiting, the probe has a look. */
async function region(...argv: string[]) {
  const world = {
    ...fakeWorld(),
    now: () => new Date(),
    random: Math.random,
    sleep: () => look(cloud, WEST),
  };
  const code = await runOps(
    ['region', ...argv, '--port-base', String(PORT_BASE)],
    world,
    processPorts(world),
  );
  return { code, out: world.outLines.join('\n'), err: world.errLines.join('\n') };
}

async function ask(base: string, path: string) {
  const response = await fetch(`${base}${path}`);
  return {
    status: response.status,
    region: response.headers.get('x-region'),
    body: await response.json(),
  };
}

/** A function that has just started may need longer than the second that each check has. */
async function untilWell(): Promise<void> {
  if ((await ask(cloud.regionUrl(0), '/health')).status !== 200) await untilWell();
}

it('takes a Region out of service and gives it back, while shoppers go on buying', async () => {
  const gone = await region('evacuate', EAST, '--yes', '--warm-up', '3');

  expect(gone).toMatchObject({ code: 0, out: expect.stringContaining(`${EAST} is evacuated`) as string });
  expect(gone.out).toContain('12 calls, up to 3 at a time');
  expect(gone.out).toContain(`the switch of ${EAST} is on, written through ${WEST}`);
  expect(await ask(cloud.regionUrl(0), '/health')).toMatchObject({
    status: 503,
    body: { status: 'evacuated' },
  });
  expect(await ask(cloud.regionUrl(0), '/health/live')).toMatchObject({
    status: 200,
    body: { status: 'live' },
  });
  expect(await ask(cloud.edgeUrl, '/v1/products')).toMatchObject({ status: 200, region: WEST });
  expect(statusOf(await cloud.shopper(1).placeOrder(newKey(), cartOf(SKU, 1)))).toBe(201);
  expect((await region('evacuate', WEST, '--yes')).code).toBe(1);

  const back = await region('return', EAST, '--yes', '--weight', '100');

  expect(back).toMatchObject({
    code: 0,
    out: expect.stringContaining(`${EAST} serves with weight 100`) as string,
  });
  expect(back.out).toContain('replication flows');
  expect(await ask(cloud.regionUrl(0), '/health')).toMatchObject({ status: 200, body: { weight: 100 } });
  const { code, out } = await region('status', '--json');
  expect([code, JSON.parse(out)]).toMatchObject([0, [{ share: 0.5 }, { share: 0.5 }]]);
});

it.each([
  ['the other Region is lost', { regions: { [WEST]: 'down' } }],
  ['the other Region is cut off', { regions: { [WEST]: 'isolated' } }],
  ['the payment provider is down', { payments: { mode: 'error', latencyMs: 0, rate: 1 } }],
  ['the payment provider hangs', { payments: { mode: 'hang', latencyMs: 0, rate: 1 } }],
])('a Region is well while %s', async (_, faults) => {
  await untilWell();
  await cloud.putFaults(faults);

  expect(await ask(cloud.regionUrl(0), '/health')).toMatchObject({ status: 200, body: { status: 'ok' } });
});

it('a Region that is cut off from the quorum says so, and is live', async () => {
  await cloud.putFaults({ regions: { [EAST]: 'isolated' } });

  expect(await ask(cloud.regionUrl(0), '/health')).toMatchObject({
    status: 503,
    body: { status: 'unavailable', checks: { ledger: 'unavailable' } },
  });
  expect(await ask(cloud.regionUrl(0), '/health/live')).toMatchObject({ status: 200 });
});
