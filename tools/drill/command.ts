import { startLocalCloud } from '../bench/local-cloud';
import { BenchFailed } from '../bench/section';
import { sell, skusOf } from '../bench/shop';
import { createTransport, type HttpTransport } from '../client/http';
import { localTargets } from '../client/regions';
import { EXIT, type ExitCode } from '../exit-codes';
import { Probe } from '../history/probe';
import { startRecording } from '../history/recording';
import { type World } from '../world';
import { interruptible } from './clock';
import { DRILL_USAGE, type DrillOptions, parseDrillOptions } from './options';
import { DEFAULT_LENGTHS, DEFAULT_WARM_UP, drainLimitMs, paymentOutage, type Plan } from './plan';
import { describeReport, type DrillReport, toReport } from './report';
import { runPlan } from './run';
import { connectDrill, DrillFailed, type DrillShop, watchedBy } from './shop';
import { judgePromises, judgeSpeed } from './verdicts/judge';

/** The drill from its command line to its exit code. */
export async function runDrill(argv: readonly string[], world: World): Promise<ExitCode> {
  const parsed = parseDrillOptions(argv);
  if (parsed.kind === 'help') return (world.terminal.out(DRILL_USAGE), EXIT.fine);
  if (parsed.kind === 'usage') return fail(world, `${parsed.message}\n\n${DRILL_USAGE}`);
  try {
    const report = await onShop(parsed.value, world);
    const lines = parsed.value.json ? [JSON.stringify(report, null, 2)] : describeReport(report);
    lines.forEach((line) => world.terminal.out(line));
    return report.ok ? EXIT.fine : EXIT.flawed;
  } catch (error) {
    if (world.interrupted.aborted) return EXIT.interrupted;
    if (error instanceof DrillFailed || error instanceof BenchFailed) return fail(world, error.message);
    throw error;
  }
}

function fail(world: World, message: string): ExitCode {
  world.terminal.err(`drill: ${message}`);
  return EXIT.failed;
}

/** Drills a shop of its own, or the one that runs. */
async function onShop(options: DrillOptions, world: World): Promise<DrillReport> {
  if (options.running) return drill(options, world);
  world.terminal.err('starting a local shop …');
  const { projectDirectory: project, interrupted: signal } = world;
  const cloud = await startLocalCloud({ project, portBase: options.portBase, signal });
  try {
    return await drill(options, world);
  } finally {
    await cloud.stop();
  }
}

const SKUS = 20;
const PLENTY = 1_000_000;
/** Open-loop traffic has as many requests under way as it takes. */
const MOST_CONNECTIONS = 2_000;

async function drill(options: DrillOptions, world: World): Promise<DrillReport> {
  const transport = openTransport(options, world);
  const shop = connectDrill(options.portBase, transport, world.now);
  try {
    return await onStock(options, world, shop);
  } finally {
    shop.close();
    transport.close();
  }
}

/** The way to the shop, recorded if asked for. Each run has Idempotency-Keys of its own. */
function openTransport({ history: path, portBase }: DrillOptions, world: World): HttpTransport {
  const options = { path, targets: localTargets(portBase), tool: 'drill', newKeys: true };
  const recording = startRecording(createTransport(MOST_CONNECTIONS), options, world);
  if (recording.kind === 'unwritable') throw new DrillFailed(recording.message);
  return recording.transport;
}

async function onStock(options: DrillOptions, world: World, shop: DrillShop): Promise<DrillReport> {
  const { now, sleep, random, interrupted, terminal } = world;
  const skus = skusOf(SKUS, 'DRILL');
  const operators = shop.regions.map(({ operator }) => operator);
  await sell({ operators }, skus, PLENTY);
  const shoppers = shop.regions.map(({ shopper }) => shopper);
  const probe = options.history === null ? null : new Probe({ shoppers, operators, sleep, random });
  await probe?.readFirst(skus);
  const watched = probe === null ? shop : watchedBy(probe, shop);
  const run = Math.floor(random() * 36 ** 8).toString(36);
  const say = (message: string) => terminal.err(message);
  const clock = interruptible({ now: () => now().getTime(), sleep }, interrupted);
  const record = await runPlan(planOf(options), { shop: watched, clock, skus, run, interrupted, say });
  await probe?.readBack();
  return toReport(record, [...judgePromises(record), ...judgeSpeed(record)]);
}

const planOf = (options: DrillOptions): Plan => ({
  phases: paymentOutage(DEFAULT_LENGTHS, options),
  rate: options.rate,
  seed: options.seed,
  warmUp: DEFAULT_WARM_UP,
  lostRegion: options.lostRegion,
  duplicateRate: options.duplicateRate,
  crashRate: options.crashRate,
  drainLimitMs: drainLimitMs(options),
});
