import { randomUUID } from 'node:crypto';
import { createCarts } from '../../client/carts';
import { type HttpTransport } from '../../client/http';
import { localControl, localTargets } from '../../client/regions';
import { EXIT } from '../../exit-codes';
import { runOps } from '../../ops/command';
import { processPorts } from '../../ops/ports';
import { skusOf, sell } from '../../bench/shop';
import { CloudWatchFigures } from '../../dashboards/cloudwatch-figures';
import { configFile, loadConfig } from '../../../lib/config/load';
import { type Objective, objectivesOf } from '../../../lib/objectives/objectives';
import { type World } from '../../world';
import { interruptible } from '../clock';
import { type Ground, newRun } from '../frame';
import { awsEndpoint, DrillFailed, type DrillShop } from '../shop';
import { connectAws } from './aws';
import { createCloudWatch } from './cloudwatch';
import { type AlarmDrillOptions } from './options';
import { NOT_DRILLED } from './plan';
import { QUIET_PLAN } from './quiet-hour/plan';
import { runQuietHour } from './quiet-hour/run';
import { type AlarmRecord, type QuietHour, type ScenarioRun } from './record';
import { summaryOf } from './report';
import { playScenario, rest } from './run';
import { type Side } from './scenario';
import { Stage } from './stage';

const PRODUCTS = 12;
const MANY_UNITS = 1_000_000;
/** Requests that start the functions' processes before anything is measured. */
const WARM_UP = 8;

interface Set {
  readonly stage: Stage;
  readonly skus: readonly string[];
  readonly soldOutSku: string;
  readonly close: () => void;
}

/** The quiet hour first, while nothing has ever rung; then one scenario after the other. */
export async function drillAlarms(
  options: AlarmDrillOptions,
  world: World,
  ground: Ground,
): Promise<AlarmRecord> {
  const set = await setUp(options, world, ground);
  const { terminal } = world;
  try {
    terminal.err('warming up …');
    await warmUp(set.stage);
    const quietHour = options.quietHour ? await quiet(options, world, ground, set) : null;
    const runs: ScenarioRun[] = [];
    for (const scenario of options.scenarios) {
      world.interrupted.throwIfAborted();
      terminal.err(`${scenario.name}: ${scenario.what} …`);
      const run = await playScenario(scenario, set.stage);
      terminal.err(`  ${summaryOf(run)}`);
      runs.push(run);
    }
    return { seed: options.seed, runs, quietHour, notEvaluated: NOT_DRILLED };
  } finally {
    await set.stage.heal();
    set.close();
  }
}

async function setUp(
  { portBase }: AlarmDrillOptions,
  world: World,
  { shop, transport }: Ground,
): Promise<Set> {
  const run = newRun(world);
  const { skus, soldOutSku } = await sellGoods(shop, run);
  const [first, second = first] = localTargets(portBase);
  if (first === undefined || second === undefined) throw new DrillFailed('the configuration names no Region');
  const { now } = world;
  const connect = (region: string) => connectAws(region, awsEndpoint(portBase, region), { transport, now });
  const aws = { first: connect(first.region), second: connect(second.region) };
  const stage = new Stage({
    shop,
    aws,
    cloudWatch: createCloudWatch({ url: localControl(portBase), transport, now }),
    transport,
    edge: localControl(portBase),
    apis: { first: first.url, second: second.url },
    run,
    skus,
    ops: operatorsCommand(portBase, world),
    now,
    sleep: world.sleep,
  });
  const close = () => [aws.first, aws.second].forEach((each) => each.close());
  return { stage, skus, soldOutSku, close };
}

async function sellGoods({ regions }: Pick<DrillShop, 'regions'>, run: string) {
  const operators = regions.map(({ operator }) => operator);
  const skus = skusOf(PRODUCTS, `DRILL-${run}`);
  const soldOutSku = `DRILL-${run}-GONE`;
  await sell({ operators }, skus, MANY_UNITS);
  await sell({ operators }, [soldOutSku], 1);
  return { skus, soldOutSku };
}

async function warmUp(stage: Stage): Promise<void> {
  for (const side of ['first', 'second'] as const)
    await Promise.all([stage.order(WARM_UP, { side }), stage.browse(WARM_UP * 4, side)]);
  await rest(stage);
}

async function quiet(
  { seed, portBase }: AlarmDrillOptions,
  world: World,
  { transport }: Ground,
  { stage, skus, soldOutSku }: Set,
): Promise<QuietHour> {
  const { now, sleep, interrupted, terminal } = world;
  terminal.err(`an hour of normal traffic, ${(QUIET_PLAN.minutes * 60) / QUIET_PLAN.speed} s …`);
  await stage.order(1, { sku: soldOutSku });
  return runQuietHour(
    { ...QUIET_PLAN, seed },
    {
      stage,
      clock: interruptible({ now: () => now().getTime(), sleep }, interrupted),
      carts: cartsOf(portBase, transport, now),
      soldOutSku,
      skus,
      newId: randomUUID,
      objectives: shippedObjectives(),
      figures: new CloudWatchFigures(transport, endpointsOf(portBase), now),
      interrupted,
    },
  );
}

/** Of the configuration that the local cloud runs. */
function shippedObjectives(): readonly Objective[] {
  const loaded = loadConfig(configFile({ context: undefined, environment: undefined }));
  if (loaded.kind === 'invalid') throw new DrillFailed(`${loaded.file} is not valid`);
  return objectivesOf(loaded.config, { apiName: loaded.config.name, stageName: 'prod' });
}

const endpointsOf = (portBase: number) =>
  localTargets(portBase).map(({ region }) => ({ region, endpoint: new URL(awsEndpoint(portBase, region)) }));

function cartsOf(portBase: number, transport: HttpTransport, now: () => Date) {
  const [first, second = first] = localTargets(portBase).map(({ url }) =>
    createCarts({ url, transport, now }),
  );
  if (first === undefined || second === undefined) throw new DrillFailed('the configuration names no Region');
  return { first, second } satisfies Record<Side, unknown>;
}

/** Runs operators' commands as they stand in docs/operations.md; what they say goes to standard error. */
function operatorsCommand(portBase: number, world: World): (argv: readonly string[]) => Promise<void> {
  return async (argv) => {
    const said: string[] = [];
    const terminal = {
      ...world.terminal,
      out: (line: string) => void said.push(line),
      err: (line: string) => void said.push(line),
    };
    const quietly = { ...world, terminal };
    const code = await runOps([...argv, '--port-base', `${portBase}`], quietly, processPorts(quietly));
    if (code !== EXIT.fine && code !== EXIT.flawed)
      throw new DrillFailed(`ops ${argv.join(' ')} failed: ${said.at(-1) ?? code}`);
  };
}
