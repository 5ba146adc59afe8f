import { type Scenario } from '../scenario';
import { type Stage } from '../stage';

const CRASHES = { lambda: { crashRate: 1, crashAfterCall: 1 } };
/** A process that was killed is started anew, while somebody waits. */
const SLOW_STARTS = ['browse-latency-fast-burn', 'checkout-latency-fast-burn', 'api-slow'];
/** Health checks fail as well, so that probes take a Region out and let it in again, and background functions fail. */
const MARKS_OF_CRASHES = ['error-logs', 'routing-changed'];

/** A shopper asks for the order that was just placed, while functions crash. */
async function lookUpInVain(stage: Stage): Promise<void> {
  const [placed] = await stage.order(1);
  if (placed?.kind !== 'answered') return;
  const { orderId, orderToken = '' } = placed.body;
  await stage.faults(CRASHES);
  await stage.times(4, async () => {
    await stage.send(`/v1/orders/${orderId}`, { headers: { authorization: `Bearer ${orderToken}` } });
  });
  await stage.heal();
}

const seeing = (stage: Stage, faults: Readonly<Record<string, unknown>>) => () => stage.faults(faults);

/** More than a sweep, two runs of the probe, and the health checks of both Regions’ probes take when no shopper is there. */
const ROOM = 12;

/** Answers that are fine, then some that are not, and no more of them than that. */
async function trickle(stage: Stage, fine: () => Promise<unknown>, bad: () => Promise<unknown>) {
  await fine();
  await seeing(stage, CRASHES)();
  await bad();
  await stage.heal();
}

/** Checkouts that API Gateway refuses: answered, and cheap. */
const refusedCheckouts = (stage: Stage, count: number) =>
  stage.times(count, async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'x' };
    await stage.send('/v1/orders', { method: 'POST', headers, body: '{}' });
  });

/** What is about answers of the API: errors and slowness. */
export const ANSWER_SCENARIOS: readonly Scenario[] = [
  {
    name: 'functions-crash',
    what: 'every function is killed after its first AWS call: shoppers get 502, and no sweep ends',
    means: 'fault',
    fires: [
      'checkout-availability-fast-burn',
      'browse-availability-fast-burn',
      'errors-high',
      'error-logs',
      'sweep-stalled',
    ],
    alongside: [...MARKS_OF_CRASHES, ...SLOW_STARTS, 'sweep-stalled', 'probes-blind', 'orders-stopped'],
    within: 15,
    prepare: (stage) => stage.faults(CRASHES),
    schedulesFail: true,
    minute: async (stage) => {
      await Promise.all([stage.order(2), stage.showCarts(3)]);
    },
  },
  {
    name: 'functions-throttled',
    what: 'twelve functions may run at a time, and more shoppers than that look at their carts: some get 500',
    means: 'fault',
    fires: ['lambda-throttles'],
    // Shoppers for whom there is room wait for a process, of which one machine has few.
    alongside: ['browse-availability-fast-burn', 'errors-high', 'browse-latency-fast-burn', 'api-slow'],
    within: 8,
    prepare: (stage) => stage.faults({ lambda: { concurrency: ROOM } }),
    minute: async (stage) => void (await Promise.all([8, 8, 8].map((carts) => stage.showCarts(carts)))),
  },
  {
    name: 'lookups-fail',
    what: 'functions crash while shoppers ask for their orders: 5xx beside the journeys of checkout and browsing',
    means: 'fault',
    fires: ['errors-high', 'error-logs'],
    alongside: MARKS_OF_CRASHES,
    within: 12,
    minute: lookUpInVain,
  },
  {
    name: 'checkouts-fail-slowly',
    what: 'four checkouts in a thousand end with 502',
    means: 'fault',
    fires: ['checkout-availability-slow-burn'],
    alongside: MARKS_OF_CRASHES,
    within: 3,
    minute: (stage) =>
      trickle(
        stage,
        () => refusedCheckouts(stage, 1_000),
        () => stage.order(4),
      ),
  },
  {
    name: 'browsing-fails-slowly',
    what: 'four looks at products and carts in a thousand end with 502',
    means: 'fault',
    fires: ['browse-availability-slow-burn'],
    alongside: MARKS_OF_CRASHES,
    within: 3,
    minute: (stage) =>
      trickle(
        stage,
        () => Promise.all([stage.browse(1_000), stage.order(1)]),
        () => stage.showCarts(4),
      ),
  },
  {
    name: 'table-is-slow',
    what: 'each call of DynamoDB takes 1.2 s',
    means: 'fault',
    fires: ['checkout-latency-fast-burn', 'browse-latency-fast-burn', 'api-slow'],
    alongside: [...MARKS_OF_CRASHES, 'probes-blind', 'store-unavailable', 'other-region-lost'],
    within: 12,
    schedulesFail: true,
    prepare: (stage) => stage.faults({ dynamodb: { latencyMs: 1_200 } }),
    // A checkout makes many calls: some in the first minutes are enough.
    minute: async (stage, minute) => {
      await Promise.all([stage.order(minute < 2 ? 2 : 0), stage.browse(3)]);
    },
  },
  {
    name: 'slow-now-and-then',
    what: 'one answer in twenty-five is slow, at the checkout and at the shelves',
    means: 'fault',
    fires: ['checkout-latency-slow-burn', 'browse-latency-slow-burn'],
    alongside: ['api-slow', 'routing-changed'],
    within: 3,
    minute: async (stage) => {
      await Promise.all([refusedCheckouts(stage, 120), stage.browse(120)]);
      await stage.faults({ dynamodb: { latencyMs: 1_200 } });
      await Promise.all([stage.order(5), stage.browse(5)]);
      await stage.heal();
    },
  },
  {
    name: 'nobody-orders',
    what: 'shoppers look at 40 products a minute, and nobody orders',
    means: 'cause',
    fires: ['orders-stopped'],
    within: 25,
    minute: (stage) => stage.browse(40),
  },
];
