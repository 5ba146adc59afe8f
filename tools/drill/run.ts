import { seededRandom } from '../replaying/random';
import { forEachConcurrently } from '../client/pool';
import { type Clock } from './clock';
import { drain } from './drain';
import { gatherEvidence, lossOf } from './evidence';
import { type Plan } from './plan';
import { type DrillRecord } from './record';
import { type DrillShop, expectAnswer } from './shop';
import { visit } from './shopper';
import { errands, runTraffic } from './traffic';
import { deadLettersIn, watch } from './watch';

/** What starting the functions' processes needs. */
export interface WarmUpPorts {
  readonly shop: DrillShop;
  readonly clock: Clock;
  readonly skus: readonly string[];
  /** Part of every key and address; no two drills of one shop share it. */
  readonly run: string;
}

/** What a drill needs. The products are there, with plenty of stock. */
export interface DrillPorts extends WarmUpPorts {
  readonly interrupted: AbortSignal;
  /** Tells what is being done. */
  readonly say: (message: string) => void;
}

/** As many as a function of the local cloud has processes. */
const WARM_UP_AT_ONCE = 3;

/** Runs a drill from its first order to the last piece of evidence, and heals the shop whatever happens. */
export async function runPlan(plan: Plan, ports: DrillPorts): Promise<DrillRecord> {
  try {
    return await drill(plan, ports);
  } finally {
    await ports.shop.control.putFaults({});
  }
}

async function drill(plan: Plan, ports: DrillPorts): Promise<DrillRecord> {
  const { shop, clock, say } = ports;
  const { control, regions } = shop;
  const deadBefore = deadLettersIn(expectAnswer('reading the state', await control.state()));
  say('warming up …');
  await warmUp(plan, ports);
  const watching = watch(shop, clock);
  try {
    const onPhase = ({ name, milliseconds }: { name: string; milliseconds: number }) =>
      say(`${name}, ${milliseconds / 1_000} s …`);
    const { runs, visits } = await runTraffic(plan, { ...ports, onPhase });
    say('draining …');
    const drained = await drain({ ...ports, plan, visits });
    const lost = plan.lostRegion === null ? {} : { [plan.lostRegion]: 'down' };
    expectAnswer('healing', await control.putFaults({ regions: lost }));
    say('asking for every order, charge and message …');
    const random = seededRandom(plan.seed + 2);
    const loss = runs.find(({ phase }) => phase.lost !== null);
    const losses = plan.lostRegion === null || loss === undefined ? [] : [lossOf(plan.lostRegion, loss.from)];
    const after = { lost: plan.lostRegion, losses, deadBefore };
    const evidence = await gatherEvidence({ shop, clock, random, visits, ...after });
    const names = regions.map(({ name }) => name);
    return { plan, regions: names, runs, visits, samples: watching.samples, drained, ...evidence };
  } finally {
    await watching.stop();
  }
}

/** Places a few orders in each Region, so that no shopper waits for a function's first process. */
export async function warmUp(
  { seed, warmUp: orders }: Pick<Plan, 'seed' | 'warmUp'>,
  { shop, clock, skus, run }: WarmUpPorts,
): Promise<void> {
  const nextErrand = errands(seed, `${run}-warm-up`, skus);
  const random = seededRandom(seed);
  await Promise.all(
    shop.regions.map(({ shopper }) =>
      forEachConcurrently(Array(orders).keys(), WARM_UP_AT_ONCE, async () => {
        await visit(nextErrand(), { clock, random, shoppers: [shopper] });
      }),
    ),
  );
}
