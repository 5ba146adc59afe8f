import { deploy } from '../../tools/deploy/command';
import { type DeployOptions } from '../../tools/deploy/options';
import { processPorts as deployPorts } from '../../tools/deploy/ports';
import { LOCAL_OPERATOR } from '../../tools/client/credentials';
import { createTransport } from '../../tools/client/http';
import { createSigner } from '../../tools/client/sign';
import { runOps } from '../../tools/ops/command';
import { localEndpoint, type OpsRegion } from '../../tools/ops/deployment';
import { invoke } from '../../tools/ops/invoke';
import { processPorts } from '../../tools/ops/ports';
import { connectToCloud } from '../support/cloud';
import { fakeWorld } from '../tools/support/fake-world';

const DAY_MS = 86_400_000;
const cloud = connectToCloud();
const transport = createTransport();
const PORT_BASE = Number(new URL(cloud.edgeUrl).port);
const REGIONS: readonly [OpsRegion, OpsRegion] = [
  { region: 'us-east-1', endpoint: localEndpoint(PORT_BASE, 0) },
  { region: 'us-west-2', endpoint: localEndpoint(PORT_BASE, 1) },
];

afterAll(() => {
  transport.close();
  cloud.close();
});

/** A call of CloudWatch as an operator; its answer has to be a good one. */
async function cloudWatch(
  { region, endpoint }: OpsRegion,
  operation: string,
  input: object,
): Promise<string> {
  const request = {
    method: 'POST' as const,
    url: endpoint ?? new URL(cloud.edgeUrl),
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `GraniteServiceVersion20100801.${operation}`,
    },
    body: JSON.stringify(input),
    timeoutMs: 10_000,
  };
  const signed = await createSigner(region, LOCAL_OPERATOR, 'monitoring')(request, new Date());
  const outcome = await transport.send(signed);
  if (outcome.kind === 'unreachable' || outcome.status !== 200) throw new Error(JSON.stringify(outcome));
  return outcome.body;
}

const SERVICE = { Name: 'service', Value: 'holdfast' };

/** Looks of the sweep ten days ago: long enough for no burn rate to be about them. */
async function putLooks(region: OpsRegion, looks: Readonly<Record<string, number>>): Promise<void> {
  const Timestamp = (Date.now() - 10 * DAY_MS) / 1_000;
  const MetricData = Object.entries(looks).map(([MetricName, Value]) => {
    return { MetricName, Value, Timestamp, Dimensions: [SERVICE] };
  });
  await cloudWatch(region, 'PutMetricData', { Namespace: 'Holdfast', MetricData });
}

/** The least that was published of the budget of order-freshness during the last minutes. */
async function leastPublished(region: OpsRegion): Promise<number> {
  const end = Math.ceil(Date.now() / 60_000) * 60;
  const Dimensions = [SERVICE, { Name: 'objective', Value: 'order-freshness' }];
  const Metric = { Namespace: 'Holdfast', MetricName: 'BudgetRemaining', Dimensions };
  const MetricDataQueries = [{ Id: 'left', MetricStat: { Metric, Period: 60, Stat: 'Minimum' } }];
  const answer = await cloudWatch(region, 'GetMetricData', {
    MetricDataQueries,
    StartTime: end - 600,
    EndTime: end,
  });
  const { MetricDataResults } = JSON.parse(answer) as { MetricDataResults: { Values: number[] }[] };
  return Math.min(...(MetricDataResults[0]?.Values ?? []));
}

/** Has the function of each Region count, as its schedule will so many days from now. */
async function count(daysAhead = 0): Promise<void> {
  const now = new Date();
  const payload = { source: 'aws.events', time: new Date(now.getTime() + daysAhead * DAY_MS).toISOString() };
  for (const region of REGIONS) {
    const sign = createSigner(region.region, LOCAL_OPERATOR, 'lambda');
    const functionName = 'holdfast-error-budget';
    const call = { region, functionName, payload, transport, sign, now, timeoutMs: 20_000 };
    expect(await invoke(call)).toMatchObject({ kind: 'returned' });
  }
}

/** The gate and the tables as they are; what it would run is written down and not run. */
async function tryToDeploy(options: Partial<DeployOptions> = {}) {
  const world = { ...fakeWorld(), now: () => new Date() };
  const commands: string[] = [];
  const ports = {
    ...deployPorts(),
    run: async (command: readonly string[]) => {
      commands.push(command.join(' '));
      return { kind: 'exit' as const, code: 0 };
    },
  };
  const deployment = { name: 'holdfast', regions: REGIONS };
  const code = await deploy(
    { deployment, rehearsal: false, override: null, cdkArguments: ['--all'], ...options },
    world,
    ports,
  );
  ports.close();
  return { code, commands, said: world.errLines.join('\n') };
}

async function budgets() {
  const world = { ...fakeWorld(), now: () => new Date() };
  const argv = ['budget', '--json', '--port-base', String(PORT_BASE)];
  const code = await runOps(argv, world, processPorts(world));
  return { code, shown: JSON.parse(world.outLines.join('\n')) as Shown };
}

interface Shown {
  readonly budgets: readonly { readonly name: string; readonly bad: number; readonly left: number }[];
  readonly overrides: readonly { readonly reason: string; readonly who: string }[];
}

const freshness = ({ shown }: { readonly shown: Shown }) =>
  shown.budgets.find(({ name }) => name === 'order-freshness');

it('a spent budget refuses deployments but those that say why, and once it has recovered they are allowed', async () => {
  // Each Region's share is within 1 % of both: only together they are beyond it, whatever other tests' sweeps have seen.
  await putLooks(REGIONS[0], { StaleLooks: 90, FreshLooks: 6_000 });
  await putLooks(REGIONS[1], { StaleLooks: 90, FreshLooks: 6_000 });
  await count();

  const spent = await budgets();
  expect(spent.code).toBe(1);
  expect(freshness(spent)?.bad).toBeGreaterThanOrEqual(180);
  expect(freshness(spent)?.left).toBeLessThan(0);

  const refused = await tryToDeploy();
  expect([refused.code, refused.commands]).toEqual([4, []]);
  expect(refused.said).toMatch(/order-freshness: \d+ of [\d,]+ were bad, [\d.]+ may be at 99 %/);

  const overridden = await tryToDeploy({ override: 'a rollback, tried by a test' });
  expect([overridden.code, overridden.commands]).toEqual([0, ['npx --no -- cdk deploy --all']]);
  expect(await leastPublished(REGIONS[1])).toBeLessThan(0);
  expect((await budgets()).shown.overrides[0]).toMatchObject({ reason: 'a rollback, tried by a test' });

  // The days that spent it leave the window.
  await count(31);
  expect(freshness(await budgets())).toMatchObject({ left: 100 });
  const allowed = await tryToDeploy({ cdkArguments: ['--all', '--require-approval', 'never'] });
  expect([allowed.code, allowed.commands]).toEqual([
    0,
    ['npx --no -- cdk deploy --all --require-approval never'],
  ]);
});
