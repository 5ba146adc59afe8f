import { type Scenario } from '../scenario';
import { type Stage } from '../stage';

const PROVIDER_FAILS = { payments: { mode: 'error' } };

/** Orders whose payment finds no provider, among others that are paid. */
async function someUnpaid(stage: Stage, unpaid: number, paid: number): Promise<void> {
  await stage.order(paid);
  await stage.faults(PROVIDER_FAILS);
  await stage.order(unpaid);
  await stage.heal();
}

const HOUR = 3_600;
/** Beyond `holdHours`, after which an order that nobody paid for is given up. */
const HELD_SECONDS = 25 * HOUR;
/** Beyond `freshnessSeconds`. */
const STALE_SECONDS = 11 * 60;

/** Sees to it that orders wait for their payment, and lets a sweep find each that long afterwards. */
async function leaveWaiting(stage: Stage, count: number, aheadSeconds: number): Promise<void> {
  for (let order = 0; order < count; order++) {
    await someUnpaid(stage, 1, 20);
    await stage.runScheduled('sweep-orders', 'first', aheadSeconds);
  }
}

const sweepOften = (stage: Stage, count: number): Promise<void> =>
  stage.times(count, async () => void (await stage.runScheduled('sweep-orders')));

/** What is about the payment provider, and about orders that wait for it. */
export const PAYMENT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'payment-outage',
    what: 'the payment provider answers 500 to everything, under orders',
    means: 'fault',
    fires: ['payments-down'],
    suppressed: ['payment-success-fast-burn'],
    alongside: ['order-freshness-fast-burn', 'order-success-fast-burn', 'checkout-latency-fast-burn'],
    within: 12,
    prepare: (stage) => stage.faults(PROVIDER_FAILS),
    minute: async (stage) => void (await stage.order(6)),
  },
  {
    name: 'payments-falter',
    what: 'one payment in ten fails; the circuit stays closed',
    means: 'fault',
    fires: ['payment-success-fast-burn'],
    within: 12,
    minute: (stage) => someUnpaid(stage, 2, 16),
  },
  {
    name: 'payments-falter-slowly',
    what: 'one payment in fifty fails',
    means: 'fault',
    fires: ['payment-success-slow-burn'],
    within: 12,
    minute: (stage) => someUnpaid(stage, 1, 50),
  },
  {
    name: 'orders-wait',
    what: 'an order a minute waits for its payment; sweeps with a time that is moved on find it 11 minutes old',
    means: 'cause',
    fires: ['order-freshness-fast-burn'],
    alongside: ['payment-success-slow-burn', 'payment-success-fast-burn'],
    within: 15,
    minute: (stage) => leaveWaiting(stage, 1, STALE_SECONDS),
  },
  {
    name: 'orders-given-up',
    what: 'an order a minute waits for its payment until its stock is given back; a sweep comes 25 hours later by its event',
    means: 'cause',
    fires: ['order-success-fast-burn'],
    alongside: ['order-freshness-fast-burn', 'payment-success-slow-burn', 'payment-success-fast-burn'],
    within: 15,
    minute: (stage) => leaveWaiting(stage, 1, HELD_SECONDS),
  },
  {
    name: 'orders-wait-now-and-then',
    what: 'four sweeps of a hundred find an order that waits for its payment for too long',
    means: 'cause',
    fires: ['order-freshness-slow-burn'],
    alongside: ['payment-success-slow-burn', 'payment-success-fast-burn'],
    within: 3,
    minute: async (stage) => {
      await sweepOften(stage, 100);
      await leaveWaiting(stage, 4, STALE_SECONDS);
    },
  },
  {
    name: 'orders-given-up-now-and-then',
    what: 'two orders in a hundred are given up unpaid',
    means: 'cause',
    fires: ['order-success-slow-burn'],
    alongside: ['payment-success-slow-burn', 'order-freshness-slow-burn', 'order-freshness-fast-burn'],
    within: 3,
    minute: async (stage) => {
      await stage.order(110);
      await leaveWaiting(stage, 3, HELD_SECONDS);
    },
  },
];
