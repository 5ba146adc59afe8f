import configuration from '../../holdfast.config.json';
import { createTransport } from '../client/http';
import { type Clock } from '../drill/clock';
import { drain } from '../drill/drain';
import { connectDrill, type DrillShop } from '../drill/shop';
import { type Sample, watch } from '../drill/watch';
import { closedAt } from '../drill/windows';
import { bufferedOrderCost } from './buffered-order';
import { runLanes } from './lanes';
import { oneLineOrders } from './orders';
import { createSender } from './post';
import { type Bench, BenchFailed, type BenchTable, type Row, type Section } from './section';
import { type BenchShop, expectAnswer, sell, settle, skusOf } from './shop';
import { withShop } from './with-shop';

const ORDERS = 300;
const QUICK_ORDERS = 60;
const SHOPPERS = 16;
const SKUS = 100;
const PLENTY = 1_000_000;
/** Far more than it takes at ten orders a second. */
const LIMIT_MS = 180_000;

/** What an outage of the payment provider leaves behind, and what it costs. */
export const outage: Section = {
  name: 'outage',
  about: 'orders drained a second after a payment outage, and what putting one off costs',
  run: async (bench) => [await drained(bench), await bufferedOrderCost(bench)],
};

const COLUMNS: BenchTable['columns'] = [
  { name: 'put off', unit: '' },
  { name: 'to put off', unit: '1/s', better: 'higher' },
  { name: 'to close', unit: 's' },
  { name: 'drained', unit: '1/s', better: 'higher' },
  { name: 'allowed', unit: '1/s' },
];

async function drained(bench: Bench): Promise<BenchTable> {
  const { world, portBase } = bench;
  const rows = await withShop(bench, async (shop) => {
    const transport = createTransport();
    const drill = connectDrill(portBase, transport, world.now);
    try {
      const skus = skusOf(SKUS, 'OUTAGE');
      await sell(shop, skus, PLENTY);
      return [await drainRow(bench, shop, drill, skus, 1), await drainRow(bench, shop, drill, skus, 2)];
    } finally {
      drill.close();
      transport.close();
    }
  });
  return {
    name: 'outage-drain',
    title: 'Orders that an outage of the payment provider put off, once it is over',
    columns: COLUMNS,
    rows,
    notes: [
      '"to put off": orders answered with 202 a second while the provider fails, by 16 shoppers at a time;',
      '"to close": from the provider’s return to the first closing of a circuit, which waits for its next probe;',
      '"drained": orders a second from then until nothing is owed; "allowed": payment.drainPerSecond of each Region.',
    ],
  };
}

async function drainRow(
  bench: Bench,
  shop: BenchShop,
  drill: DrillShop,
  skus: readonly string[],
  regions: 1 | 2,
): Promise<Row> {
  const name = regions === 1 ? 'one Region' : 'both Regions';
  const { world, say } = bench;
  const clock: Clock = { now: () => world.now().getTime(), sleep: world.sleep };
  say(`${name}: putting orders off …`);
  const apis = shop.apis.slice(0, regions);
  expectAnswer('putting faults', await shop.control.putFaults({ payments: { mode: 'error' } }));
  const { putOff, seconds } = await bufferOrders(
    bench,
    apis,
    oneLineOrders({ skus, seed: bench.seed, run: name }),
  );
  const watching = watch(drill, clock);
  expectAnswer('healing', await shop.control.putFaults({}));
  const healedAt = clock.now();
  say(`${name}: draining ${putOff} orders …`);
  const { at } = await drain({ shop: drill, clock, plan: PLAN, visits: [] });
  await watching.stop();
  await settle(shop);
  if (at === null) throw new BenchFailed(`not all of ${putOff} orders were drained in ${LIMIT_MS / 1_000} s`);
  const closed = firstClosing(watching.samples, drill, healedAt);
  const allowed = regions * configuration.payment.drainPerSecond;
  return {
    name,
    values: [
      putOff,
      putOff / seconds,
      (closed - healedAt) / 1_000,
      putOff / ((at - closed) / 1_000),
      allowed,
    ],
  };
}

/** Nothing but payments has failed, so the backlog drains by itself. */
const PLAN = {
  phases: [],
  rate: 1,
  seed: 1,
  warmUp: 0,
  duplicateRate: 0,
  crashRate: 0,
  lostRegion: null,
  drainLimitMs: LIMIT_MS,
};

function firstClosing(samples: readonly Sample[], { regions }: DrillShop, since: number): number {
  const opened = regions.filter(({ name }) => samples.some(({ circuits }) => circuits[name] === 'open'));
  const closings = opened.map(({ name }) => closedAt(samples, name, since) ?? Infinity);
  const first = Math.min(...closings);
  if (Number.isFinite(first)) return first;
  throw new BenchFailed('no circuit was seen to open and to close: there was no outage to measure');
}

/** Sends orders until so many were put off; the first ones, which open the circuit, among them. */
async function bufferOrders(
  { quick, world }: Bench,
  apis: readonly URL[],
  nextOrder: ReturnType<typeof oneLineOrders>,
): Promise<{ putOff: number; seconds: number }> {
  const senders = apis.map((api) => createSender(api, SHOPPERS));
  const once = async (turn: number) => {
    const { idempotencyKey, body } = nextOrder();
    const answer = await senders[turn % senders.length]?.post(idempotencyKey, body);
    return answer?.status === 202 ? null : `${answer?.status} ${answer?.body}`;
  };
  const turns = quick ? QUICK_ORDERS : ORDERS;
  try {
    const until = { milliseconds: LIMIT_MS, turns };
    const lanes = { concurrency: SHOPPERS, until, once, interrupted: world.interrupted };
    const { latenciesMs, seconds, failures } = await runLanes(lanes);
    if (failures.count > 0) throw new BenchFailed(`an order was not put off: ${failures.first}`);
    return { putOff: latenciesMs.length, seconds };
  } finally {
    senders.forEach((sender) => sender.close());
  }
}
