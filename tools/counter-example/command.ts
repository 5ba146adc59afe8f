import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalCloud } from '../bench/local-cloud';
import { thisMachine } from '../bench/machine';
import { BenchFailed } from '../bench/section';
import { interruptible } from '../drill/clock';
import { errorCode } from '../errors';
import { EXIT, type ExitCode } from '../exit-codes';
import { writeAtomically } from '../files';
import { callerPath, type World } from '../world';
import { drawChart } from './chart';
import { type LagResult, measureLag } from './measure';
import { COUNTER_EXAMPLE_USAGE, type CounterExampleOptions, parseCounterExampleOptions } from './options';
import { withFigures } from './page';
import { type CounterExampleReport, describeLag, describeReport, isFine } from './report';
import { connectShop } from './shop';

/** The counter-example from its command line to its exit code. */
export async function runCounterExample(argv: readonly string[], world: World): Promise<ExitCode> {
  const parsed = parseCounterExampleOptions(argv);
  if (parsed.kind === 'help') return (world.terminal.out(COUNTER_EXAMPLE_USAGE), EXIT.fine);
  if (parsed.kind === 'usage') return fail(world, `${parsed.message}\n\n${COUNTER_EXAMPLE_USAGE}`);
  try {
    const report = await onShop(parsed.value, world);
    describeReport(report).forEach((line) => world.terminal.out(line));
    await publish(report, parsed.value, world);
    return isFine(report) ? EXIT.fine : EXIT.flawed;
  } catch (error) {
    if (world.interrupted.aborted) return EXIT.interrupted;
    if (error instanceof BenchFailed) return fail(world, error.message);
    throw error;
  }
}

function fail(world: World, message: string): ExitCode {
  world.terminal.err(`counter-example: ${message}`);
  return EXIT.failed;
}

/** Measures on a shop of its own, or on the one that runs. */
async function onShop(options: CounterExampleOptions, world: World): Promise<CounterExampleReport> {
  if (options.running) return measure(options, world);
  world.terminal.err('starting a local shop …');
  const { projectDirectory: project, interrupted: signal } = world;
  const cloud = await startLocalCloud({ project, portBase: options.portBase, signal });
  try {
    return await measure(options, world);
  } finally {
    await cloud.stop();
  }
}

async function measure(options: CounterExampleOptions, world: World): Promise<CounterExampleReport> {
  const { now, sleep, random, interrupted, terminal } = world;
  const { traffic, lags, portBase } = options;
  const clock = interruptible({ now: () => now().getTime(), sleep }, interrupted);
  const run = `COUNTER-${Math.floor(random() * 36 ** 8).toString(36)}`;
  const shop = connectShop(portBase, now);
  const results: LagResult[] = [];
  try {
    for (const lagMs of lags) {
      terminal.err(`a lag of ${describeLag(lagMs)} …`);
      results.push(await measureLag(lagMs, traffic, { shop, run, clock, interrupted, sleep, random }));
    }
    return { traffic, regions: shop.regions, machine: thisMachine(), results };
  } finally {
    shop.close();
  }
}

/** Draws the chart, and puts the figures into the page if there is one. */
async function publish(
  report: CounterExampleReport,
  { docs }: CounterExampleOptions,
  world: World,
): Promise<void> {
  const directory = docs === null ? join(world.projectDirectory, 'docs') : callerPath(world, docs);
  const chart = join(directory, 'counter-example.svg');
  await writeAtomically(chart, drawChart(report));
  world.terminal.err(`wrote ${chart}`);
  const file = join(directory, 'counter-example.md');
  const page = withFigures(await readIfThere(file), describeReport(report));
  if (page === null) return;
  await writeAtomically(file, page);
  world.terminal.err(`wrote ${file}`);
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}
