import { seededRandom } from '../replaying/random';
import { arrivals } from './arrivals';
import { type Clock, sleepUntil } from './clock';
import { faultsOf, type Phase, type Plan } from './plan';
import { type PhaseRun, type Visit } from './record';
import { type DrillRegion, type DrillShop, expectAnswer } from './shop';
import { type Errand, visit } from './shopper';

/** What traffic needs. */
export interface TrafficPorts {
  readonly shop: DrillShop;
  readonly clock: Clock;
  readonly skus: readonly string[];
  /** Part of every Idempotency-Key and address; no two drills of one shop share it. */
  readonly run: string;
  readonly interrupted: AbortSignal;
  readonly onPhase: (phase: Phase) => void;
}

/** What came of it. */
export interface Traffic {
  readonly runs: readonly PhaseRun[];
  readonly visits: readonly Visit[];
}

/** One card in so many is declined, so that some orders end cancelled, before the outage and after it. */
const CARDS_A_DECLINE = 20;

/** Units of an order. */
const MOST_UNITS = 3;

/** Makes what shoppers want; the same seed makes the same. */
export function errands(seed: number, run: string, skus: readonly string[]): () => Errand {
  const random = seededRandom(seed);
  let made = 0;
  return () => {
    made += 1;
    return {
      key: `drill-${run}-${made}`,
      email: `drill-${run}-${made}@example.com`,
      card: random() < 1 / CARDS_A_DECLINE ? 'declined' : 'good',
      sku: skus[Math.floor(random() * skus.length)] ?? '',
      quantity: 1 + Math.floor(random() * MOST_UNITS),
    };
  };
}

/** Sends orders through all phases of a plan, and waits for the last answer. */
export async function runTraffic(plan: Plan, ports: TrafficPorts): Promise<Traffic> {
  const { clock, shop, interrupted } = ports;
  const random = seededRandom(plan.seed + 1);
  const nextErrand = errands(plan.seed, ports.run, ports.skus);
  const visits: Promise<Visit>[] = [];
  const runs: PhaseRun[] = [];
  for (const phase of plan.phases) {
    ports.onPhase(phase);
    expectAnswer('putting faults', await shop.control.putFaults({ ...faultsOf(phase, plan) }));
    const from = clock.now();
    for (const at of arrivals(plan.rate, phase.milliseconds, random)) {
      await sleepUntil(clock, from + at);
      interrupted.throwIfAborted();
      const shoppers = shoppersOf(shop.regions, phase, visits.length);
      visits.push(visit(nextErrand(), { clock, random, shoppers }));
    }
    await sleepUntil(clock, from + phase.milliseconds);
    runs.push({ phase, from, to: clock.now() });
  }
  return { runs, visits: await Promise.all(visits) };
}

type Shoppers = readonly [DrillRegion['shopper'], ...DrillRegion['shopper'][]];

/** The Regions that stand, beginning with the one whose turn it is. */
export function shoppersOf(
  regions: DrillShop['regions'],
  { lost }: Pick<Phase, 'lost'>,
  turn: number,
): Shoppers {
  const standing = regions.filter(({ name }) => name !== lost);
  const first = standing[turn % Math.max(1, standing.length)] ?? regions[0];
  const others = standing.filter((region) => region !== first);
  return [first.shopper, ...others.map(({ shopper }) => shopper)];
}
