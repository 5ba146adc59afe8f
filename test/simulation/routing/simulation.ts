import { type Routing } from '../../../lambdas/domain/routing/routing';
import { BrokenPromise, hold } from '../broken-promise';
import { otherThan, REGIONS, type RegionState, RoutingWorld } from './world';

/** Where the entry sends these shoppers' orders, going by the routing store: the code that runs at the edge. */
export type Route = (
  stored: ReadonlyMap<string, Routing>,
  shoppers: readonly string[],
) => Promise<ReadonlySet<string>>;

/** How one history ended. */
export interface RoutingRun {
  readonly seed: number;
  readonly writes: number;
  /** The promise that did not hold; absent when all did. */
  readonly broken?: string;
  readonly trace: readonly string[];
}

/**
 * A process that has just begun needs a minute at most until its schedule starts it, and three good looks, five seconds
 * apart, to let the other Region in; the rest is for calls that are slow.
 */
const SETTLED_MS = 60_000 + 4_000 + 15_000 + 10_000;

/** The promise of the edge: failed requests end within 15 s of a Region's death, a few of which the edge itself takes. */
const NOTICED_MS = 12_000;
/** Until CloudFront's functions see what was written: "typically within a few seconds" (its developer guide). */
const SPREAD_MS = 2_000;

const SHOPPERS = Array.from({ length: 40 }, (_, n) => `shopper-${n}`);

const POWERS: readonly RegionState['power'][] = ['up', 'up', 'isolated', 'down', 'silent'];

interface Play {
  readonly world: RoutingWorld;
  readonly route: Route;
  pass(ms: number): Promise<void>;
}

/** After things have stayed as they are for {@link SETTLED_MS}: nobody is sent where nothing answers. */
async function checkSettled({ world, route }: Play): Promise<void> {
  const sentTo = await route(world.stored, SHOPPERS);
  const serving = REGIONS.filter((region) => world.serves(region));
  const answering = REGIONS.filter((region) => world.answers(region));
  const fit = serving.length > 0 ? serving : answering;
  hold(sentTo.size > 0, 'every shopper is sent somewhere');
  if (fit.length === 0) return;
  hold(
    [...sentTo].every((region) => fit.some((name) => name === region)),
    `shoppers are sent to ${[...sentTo].join(' and ')} while only ${fit.join(' and ')} takes orders`,
  );
}

/** Minutes in which all is well; each probe asks the store once a minute at most, and once more if it has just begun. */
const WELL_MINUTES = 2;
const MOST_READS = REGIONS.length * (WELL_MINUTES + 2);

/** With both Regions well and in sight of each other, each gets what its operators want, and nobody writes. */
async function checkWell(play: Play): Promise<void> {
  const { world } = play;
  const before = { writes: world.writes.length, reads: world.reads };
  await play.pass(WELL_MINUTES * 60_000);
  hold(world.writes.length === before.writes, 'nothing is written while all is well');
  hold(world.reads - before.reads <= MOST_READS, 'the store is asked seldom while all is well');
  for (const region of REGIONS) {
    const { in: isIn, weight } = world.stored.get(region) ?? { in: true, weight: 100 };
    hold(isIn, `${region} is well and in again`);
    hold(weight === world.regions[region].weight, `${region} has the weight that its operators want`);
  }
}

/** The other Region is well and watches: who loses a Region then is told soon. */
async function loseOne(play: Play): Promise<void> {
  const { world, route } = play;
  const lost = pick(world, REGIONS);
  const power = pick(world, ['down', 'silent', 'isolated'] as const);
  const before = world.writes.length;
  world.become(lost, { power });
  await play.pass(NOTICED_MS + SPREAD_MS);
  hold(world.writes.length > before, `the loss of ${lost} is noticed`);
  const sentTo = await route(world.stored, SHOPPERS);
  hold(!sentTo.has(lost), `within ${NOTICED_MS} ms nobody is sent to ${lost} any more`);
}

/** Who is told to come back later, or refused for the address that it has, learns nothing of the Region. */
async function turnAway(play: Play): Promise<void> {
  const { world } = play;
  const before = world.writes.length;
  world.become(pick(world, REGIONS), { turnsAway: pick(world, [3, 9, 10]) });
  await play.pass(120_000);
  hold(world.writes.length === before, 'no Region is put out for the looks that it turns away');
}

/** Anything may happen to both, one thing after the other, with little time between. */
async function storm({ world, pass }: Play): Promise<void> {
  for (let changes = world.between(1, 6); changes > 0; changes--) {
    const region = pick(world, REGIONS);
    world.become(region, pick(world, changesOf(world)));
    if (world.between(0, 9) === 0) world.crash(otherThan(region));
    await pass(world.between(0, 40_000));
  }
}

const SEEN: Partial<RegionState> = { reachable: true, turnsAway: 0, store: true };

const changesOf = (world: RoutingWorld): readonly Partial<RegionState>[] => [
  { power: pick(world, POWERS) },
  { power: pick(world, POWERS) },
  { power: 'up' },
  { evacuated: true },
  { evacuated: false },
  { weight: pick(world, [10, 25, 50, 100]) },
  { reachable: false },
  { reachable: true },
  { store: false },
  { turnsAway: pick(world, [5, 10]) },
  { turnsAway: 0 },
];

/** What no probe can do anything about heals: the network between the Regions, what turns looks away, and the store. */
async function settle(play: Play): Promise<void> {
  for (const region of REGIONS) play.world.become(region, SEEN);
  await play.pass(SETTLED_MS);
  await checkSettled(play);
}

async function heal(play: Play): Promise<void> {
  const { world } = play;
  for (const region of REGIONS) world.become(region, { power: 'up', evacuated: false, ...SEEN });
  await play.pass(SETTLED_MS);
  await checkSettled(play);
  await checkWell(play);
}

async function play(game: Play): Promise<void> {
  await game.pass(SETTLED_MS);
  await checkWell(game);
  await turnAway(game);
  await heal(game);
  await loseOne(game);
  await heal(game);
  await storm(game);
  await settle(game);
  await storm(game);
  await settle(game);
  await heal(game);
}

const pick = <T>(world: RoutingWorld, items: readonly T[]): T =>
  items[world.between(0, items.length - 1)] as T;

/** Lives through one history that its seed chooses, and looks whether all promises held. */
export async function simulateRouting(seed: number, route: Route): Promise<RoutingRun> {
  const world = new RoutingWorld(seed);
  const check = () => {
    if (world.surprises.length > 0) throw world.surprises[0] as Error;
  };
  const pass = (ms: number) => world.time.run(world.time.now + ms, check);
  const run = () => ({ seed, writes: world.writes.length, trace: world.trace });
  try {
    await play({ world, route, pass });
    return run();
  } catch (error) {
    if (error instanceof BrokenPromise) return { ...run(), broken: error.message };
    throw error;
  }
}

/** Several histories, up to the first that breaks a promise. */
export async function simulateRoutings(
  firstSeed: number,
  runs: number,
  route: Route,
): Promise<{ readonly runs: number; readonly writes: number; readonly failure?: RoutingRun }> {
  let writes = 0;
  for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
    const run = await simulateRouting(seed, route);
    writes += run.writes;
    if (run.broken !== undefined) return { runs: seed - firstSeed + 1, writes, failure: run };
  }
  return { runs, writes };
}
