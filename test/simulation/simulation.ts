import { SeededRandom } from '../../lambdas/adapters/memory/seeded-random';
import { BrokenPromise, hold } from './broken-promise';
import { Choices, type Tape } from './choices';
import { checkStillOpen } from './epilogue';
import { checkErased, checkPromised } from './order-promises';
import { checkAlways, checkSettled, isQuiet, receivedOf } from './promises';
import { REGIONS } from './regions';
import { begin, book, erase, type Scenario, settle, sweep, workerOf } from './scenario';
import { World } from './world';

/** How one run ended. */
export interface Run {
  readonly seed: number;
  /** What was decided in it: the same seed with the same tape is the same run. */
  readonly tape: Tape;
  readonly steps: number;
  /** Whether nothing went wrong but the order of events, see `World.isFair`. */
  readonly isFair: boolean;
  /** The promise that did not hold; absent when all did. */
  readonly broken?: string;
  /** Everything that happened, a line each. */
  readonly trace: readonly string[];
}

/** Longer than any back-off, hold of a copy and grace period. */
const ROUND_MS = 16 * 60_000;
const ROUNDS = 12;

/** What is left of the deployment in the end. */
const SURVIVORS: readonly (readonly string[])[] = [REGIONS, [REGIONS[0]], [REGIONS[1]]];

/** The longest of the first 5,000 seeds that comes to rest has 579. */
const MAX_STEPS = 10_000;

/** Nothing fails any more, but that a Region may be lost for good: schedules run until nothing is left to do. */
async function comeToRest(world: World, scenario: Scenario, check: () => void): Promise<void> {
  const { network } = world;
  network.heal();
  const survivors = world.choices.pick(SURVIVORS);
  for (const region of REGIONS) if (!survivors.includes(region)) network.lose(region);
  for (const receipt of scenario.receipts) book(world, scenario, receipt, world.choices.pick(survivors));
  await network.run(check);
  for (let round = 0; round < ROUNDS && (round === 0 || !isQuiet(world)); round++) {
    network.jump(ROUND_MS);
    network.trace.push('time moves on to the next round of schedules');
    for (const region of survivors) {
      sweep(world, region);
      settle(world, region);
    }
    await network.run(check);
  }
}

async function play(world: World): Promise<void> {
  const scenario = begin(world);
  const initial = receivedOf(world);
  const check = () => {
    checkAlways(world);
    checkPromised(world, scenario);
    hold(world.network.steps < MAX_STEPS, `P2: nothing comes to rest within ${MAX_STEPS} steps`);
    const [surprise] = world.surprises;
    if (surprise) throw surprise;
  };
  await world.network.run(check);
  await comeToRest(world, scenario, check);
  await checkSettled(world, scenario, initial);
  const region = world.choices.pick(REGIONS.filter((name) => !world.network.regions.isDown(name)));
  await checkStillOpen(world, scenario, region);
  erase(world, region, true);
  await world.network.run(check);
  checkErased(world);
}

const describe = (error: unknown): string =>
  error instanceof BrokenPromise
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : JSON.stringify(error);

/**
 * Lives through one history of two Regions, which its seed chooses, or a tape of its own, and looks whether all
 * promises held. Seeds are 0 to 2^32 - 1.
 */
export async function simulate(seed: number, tape?: Tape): Promise<Run> {
  // Seeds that follow on each other are scattered, so that neighbours have nothing in common.
  const scattered = Math.floor(new SeededRandom(seed).next() * 2 ** 32);
  const choices = tape ? Choices.ofTape(tape) : Choices.ofSeed(scattered);
  const world = new World(scattered, choices, workerOf);
  const run = () => {
    const { steps, trace } = world.network;
    return { seed, tape: choices.tape, isFair: world.isFair, steps, trace };
  };
  try {
    await play(world);
    return run();
  } catch (error) {
    return { ...run(), broken: describe(error) };
  }
}

/** What many runs came to. */
export interface Runs {
  /** The first one that broke a promise; none after it was run. */
  readonly failure?: Run;
  readonly runs: number;
  readonly fair: number;
  readonly steps: number;
}

/** Runs `count` seeds from `first` on, until one breaks a promise. */
export async function simulateMany(first: number, count: number): Promise<Runs> {
  let [fair, steps] = [0, 0];
  for (let seed = first; seed < first + count; seed++) {
    const run = await simulate(seed);
    steps += run.steps;
    if (run.isFair) fair += 1;
    if (run.broken !== undefined) return { failure: run, runs: seed - first + 1, fair, steps };
  }
  return { runs: count, fair, steps };
}
