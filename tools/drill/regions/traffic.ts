import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createCarts } from '../../client/carts';
import { type HttpTransport } from '../../client/http';
import { createShopper } from '../../client/shopper';
import { type Probe } from '../../history/probe';
import { seededRandom } from '../../replaying/random';
import { type Clock } from '../clock';
import { type Errand } from '../shopper';
import { Gate } from './gate';
import { type RegionPlan } from './plan';
import { type RequestSeen, seen } from './requests';
import { makeTrip, type Trip } from './trip';

/** Where shoppers come in, and how. */
export interface Entrance {
  /** The edge. */
  readonly url: URL;
  readonly transport: HttpTransport;
  readonly now: () => Date;
  /** Sees the orders where a history is recorded. */
  readonly probe: Probe | null;
}

export interface TrafficPorts {
  readonly entrance: Entrance;
  readonly clock: Clock;
  readonly nextErrand: () => Errand;
  readonly interrupted: AbortSignal;
}

/** Shoppers who come and go until they are told to stop. */
export interface Traffic {
  readonly requests: readonly RequestSeen[];
  readonly trips: readonly Trip[];
  /** Holds all requests back while it is closed. */
  readonly gate: Gate;
  /** Checkouts that wait for their answer. */
  checkoutsUnderWay(): number;
  /** Resolves when the next checkout has just left for a Region: the one that had the shopper's cart. */
  nextCheckout(region: string): Promise<unknown>;
  /** Lets every shopper end the present trip. */
  stop(): Promise<void>;
}

/** Sends shoppers in; each comes back as soon as an order is placed, with a new cart and a new errand. */
export function startTraffic(plan: RegionPlan, ports: TrafficPorts): Traffic {
  const requests: RequestSeen[] = [];
  const trips: Trip[] = [];
  const gate = new Gate();
  const leaving = new EventEmitter();
  let underWay = 0;
  let stopped = false;
  const enter = async (shopper: number): Promise<void> => {
    const { entrance, clock, nextErrand } = ports;
    const random = seededRandom(plan.seed + 1_000 + shopper);
    let home: string | null = null;
    const way = seen(entrance.transport, {
      shopper,
      id: `drill-${plan.seed}-${shopper}`,
      clock,
      gate,
      onLeave: (doing) => {
        if (doing !== 'checkout') return;
        underWay += 1;
        if (home !== null) leaving.emit(home);
      },
      onSeen: (request) => {
        underWay -= request.doing === 'checkout' ? 1 : 0;
        // What changes something is never answered by another Region in its stead.
        if (request.method !== 'GET') home = request.region;
        requests.push(request);
      },
    });
    const clients = clientsOf(entrance, way);
    await clock.sleep(random() * plan.thinkMs * STEPS);
    while (!stopped && !ports.interrupted.aborted) {
      const errand = nextErrand();
      const answeredBy = () => way.last()?.region ?? null;
      const trip = { clock, random, answeredBy, cartId: cartIdOf(errand.key), thinkMs: plan.thinkMs };
      trips.push(await makeTrip(errand, { ...clients, ...trip }));
      await clock.sleep(random() * plan.thinkMs);
    }
  };
  const all = Promise.all(Array.from({ length: plan.shoppers }, (_, shopper) => enter(shopper)));
  // A rejection is met by whoever stops the traffic; until then it must not end the process.
  all.catch(() => (stopped = true));
  return {
    requests,
    trips,
    gate,
    checkoutsUnderWay: () => underWay,
    nextCheckout: (region) => once(leaving, region),
    stop: async () => {
      stopped = true;
      await all;
    },
  };
}

/** Requests of a trip: shoppers begin spread over its length. */
const STEPS = 5;

function clientsOf({ url, now, probe }: Entrance, transport: HttpTransport) {
  const shopper = createShopper({ url, transport, now });
  return { shopper: probe?.watch(shopper) ?? shopper, carts: createCarts({ url, transport, now }) };
}

/** A UUID that no other trip has, and the same trip always has. */
function cartIdOf(trip: string): string {
  const hex = createHash('sha256').update(trip).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
