import { seededRandom } from '../../replaying/random';
import { sleepUntil } from '../clock';
import { moveOn } from '../drain';
import { gatherEvidence, lossOf } from '../evidence';
import { type WarmUpPorts, warmUp } from '../run';
import { type DrillRegion, expectAnswer } from '../shop';
import { errands } from '../traffic';
import { deadLettersIn } from '../watch';
import { countStock, useKeysAgain } from './aftermath';
import { needsTakeOver, regionFaults, type RegionPhase, type RegionPlan } from './plan';
import { beganAt, type LeftBehind, type RegionRecord, type RegionRun, visitsOf } from './record';
import { type MoveSwitch } from './switch';
import { lookAfter, putOffBy } from './take-over';
import { type Entrance, startTraffic, type Traffic } from './traffic';
import { waitForEnd } from './until';

/** What a drill of a Region needs. */
export interface RegionDrillPorts extends WarmUpPorts {
  readonly entrance: Entrance;
  /** Units on sale of each SKU that shoppers want. */
  readonly offered: ReadonlyMap<string, number>;
  /** Nobody else wants it. */
  readonly warmUpSku: string;
  readonly moveSwitch: MoveSwitch;
  readonly interrupted: AbortSignal;
  /** Tells what is being done. */
  readonly say: (message: string) => void;
}

/** Runs a drill from its first shopper to the last piece of evidence, and heals the shop whatever happens. */
export async function runRegionPlan(plan: RegionPlan, ports: RegionDrillPorts): Promise<RegionRecord> {
  try {
    return await drill(plan, ports);
  } finally {
    await ports.shop.control.putFaults({});
  }
}

async function drill(plan: RegionPlan, ports: RegionDrillPorts): Promise<RegionRecord> {
  const { shop, clock, say } = ports;
  const deadBefore = deadLettersIn(expectAnswer('reading the state', await shop.control.state()));
  say('warming up …');
  await warmUp(plan, { ...ports, skus: [ports.warmUpSku] });
  const traffic = startTraffic(plan, {
    entrance: ports.entrance,
    clock,
    nextErrand: errands(plan.seed, ports.run, ports.skus),
    interrupted: ports.interrupted,
  });
  const staged = await goThroughPhases(plan, ports, traffic);
  say('settling …');
  const drained = await moveOn(ports, shop.regions, null);
  say('asking for every order, charge and message …');
  const random = seededRandom(plan.seed + 2);
  const again = await useKeysAgain(traffic.trips, { shop, clock, random });
  const losses = lossesOf(plan, staged.runs);
  const visits = visitsOf(traffic.trips);
  return {
    plan,
    regions: shop.regions.map(({ name }) => name),
    ...staged,
    requests: traffic.requests,
    trips: traffic.trips,
    drained,
    again,
    ...(await gatherEvidence({ shop, clock, random, visits, lost: null, losses, deadBefore })),
    stock: await countStock(ports.offered, { shop, clock, random }),
  };
}

/** A Region that is cut off can no longer write down that a message was sent, no more than one that is lost. */
const lossesOf = (plan: RegionPlan, runs: readonly RegionRun[]) => {
  const at = beganAt(runs, 'gone');
  return at === null || !needsTakeOver(plan) ? [] : [lossOf(plan.region, at)];
};

type Staged = Pick<RegionRecord, 'runs' | 'checkoutsCaught' | 'leftBehind'>;

async function goThroughPhases(plan: RegionPlan, ports: RegionDrillPorts, traffic: Traffic): Promise<Staged> {
  const { clock, interrupted, say } = ports;
  const runs: RegionRun[] = [];
  let checkoutsCaught = 0;
  let leftBehind: readonly LeftBehind[] = [];
  try {
    for (const phase of plan.phases) {
      say(`${phase.name}, ${phase.milliseconds / 1_000} s …`);
      const from = clock.now();
      if (phase.part === 'gone') checkoutsCaught = traffic.checkoutsUnderWay();
      await begin(phase, plan, ports);
      const begunAt = clock.now();
      await sleepUntil(clock, begunAt + phase.milliseconds);
      await waitForEnd(phase, plan, begunAt, { clock, traffic, interrupted });
      interrupted.throwIfAborted();
      if (phase.part === 'gone') leftBehind = await takeOver(plan, from, ports, traffic);
      runs.push({ phase, from, begunAt, to: clock.now() });
    }
  } finally {
    await traffic.stop();
  }
  return { runs, checkoutsCaught, leftBehind };
}

async function begin(phase: RegionPhase, plan: RegionPlan, ports: RegionDrillPorts): Promise<void> {
  expectAnswer('putting faults', await ports.shop.control.putFaults(regionFaults(phase, plan)));
  if (phase.move !== null) await ports.moveSwitch(plan.region, phase.move);
}

/**
 * Has the other Region do what it would do some minutes later, and looks at what it did. Shoppers hold still for that:
 * whoever has an order in hand counts on a clock that nobody moves.
 */
async function takeOver(
  plan: RegionPlan,
  goneAt: number,
  { shop, say }: RegionDrillPorts,
  { trips, gate }: Traffic,
): Promise<readonly LeftBehind[]> {
  const survivor = survivorOf(plan, shop.regions);
  if (!needsTakeOver(plan)) return [];
  say(`time is moved on, with ${plan.region} still gone …`);
  return gate.closedFor(async () => {
    await shop.control.settle();
    return lookAfter(putOffBy(plan.region, goneAt, visitsOf(trips)), survivor);
  });
}

/** The first Region that is not under drill. */
export function survivorOf(
  { region }: RegionPlan,
  regions: readonly [DrillRegion, ...DrillRegion[]],
): DrillRegion {
  return regions.find(({ name }) => name !== region) ?? regions[0];
}
