import { FULLY_IN } from '../../../lambdas/domain/routing/routing';
import { type RegionPlace, type RoutingStoreAddress } from './addresses';
import { describeSamples, SAMPLES, sampleEdge } from './edge-samples';
import { type HealthSeen } from './look';
import { type RegionShop } from './shop';
import { type Progress, type Steps } from './steps';

/** What everybody is to make of a Region once its switch is written. */
export interface Wanted {
  readonly place: RegionPlace;
  readonly in: boolean;
  readonly weight: number;
}

/** The Shop table replicates within a second or so, and /health reads it at each call. */
const HEALTH_WAIT = { limitMs: 60_000, everyMs: 500 };
/** The other Region's probe takes up to 11 s, and CloudFront some seconds to tell all of its places. */
const ROUTING_WAIT = { limitMs: 90_000, everyMs: 1_000 };
const EDGE_WAIT = { limitMs: 60_000, everyMs: 2_000 };

/** Watches a switch take effect: at the Region itself, in the edge's routing, and for shoppers at the edge. */
export async function follow(shop: RegionShop, steps: Steps, wanted: Wanted): Promise<void> {
  const { edge, routingStore } = shop.addresses;
  await steps.wait('health', HEALTH_WAIT, () => healthProgress(shop, wanted));
  if (routingStore !== null && !shop.world.interrupted.aborted)
    await steps.wait('routing', ROUTING_WAIT, () => routingProgress(shop, routingStore, wanted));
  if (edge !== null && !shop.world.interrupted.aborted)
    await steps.wait('edge', EDGE_WAIT, edgeProgress(shop, edge, wanted));
}

async function healthProgress(shop: RegionShop, wanted: Wanted): Promise<Progress> {
  const { region } = wanted.place;
  const { health } = await shop.lookAt(wanted.place);
  if (health.kind === 'silent') {
    // A Region that is gone takes no shoppers either.
    return { reached: !wanted.in, detail: `${region} gives no health: ${health.why}` };
  }
  const { httpStatus, status, weight } = health;
  const detail = `${region} says of itself: ${httpStatus} ${status}, weight ${weight}`;
  return { reached: saysSo(health, wanted), detail };
}

function saysSo({ httpStatus, weight }: HealthSeen & { kind: 'answered' }, wanted: Wanted): boolean {
  return wanted.in ? httpStatus === 200 && weight === wanted.weight : httpStatus === 503;
}

async function routingProgress(
  { ports }: RegionShop,
  store: RoutingStoreAddress,
  { place, in: isWanted, weight: share }: Wanted,
): Promise<Progress> {
  const reply = await ports.readRouting(store, place.region);
  if (reply.kind === 'failed') return { reached: false, detail: reply.message };
  const { in: isIn, weight } = reply.value ?? FULLY_IN;
  const detail = `the edge's routing has ${place.region} ${isIn ? `in, weight ${weight}` : 'out'}`;
  return { reached: isIn === isWanted && (!isIn || weight === share), detail };
}

/**
 * A Region that is out serves nobody of one round. For one that comes back, all rounds count together: at a weight of
 * 10 it serves one shopper in eleven.
 */
function edgeProgress(shop: RegionShop, edge: URL, { place, in: isWanted }: Wanted): () => Promise<Progress> {
  const { ports, world, addresses } = shop;
  const others = addresses.regions.map(({ region }) => region).filter((region) => region !== place.region);
  const all: string[] = [];
  return async () => {
    const round = await sampleEdge(edge, SAMPLES, ports, world);
    all.push(...round);
    const served = isWanted ? all : round;
    const reached = isWanted ? all.includes(place.region) : round.every((by) => others.includes(by));
    return { reached, detail: `shoppers at the edge were served: ${describeSamples(served)}` };
  };
}
