import { type Answer } from '../../../client/answers';
import { type Order } from '../../../client/shapes';
import { type Scenario } from '../scenario';
import { type Stage } from '../stage';

/** Audits and reconciliations that run meanwhile ask the provider in vain, and log that. */
const AUDITS_FAIL = ['error-logs'];
const PROVIDER_FAILS = { payments: { mode: 'error' } };

/** Orders whose payment finds no provider, among others that are paid; the provider is back after `meanwhile`. */
async function someUnpaid(
  stage: Stage,
  unpaid: number,
  paid: number,
  meanwhile: (waiting: readonly Answer<Order>[]) => Promise<void> = async () => undefined,
): Promise<void> {
  await stage.order(paid);
  await stage.faults(PROVIDER_FAILS);
  await meanwhile(await stage.order(unpaid));
  await stage.heal();
}

const HOUR = 3_600;
/** Beyond `holdHours`, after which an order that nobody paid for is given up. */
const HELD_SECONDS = 25 * HOUR;
/** Beyond `freshnessSeconds`. */
const STALE_MS = 11 * 60_000;

/**
 * Lets sweeps find that an order waits for its payment for too long: as many looks as are wanted. The provider stays away
 * meanwhile: a worker would have the order paid before they look.
 */
const findStale = (stage: Stage, looks: number): Promise<void> =>
  someUnpaid(stage, 1, 20, async ([waiting]) => {
    if (waiting?.kind !== 'answered') return;
    await stage.aws('first').backdate(waiting.body.orderId, STALE_MS);
    await sweepOften(stage, looks);
  });

/** Sees to it that orders wait for their payment, and has a sweep give each up, whose event is from the day after. */
async function giveUp(stage: Stage, count: number): Promise<void> {
  for (let order = 0; order < count; order++) {
    await someUnpaid(stage, 1, 20);
    await stage.runScheduled('sweep-orders', 'first', HELD_SECONDS);
  }
}

const sweepOften = (stage: Stage, count: number): Promise<void> =>
  stage.times(count, async () => void (await stage.runScheduled('sweep-orders')));

/** Nothing waits any more. */
const settle = async (stage: Stage): Promise<void> => void (await stage.control.settle());

/** What is about the payment provider, and about orders that wait for it. */
export const PAYMENT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'payment-outage',
    what: 'the payment provider answers 500 to everything, under orders',
    means: 'fault',
    fires: ['payments-down'],
    suppressed: ['payment-success-fast-burn'],
    alongside: [
      ...AUDITS_FAIL,
      'order-freshness-fast-burn',
      'order-success-fast-burn',
      'checkout-latency-fast-burn',
    ],
    within: 12,
    prepare: (stage) => stage.faults(PROVIDER_FAILS),
    minute: async (stage) => void (await stage.order(6)),
    heal: settle,
  },
  {
    name: 'payments-falter',
    what: 'two orders in twelve find no provider; the circuit stays closed',
    means: 'fault',
    fires: ['payment-success-fast-burn'],
    alongside: AUDITS_FAIL,
    within: 12,
    minute: (stage) => someUnpaid(stage, 2, 10),
    heal: settle,
  },
  {
    name: 'payments-falter-slowly',
    what: 'one order in 25 finds no provider, and so one call in fifty',
    means: 'fault',
    fires: ['payment-success-slow-burn'],
    alongside: AUDITS_FAIL,
    within: 12,
    minute: (stage) => someUnpaid(stage, 1, 24),
    heal: settle,
  },
  {
    name: 'orders-wait',
    what: 'an order a minute waits for its payment, and is written down as 11 minutes old',
    means: 'cause',
    fires: ['order-freshness-fast-burn'],
    alongside: [...AUDITS_FAIL, 'payment-success-slow-burn', 'payment-success-fast-burn'],
    within: 15,
    minute: (stage) => findStale(stage, 1),
    heal: settle,
  },
  {
    name: 'orders-given-up',
    what: 'an order a minute waits for its payment until its stock is given back; a sweep comes 25 hours later by its event',
    means: 'cause',
    fires: ['order-success-fast-burn'],
    alongside: [
      ...AUDITS_FAIL,
      'order-freshness-fast-burn',
      'payment-success-slow-burn',
      'payment-success-fast-burn',
    ],
    within: 15,
    minute: (stage) => giveUp(stage, 1),
  },
  {
    name: 'orders-wait-now-and-then',
    what: 'one sweep in thirty finds an order that waits for its payment for too long',
    means: 'cause',
    fires: ['order-freshness-slow-burn'],
    alongside: [
      ...AUDITS_FAIL,
      'order-freshness-fast-burn',
      'payment-success-slow-burn',
      'payment-success-fast-burn',
    ],
    // The window of three days is looked at once an hour.
    within: 70,
    minute: async (stage, minute) => {
      const share = minute === 0 ? 1 : 0.2;
      await sweepOften(stage, 300 * share);
      await findStale(stage, Math.floor(14 * share));
    },
    heal: settle,
  },
  {
    name: 'cards-declined',
    what: 'the provider declines every card',
    means: 'cause',
    fires: ['declines-high'],
    within: 8,
    minute: async (stage) => void (await stage.order(6, { card: 'declined' })),
    heal: async (stage) => void (await stage.order(3)),
  },
  {
    name: 'orders-given-up-now-and-then',
    what: 'two orders in a hundred are given up unpaid',
    means: 'cause',
    fires: ['order-success-slow-burn'],
    alongside: [
      ...AUDITS_FAIL,
      'payment-success-slow-burn',
      'order-freshness-slow-burn',
      'order-freshness-fast-burn',
    ],
    within: 3,
    minute: async (stage) => {
      await stage.order(110);
      await giveUp(stage, 3);
    },
  },
];
