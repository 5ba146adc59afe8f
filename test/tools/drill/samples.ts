import { type Charge, type Crash, type Mail } from '../../../tools/client/shapes';
import { type Phase, type Plan } from '../../../tools/drill/plan';
import { type Acknowledged } from '../../../tools/client/acknowledged';
import { type DrillRecord, type Shown, type Visit } from '../../../tools/drill/record';
import { type Sample } from '../../../tools/drill/watch';
import { CLEAN_AUDIT } from '../support/fake-shop-routes';

export const EAST = 'us-east-1';
export const WEST = 'us-west-2';

/** When the drills of these tests begin, in ms since the epoch. */
export const START = Date.parse('2026-01-01T12:00:00Z');

/** An answer that names the order of this id. */
export const kept = (orderId: string, changes: Partial<Acknowledged> = {}): Acknowledged => ({
  status: 201,
  replayed: false,
  orderId,
  orderToken: `token-of-${orderId}`,
  total: 1_250,
  currency: 'GBP',
  region: EAST,
  ...changes,
});

/** A shopper with a good card who got 201 for an order of this id. */
export function visitOf(orderId: string, changes: Partial<Visit> = {}): Visit {
  return {
    key: `key-of-${orderId}`,
    email: `${orderId}@example.com`,
    card: 'good',
    sentAt: START,
    latencyMs: 20,
    answers: [201],
    kept: kept(orderId),
    ...changes,
  };
}

/** One who got 202. */
export const bufferedVisit = (orderId: string, changes: Partial<Visit> = {}): Visit =>
  visitOf(orderId, { answers: [202], kept: kept(orderId, { status: 202 }), ...changes });

export const shownAs = (
  ...orders: readonly (readonly [string, 'confirmed' | 'cancelled' | 'payment_pending'])[]
) => new Map<string, Shown>(orders.map(([orderId, status]) => [orderId, { kind: 'order', status }]));

export const chargeOf = (orderId: string, changes: Partial<Charge> = {}): Charge => ({
  orderId,
  amount: 1_250,
  currency: 'gbp',
  status: 'succeeded',
  ...changes,
});

/** `secondsIn` after the start. */
export const at = (secondsIn: number): string => new Date(START + secondsIn * 1_000).toISOString();

export const mailOf = (orderId: string, template: string, changes: Partial<Mail> = {}): Mail => ({
  channel: 'email',
  to: `${orderId}@example.com`,
  template,
  orderId,
  body: 'Thank you.',
  at: at(10),
  ...changes,
});

export const crashOf = (functionName: string, secondsIn: number, changes: Partial<Crash> = {}): Crash => ({
  region: EAST,
  function: `holdfast-${functionName}`,
  call: 'UpdateItem',
  at: at(secondsIn),
  ...changes,
});

export const PLAN: Plan = {
  phases: [],
  rate: 10,
  seed: 1,
  warmUp: 0,
  lostRegion: null,
  duplicateRate: 0,
  crashRate: 0,
  drainLimitMs: 60_000,
};

/** A phase that lasts ten seconds. */
export const phaseOf = (name: string, payments: Phase['payments'], lost: string | null = null): Phase => ({
  name,
  payments,
  share: 1,
  lost,
  milliseconds: 10_000,
});

/** Phases of ten seconds, one after the other. */
export const runsOf = (...phases: readonly Phase[]): DrillRecord['runs'] =>
  phases.map((phase, index) => ({ phase, from: START + index * 10_000, to: START + (index + 1) * 10_000 }));

/** What was seen so many seconds after the start. */
export const sampleAt = (secondsIn: number, changes: Partial<Sample> = {}): Sample => ({
  at: START + secondsIn * 1_000,
  depth: { visible: 0, inFlight: 0, delayed: 0 },
  circuits: { [EAST]: 'closed', [WEST]: 'closed' },
  ...changes,
});

/** A drill in which nothing happened, and all is well. */
export const recordOf = (changes: Partial<DrillRecord> = {}): DrillRecord => ({
  plan: PLAN,
  regions: [EAST, WEST],
  runs: [],
  visits: [],
  samples: [],
  drained: { at: START, owed: [], depth: { visible: 0, inFlight: 0, delayed: 0 }, movedOn: null },
  shown: new Map(),
  charges: [],
  mails: [],
  crashes: [],
  audit: { kind: 'done', audit: CLEAN_AUDIT },
  deadLetters: [],
  ...changes,
});
