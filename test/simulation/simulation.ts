import { SeededRandom } from '../../lambdas/adapters/memory/seeded-random';
import { REGIONS, World } from './world';
import { BrokenPromise } from './broken-promise';
import { checkAlways, checkSettled, isQuiet, receivedOf } from './promises';
import { checkPromised } from './order-promises';
import { begin, book, type Scenario, settle, sweep } from './scenario';

/** How one run ended. */
export interface Run {
  readonly seed: number;
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

/** Nothing fails any more: everybody finishes, then schedules run until nothing is left to do. */
async function comeToRest(world: World, scenario: Scenario, check: () => void): Promise<void> {
  const { network } = world;
  network.heal();
  for (const receipt of scenario.receipts) book(world, scenario, receipt, REGIONS[0]);
  await network.run(check);
  const survivors = world.pick([REGIONS, [REGIONS[0]], [REGIONS[1]]]);
  for (let round = 0; round < ROUNDS && (round === 0 || !isQuiet(world)); round++) {
    network.jump(ROUND_MS);
    network.trace.push('time moves on to the next round of schedules');
    for (const region of survivors) {
      sweep(world, scenario, region);
      settle(world, scenario, region);
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
    const [surprise] = scenario.surprises;
    if (surprise) throw surprise;
  };
  await world.network.run(check);
  await comeToRest(world, scenario, check);
  await checkSettled(world, scenario, initial);
}

/** Lives through one history of two Regions that its seed chooses, and looks whether all promises held. */
export async function simulate(seed: number): Promise<Run> {
  const world = new World(new SeededRandom(seed).next() * 2 ** 32);
  const run = () => ({ seed, isFair: world.isFair, steps: world.network.steps, trace: world.network.trace });
  try {
    await play(world);
    return run();
  } catch (error) {
    const broken = error instanceof BrokenPromise ? error.message : String((error as Error).stack);
    return { ...run(), broken };
  }
}

/** The first run of `count` seeds from `first` on that breaks a promise; what all took together. */
export async function simulateMany(
  first: number,
  count: number,
): Promise<{ failure?: Run; runs: number; fair: number; steps: number }> {
  let steps = 0;
  let fair = 0;
  for (let seed = first; seed < first + count; seed++) {
    const run = await simulate(seed);
    steps += run.steps;
    if (run.isFair) fair += 1;
    if (run.broken !== undefined) return { failure: run, runs: seed - first + 1, fair, steps };
  }
  return { runs: count, fair, steps };
}
