import { type Clock } from './clock';
import { movesTimeOn, type Plan } from './plan';
import { type Visit } from './record';
import { type DrillRegion, type DrillShop, expectAnswer } from './shop';
import { depthOf, type QueueDepth } from './watch';

/** How the backlog went. */
export interface Drained {
  /** When nothing was owed any more, in ms since the epoch; null when something was left at the limit. */
  readonly at: number | null;
  /** Orders that owed a step at the last look, at most 100. */
  readonly owed: readonly string[];
  readonly depth: QueueDepth;
  /** Where time was moved on: what waited for that, and how many rounds it took. */
  readonly movedOn: MovedOn | null;
}

/** What real time would have done a few minutes later. */
export interface MovedOn {
  /** When the orders had ended that the standing Regions have in hand, in ms since the epoch; null if not in time. */
  readonly ownAt: number | null;
  /** Orders that waited for a sweep, at most 100. */
  readonly waiting: number;
  /** Rounds of POST /_local/settle; null when it was not done within its minute. */
  readonly rounds: number | null;
}

/** What draining needs. */
export interface DrainPorts {
  readonly shop: DrillShop;
  readonly clock: Clock;
  readonly plan: Plan;
  readonly visits: readonly Visit[];
  readonly interrupted: AbortSignal;
}

type LookPorts = Pick<DrainPorts, 'shop' | 'clock'>;

const LOOK_MS = 250;
/** Every order in the work index is due by then. */
const AHEAD_MS = 30 * 24 * 3_600_000;

/**
 * Waits, as time goes by, until no order owes a step and no queue holds a message that anybody can see.
 * Delayed messages may remain: they name orders that were hurried, and find nothing to do.
 *
 * Where orders are left that nobody has in hand, it waits for the others only, and then moves time on.
 */
export async function drain(ports: DrainPorts): Promise<Drained> {
  const { clock, plan, interrupted } = ports;
  const standing = ports.shop.regions.filter(({ name }) => name !== plan.lostRegion);
  const limit = clock.now() + plan.drainLimitMs;
  const isOver = movesTimeOn(plan) ? ownOrdersEnd(ports, standing) : isNothing;
  let left = await look(ports, standing);
  let over = await isOver(left);
  while (!over && clock.now() < limit) {
    await clock.sleep(LOOK_MS);
    interrupted.throwIfAborted();
    left = await look(ports, standing);
    over = await isOver(left);
  }
  const at = over ? clock.now() : null;
  return movesTimeOn(plan) ? moveOn(ports, standing, at) : { ...left, at, movedOn: null };
}

type Left = Pick<Drained, 'owed' | 'depth'>;

const isQuiet = ({ depth }: Left): boolean => depth.visible + depth.inFlight === 0;
const isNothing = async (left: Left): Promise<boolean> => isQuiet(left) && left.owed.length === 0;

async function look({ shop, clock }: LookPorts, standing: readonly DrillRegion[]): Promise<Left> {
  const names = standing.map(({ name }) => name);
  const state = expectAnswer('reading the state', await shop.control.state());
  return { depth: depthOf(state, names), owed: await owedOrders(standing, clock) };
}

/** Asks one Region after the other: a function may be killed while it answers. */
async function owedOrders(standing: readonly DrillRegion[], clock: Clock): Promise<readonly string[]> {
  for (let attempt = 0; ; attempt++) {
    const region = standing[attempt % standing.length];
    const answer = await region?.operator.owedOrders(new Date(clock.now() + AHEAD_MS));
    if (answer?.kind === 'answered') return answer.body.items.map(({ orderId }) => orderId);
    if (answer === undefined || attempt === MOST_ATTEMPTS) return ['unknown: GET /v1/admin/orders failed'];
  }
}

const MOST_ATTEMPTS = 5;

/** Whether the orders that a standing Region put off have come to their end; what is pending is asked for in turn. */
function ownOrdersEnd({ visits }: DrainPorts, standing: readonly DrillRegion[]) {
  const pending = visits.flatMap(({ kept }) =>
    kept?.status === 202 && standing.some(({ name }) => name === kept.region) ? [kept] : [],
  );
  const asked = standing[0];
  return async (left: Left): Promise<boolean> => {
    for (let next = pending[0]; next !== undefined; next = pending[0]) {
      const answer = await asked?.shopper.order(next.orderId, next.orderToken);
      if (answer?.kind !== 'answered' || answer.body.status === 'payment_pending') return false;
      pending.shift();
    }
    return isQuiet(left);
  };
}

/**
 * Has the shop do at once what it would do in the next minutes, and tells what is left.
 *
 * @param standing the Regions that answer
 * @param ownAt when the orders had ended that these have in hand; null if not in time
 */
export async function moveOn(
  ports: LookPorts,
  standing: readonly DrillRegion[],
  ownAt: number | null,
): Promise<Drained> {
  const { shop, clock } = ports;
  const { owed } = await look(ports, standing);
  const settled = await shop.control.settle();
  const after = await look(ports, standing);
  return {
    ...after,
    at: (await isNothing(after)) ? clock.now() : null,
    movedOn: {
      ownAt,
      waiting: owed.length,
      rounds: settled.kind === 'answered' ? settled.body.rounds : null,
    },
  };
}
