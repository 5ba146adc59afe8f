import { localControl } from '../../client/regions';
import { Probe } from '../../history/probe';
import { type World } from '../../world';
import { interruptible } from '../clock';
import { type Ground, newRun } from '../frame';
import { DEFAULT_WARM_UP } from '../plan';
import { judgeRegionDrill } from '../verdicts/judge-region';
import { type Goods, sellGoods } from './goods';
import { type RegionDrillOptions } from './options';
import { lengthsOf, phasesOf, type RegionPlan } from './plan';
import { type RegionReport, toRegionReport } from './report';
import { runRegionPlan } from './run';
import { operatorsSwitch } from './switch';

/** A trip is five steps and takes some six seconds: ten orders a second of 50 shoppers. */
const THINK_MS = 1_000;

/** Takes a Region from a shop under traffic, gives it back, and reports. */
export async function drillRegion(
  options: RegionDrillOptions,
  world: World,
  ground: Ground,
): Promise<RegionReport> {
  const { now, sleep, interrupted, terminal } = world;
  const { shop, transport } = ground;
  const { portBase } = options;
  const run = newRun(world);
  const goods = await sellGoods(shop, run);
  const probe = options.history === null ? null : await probeOf(ground, world, goods);
  const plan = planOf(options);
  const clock = interruptible({ now: () => now().getTime(), sleep }, interrupted);
  const record = await runRegionPlan(plan, {
    shop,
    clock,
    run,
    ...goods,
    entrance: { url: localControl(portBase), transport, now, probe },
    moveSwitch: operatorsSwitch(portBase, world),
    interrupted,
    say: (message) => terminal.err(message),
  });
  await probe?.readBack();
  return toRegionReport(record, judgeRegionDrill(record));
}

async function probeOf({ shop }: Ground, { sleep, random }: World, { offered }: Goods): Promise<Probe> {
  const operators = shop.regions.map(({ operator }) => operator);
  const shoppers = shop.regions.map(({ shopper }) => shopper);
  const probe = new Probe({ shoppers, operators, sleep, random });
  await probe.readFirst([...offered.keys()]);
  return probe;
}

const planOf = ({ drill, region, shoppers, seed, lagMs }: RegionDrillOptions): RegionPlan => ({
  drill,
  region,
  phases: phasesOf(drill, region, lengthsOf(drill)),
  shoppers,
  seed,
  warmUp: DEFAULT_WARM_UP,
  lagMs,
  thinkMs: THINK_MS,
});
