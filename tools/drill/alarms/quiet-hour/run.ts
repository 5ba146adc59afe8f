import configuration from '../../../../holdfast.config.json';
import { type CartClient } from '../../../client/carts';
import { type Clock, sleepUntil } from '../../clock';
import { type AlarmChange } from '../cloudwatch';
import { type Objective } from '../../../../lib/objectives/objectives';
import { type Figures } from '../../../dashboards/figures';
import { type QuietHour, type Stray } from '../record';
import { type Side } from '../scenario';
import { type Stage } from '../stage';
import { gatherEvidence, PART_OF_BURN } from './evidence';
import { type Arrival, ordersByHour, quietArrivals, type QuietPlan } from './plan';

/** What the quiet hour needs. */
export interface QuietPorts {
  readonly stage: Stage;
  readonly clock: Clock;
  readonly carts: Readonly<Record<Side, CartClient>>;
  /** Nothing of it is left. */
  readonly soldOutSku: string;
  readonly skus: readonly string[];
  readonly newId: () => string;
  readonly objectives: readonly Objective[];
  readonly figures: Figures;
  readonly interrupted: AbortSignal;
}

interface Tally {
  browsed: number;
  carts: number;
  priceChanges: number;
  readonly orders: Record<string, number>;
}

/** Sends an hour's normal traffic, with CloudWatch's clock running ahead, and tells which alarms it set off. */
export async function runQuietHour(plan: QuietPlan, ports: QuietPorts): Promise<QuietHour> {
  const { stage, clock } = ports;
  const arrivals = quietArrivals(plan);
  const tally: Tally = { browsed: 0, carts: 0, priceChanges: 0, orders: {} };
  const from = clock.now();
  const { now: clockFrom } = await stage.cloudWatch.setSpeed(plan.speed);
  try {
    await send(arrivals, plan, ports, tally);
    await sleepUntil(clock, from + (plan.minutes * 60_000) / plan.speed);
  } finally {
    await stage.cloudWatch.setSpeed(1);
  }
  const { now: clockTo } = await stage.cloudWatch.clock();
  const changes = (await stage.cloudWatch.history()).filter(({ realAt }) => realAt >= from);
  return {
    ...tally,
    minutes: (clockTo - clockFrom) / 60_000,
    speed: plan.speed,
    realMs: clock.now() - from,
    byHour: ordersByHour(arrivals, plan.minutes),
    rang: changes.filter(isHeard).map(toStray),
    evidence: await gatherEvidence({
      ...{ objectives: ports.objectives, figures: ports.figures },
      ...{ from: clock.now() - (clockTo - clockFrom), to: clock.now() },
      regions: [stage.nameOf('first'), stage.nameOf('second')],
      alarms: await stage.cloudWatch.alarms(),
    }),
  };
}

/** Parts of composites may ring for a while: they tell nobody, and that is what they are for. */
const isHeard = ({ to, notified, name }: AlarmChange): boolean =>
  notified.length > 0 || (to === 'ALARM' && !PART_OF_BURN.test(name));

const toStray = ({ region, name, reason }: AlarmChange): Stray => ({
  region,
  alarm: name.replace(`${configuration.name}-`, ''),
  reason,
});

/** An open loop: whoever comes does not wait for those before. */
async function send(
  arrivals: readonly Arrival[],
  { speed }: QuietPlan,
  ports: QuietPorts,
  tally: Tally,
): Promise<void> {
  const { clock, interrupted } = ports;
  const from = clock.now();
  const underWay: Promise<void>[] = [];
  for (const arrival of arrivals) {
    await sleepUntil(clock, from + arrival.atMs / speed);
    if (interrupted.aborted) break;
    underWay.push(act(arrival, ports, tally));
  }
  await Promise.all(underWay);
}

async function act(arrival: Arrival, ports: QuietPorts, tally: Tally): Promise<void> {
  const { side } = arrival;
  switch (arrival.kind) {
    case 'browse':
      await ports.stage.browse(1, side);
      tally.browsed += 1;
      return;
    case 'cart':
      await fillCart(ports, side);
      tally.carts += 1;
      return;
    case 'price':
      await changePrice(ports, side);
      tally.priceChanges += 1;
      return;
    case 'order':
      return order(arrival, ports, tally);
  }
}

async function fillCart({ carts, skus, newId }: QuietPorts, side: Side): Promise<void> {
  const cartId = newId();
  await carts[side].put(cartId, skus[0] ?? '', 1);
  await carts[side].show(cartId);
}

/** An operator writes a product anew; whoever has seen the old price may be told so. */
async function changePrice({ stage, skus }: QuietPorts, side: Side): Promise<void> {
  const sku = skus.at(-1) ?? '';
  const product = { sku, name: `Product ${sku}`, price: 1_260, currency: 'GBP' };
  await stage.region(side).operator.importProducts([product]);
}

async function order(
  { how, side }: Arrival & { readonly kind: 'order' },
  { stage, soldOutSku }: QuietPorts,
  tally: Tally,
): Promise<void> {
  const card = how === 'declined' ? 'declined' : 'good';
  const [answer] = await stage.order(1, {
    side,
    card,
    ...(how === 'sold out' && { sku: soldOutSku }),
  });
  const status = answer === undefined || answer.kind === 'unreachable' ? 'none' : String(answer.status);
  tally.orders[status] = (tally.orders[status] ?? 0) + 1;
}
