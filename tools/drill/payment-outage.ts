import { sell, skusOf } from '../bench/shop';
import { Probe } from '../history/probe';
import { type World } from '../world';
import { interruptible } from './clock';
import { type Ground, newRun } from './frame';
import { type DrillOptions } from './options';
import { DEFAULT_LENGTHS, DEFAULT_WARM_UP, drainLimitMs, paymentOutage, type Plan } from './plan';
import { type DrillReport, toReport } from './report';
import { runPlan } from './run';
import { watchedBy } from './shop';
import { judgePromises, judgeSpeed } from './verdicts/judge';

const SKUS = 20;
const PLENTY = 1_000_000;

/** Lets payments fail in a shop and reports what became of its orders. */
export async function drillPayments(
  options: DrillOptions,
  world: World,
  { shop }: Ground,
): Promise<DrillReport> {
  const { now, sleep, random, interrupted, terminal } = world;
  const skus = skusOf(SKUS, 'DRILL');
  const operators = shop.regions.map(({ operator }) => operator);
  await sell({ operators }, skus, PLENTY);
  const shoppers = shop.regions.map(({ shopper }) => shopper);
  const probe = options.history === null ? null : new Probe({ shoppers, operators, sleep, random });
  await probe?.readFirst(skus);
  const watched = probe === null ? shop : watchedBy(probe, shop);
  const say = (message: string) => terminal.err(message);
  const clock = interruptible({ now: () => now().getTime(), sleep }, interrupted);
  const ports = { shop: watched, clock, skus, run: newRun(world), interrupted, say };
  const record = await runPlan(planOf(options), ports);
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
