import { probeByListing } from '../../../lambdas/domain/payments/guarded-payments';
import { BrokenPromise } from '../broken-promise';
import { checkOpened, checkRecovered, checkStep, RECOVERY_MS } from './promises';
import { CALM, CircuitWorld, type Mode, type RunningInstance, type Weather } from './world';

/** How one run ended. */
export interface CircuitRun {
  readonly seed: number;
  readonly steps: number;
  /** Openings, closings and probes together. */
  readonly changes: number;
  /** The promise that did not hold; absent when all did. */
  readonly broken?: string;
  readonly trace: readonly string[];
}

/** Plays the shop with this many instances; think times in ms. */
interface Cast {
  readonly shoppers: number;
  readonly workers: number;
  readonly thinkMs: number;
}

const REQUEST = {
  orderId: 'ord_1',
  idempotencyKey: 'k',
  amount: { amount: 1, currency: 'GBP' },
  token: 'pm_1',
};

/** A checkout: a look, some work on the order, then create and confirm. */
async function shop(world: CircuitWorld, { thinkMs }: Cast, { circuit, payments, sleep }: RunningInstance) {
  await sleep(world.between(0, thinkMs));
  circuit.refresh();
  await sleep(world.between(10, 60));
  const created = await payments.createIntent(REQUEST);
  if (created.kind === 'created') await payments.confirmIntent(created.intentId, 'k');
}

/** A batch of the queue: up to five orders at once. */
async function work(world: CircuitWorld, { thinkMs }: Cast, { circuit, payments, sleep }: RunningInstance) {
  await sleep(world.between(100, 2 * thinkMs + 2_000));
  circuit.refresh();
  const orders = Array.from({ length: world.between(1, 5) }, () => payments.retrieveIntent('pi_1'));
  await Promise.all(orders);
  if (circuit.takeClosed()) world.closings += 1;
}

/** The schedule of every minute, of a shop in which no order is due. */
async function sweep(world: CircuitWorld, { circuit, payments, sleep }: RunningInstance): Promise<void> {
  await sleep(60_000);
  await circuit.dueBy(world.time.now - world.between(0, 40_000));
  await probeByListing(payments, circuit);
  if (circuit.takeClosed()) world.closings += 1;
}

const CASTS: readonly Cast[] = [
  { shoppers: 1, workers: 0, thinkMs: 4_000 },
  { shoppers: 2, workers: 1, thinkMs: 3_000 },
  { shoppers: 5, workers: 2, thinkMs: 800 },
  { shoppers: 8, workers: 2, thinkMs: 300 },
];

const WEATHERS: readonly Weather[] = [
  CALM,
  { crash: 0.02, storeFault: 0 },
  { crash: 0, storeFault: 0.2 },
  { crash: 0.02, storeFault: 0.1 },
];

const pick = <T>(world: CircuitWorld, items: readonly [T, ...T[]] | readonly T[]): T =>
  items[world.between(0, items.length - 1)] as T;

/** Everybody who takes part; who crashes is followed by another of the same kind. */
function begin(world: CircuitWorld): void {
  const cast = pick(world, CASTS);
  const roles = {
    shopper: (running: RunningInstance) => shop(world, cast, running),
    worker: (running: RunningInstance) => work(world, cast, running),
    sweeper: (running: RunningInstance) => sweep(world, running),
  };
  const sweepers = new WeakSet();
  const start = (kind: keyof typeof roles) =>
    world.start(kind === 'shopper' ? 'shopper' : 'worker', async (running) => {
      if (kind === 'sweeper') sweepers.add(running.instance);
      await roles[kind](running);
    });
  world.onCrash = (instance) => start(sweepers.has(instance) ? 'sweeper' : instance.role);
  for (let n = 0; n < cast.shoppers; n++) start('shopper');
  for (let n = 0; n < cast.workers; n++) start('worker');
  start('sweeper');
}

const OUTAGES: readonly Mode[] = ['error', 'hang', 'slow', 'flaky', 'error', 'hang'];

/** All is well, then an outage or two, then all is well again. */
async function play(world: CircuitWorld): Promise<void> {
  let seen = 0;
  const surprises: unknown[] = [];
  const check = () => {
    checkStep(world, seen);
    seen = world.changes.length;
    if (surprises.length > 0) throw surprises[0] as Error;
  };
  const pass = (ms: number) => world.time.run(world.time.now + ms, check);
  begin(world);
  for (const loop of world.loops) loop.catch((error: unknown) => surprises.push(error));
  await pass(world.between(1_000, 8_000));
  world.change(pick(world, WEATHERS));
  for (let outages = world.between(1, 2); outages > 0; outages--) {
    world.mode = pick(world, OUTAGES);
    const since = world.time.now;
    await pass(world.between(5_000, 60_000));
    if (world.isFair && world.mode !== 'flaky' && world.mode !== 'slow') checkOpened(world, since);
    world.mode = 'ok';
    await pass(world.between(0, 15_000));
  }
  await recover(world, pass);
}

async function recover(world: CircuitWorld, pass: (ms: number) => Promise<void>): Promise<void> {
  world.mode = 'ok';
  world.change(CALM);
  world.note('everything is well again');
  const end = world.time.now + RECOVERY_MS;
  while (world.shared.circuit.kind !== 'closed' && world.time.now < end) await pass(5_000);
  // What failed before is out of the window by then.
  await pass(40_000);
  const { writes } = world;
  await pass(5_000);
  checkRecovered(world, writes);
}

/** Lives through one history of a circuit that its seed chooses, and looks whether all promises held. */
export async function simulateCircuit(seed: number): Promise<CircuitRun> {
  const world = new CircuitWorld(seed);
  const run = () => ({ seed, steps: world.time.steps, changes: world.changes.length, trace: world.trace });
  try {
    await play(world);
    return run();
  } catch (error) {
    const broken = error instanceof BrokenPromise ? error.message : String((error as Error).stack);
    return { ...run(), broken };
  }
}

/** The first run of `count` seeds from `first` on that breaks a promise; what all took together. */
export async function simulateCircuits(
  first: number,
  count: number,
): Promise<{ failure?: CircuitRun; runs: number; steps: number; changes: number }> {
  let [steps, changes] = [0, 0];
  for (let seed = first; seed < first + count; seed++) {
    const run = await simulateCircuit(seed);
    steps += run.steps;
    changes += run.changes;
    if (run.broken !== undefined) return { failure: run, runs: seed - first + 1, steps, changes };
  }
  return { runs: count, steps, changes };
}
