import { type RegionPhase, type RegionPlan } from '../../../../tools/drill/regions/plan';
import { type RegionRecord, type RegionRun, type SkuStock } from '../../../../tools/drill/regions/record';
import { type RequestSeen } from '../../../../tools/drill/regions/requests';
import { type Trip } from '../../../../tools/drill/regions/trip';
import { CLEAN_AUDIT } from '../../support/fake-shop-routes';
import { chargeOf, EAST, mailOf, shownAs, START, visitOf, WEST } from '../samples';

const CALM = { status: 'up', hanging: 0, move: null, until: null, milliseconds: 10_000 } as const;

/** Ten seconds each: all is well, us-east-1 is gone, it is back. */
const PHASES: readonly RegionPhase[] = [
  { ...CALM, name: 'normal', part: 'before' },
  { ...CALM, name: `${EAST} lost`, part: 'gone', milliseconds: 20_000, status: 'down' },
  { ...CALM, name: 'back', part: 'return' },
];

export const REGION_PLAN: RegionPlan = {
  drill: 'region-loss',
  region: EAST,
  phases: PHASES,
  shoppers: 2,
  seed: 1,
  warmUp: 0,
  lagMs: 500,
  thinkMs: 0,
};

/** When us-east-1 is gone, and when it is back, in ms since the epoch. */
export const GONE_AT = START + 10_000;
export const BACK_AT = START + 30_000;

const RUNS: readonly RegionRun[] = [
  { phase: PHASES[0] as RegionPhase, from: START, begunAt: START, to: GONE_AT },
  { phase: PHASES[1] as RegionPhase, from: GONE_AT, begunAt: GONE_AT, to: BACK_AT },
  { phase: PHASES[2] as RegionPhase, from: BACK_AT, begunAt: BACK_AT, to: BACK_AT + 10_000 },
];

/** A request that left so many ms after the start and was answered with 200 by us-west-2 after 20 ms. */
export const requestAt = (afterMs: number, changes: Partial<RequestSeen> = {}): RequestSeen => ({
  shopper: 0,
  doing: 'browse',
  method: 'GET',
  at: START + afterMs,
  ms: 20,
  status: 200,
  region: WEST,
  ...changes,
});

/** A trip to an order of this id: one unit of A. */
export function tripTo(orderId: string, changes: Partial<Trip> = {}): Trip {
  const visit = visitOf(orderId);
  return {
    errand: { key: visit.key, email: visit.email, card: 'good', sku: 'A', quantity: 1 },
    carts: ['kept'],
    visit,
    lookedUp: { orderId, status: 200 },
    ...changes,
  };
}

/** One of ten units is sold. */
export const stockOf = (changes: Partial<SkuStock> = {}): SkuStock => ({
  sku: 'A',
  offered: 10,
  received: 10,
  available: 9,
  held: 0,
  sold: 1,
  ...changes,
});

/** A drill in which us-east-1 was lost for 20 s, one order was placed, and every promise was kept. */
export const regionRecord = (changes: Partial<RegionRecord> = {}): RegionRecord => ({
  plan: REGION_PLAN,
  regions: [EAST, WEST],
  runs: RUNS,
  requests: [
    requestAt(1_000, { region: EAST }),
    requestAt(12_000, { status: 502, region: 'edge' }),
    requestAt(13_000, { status: null, region: null, doing: 'checkout', method: 'POST' }),
    requestAt(14_000, { doing: 'checkout', method: 'POST', status: 201 }),
    requestAt(20_000),
    requestAt(31_000),
    requestAt(41_000, { region: EAST }),
  ],
  trips: [tripTo('a')],
  checkoutsCaught: 1,
  leftBehind: [{ orderId: 'a', shown: { kind: 'order', status: 'confirmed' } }],
  drained: { at: START, owed: [], depth: { visible: 0, inFlight: 0, delayed: 0 }, movedOn: null },
  again: [{ key: 'key-of-a', orderId: 'a', again: { kind: 'order', orderId: 'a' } }],
  stock: [stockOf()],
  shown: shownAs(['a', 'confirmed']),
  charges: [chargeOf('a')],
  mails: [mailOf('a', 'order-confirmed')],
  crashes: [],
  audit: { kind: 'done', audit: CLEAN_AUDIT },
  deadLetters: [],
  ...changes,
});
