import { z } from 'zod';
import configuration from '../../holdfast.config.json';
import { createTransport } from '../client/http';
import { type Mail } from '../client/shapes';
import { type Clock } from '../drill/clock';
import { drain } from '../drill/drain';
import { connectDrill, type DrillShop } from '../drill/shop';
import { type Watch, watch } from '../drill/watch';
import { closedAt } from '../drill/windows';
import { bufferedOrderCost } from './buffered-order';
import { runLanes } from './lanes';
import { oneLineOrders } from './orders';
import { createSender } from './post';
import { type Bench, BenchFailed, type BenchTable, type Row, type Section } from './section';
import { type BenchShop, expectAnswer, sell, settle, skusOf } from './shop';
import { withShop } from './with-shop';

/** For each Region. */
const ORDERS = 150;
const QUICK_ORDERS = 40;
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
      const lab = { bench, shop, drill, skus };
      return [...(await drainRows(lab, 1)), ...(await drainRows(lab, 2))];
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
      '"to close": from the provider’s return to the closing of the Region’s circuit, which waits for its probe;',
      '"drained": orders confirmed a second from then to the last one; "allowed": payment.drainPerSecond.',
    ],
  };
}

/** What the drain is measured with. */
interface DrainLab {
  readonly bench: Bench;
  readonly shop: BenchShop;
  readonly drill: DrillShop;
  readonly skus: readonly string[];
}

/** One row for each Region that took orders. */
async function drainRows({ bench, shop, drill, skus }: DrainLab, regions: 1 | 2): Promise<readonly Row[]> {
  const name = regions === 1 ? 'alone' : 'together';
  const { world, say, seed } = bench;
  const clock: Clock = { now: () => world.now().getTime(), sleep: world.sleep };
  say(`${name}: putting orders off …`);
  expectAnswer('putting faults', await shop.control.putFaults({ payments: { mode: 'error' } }));
  const nextOrder = oneLineOrders({ skus, seed, run: name });
  const backlog = await bufferOrders(bench, shop.apis.slice(0, regions), nextOrder);
  const watching = watch(drill, clock);
  expectAnswer('healing', await shop.control.putFaults({}));
  const healedAt = clock.now();
  say(`${name}: draining ${backlog.putOff.length} orders …`);
  const { at } = await drain({ shop: drill, clock, plan: PLAN, visits: [], interrupted: world.interrupted });
  await watching.stop();
  if (at === null) throw new BenchFailed(`the backlog was not drained in ${LIMIT_MS / 1_000} s`);
  const told = new Map(expectAnswer('reading the mail', await shop.control.mails()).map(whenConfirmed));
  await settle(shop);
  return drill.regions
    .slice(0, regions)
    .map((region) =>
      rowOf(`${region.name} ${name}`, { ...backlog, region: region.name, told, healedAt, watching }),
    );
}

const whenConfirmed = ({ orderId, template, at }: Mail): readonly [string, number] =>
  template === 'order-confirmed' ? [orderId, Date.parse(at)] : ['', 0];

/** What was seen of one Region's backlog; times in ms since the epoch. */
interface Seen extends Backlog {
  readonly region: string;
  readonly told: ReadonlyMap<string, number>;
  readonly healedAt: number;
  readonly watching: Watch;
}

function rowOf(name: string, { region, putOff, seconds, told, healedAt, watching }: Seen): Row {
  const own = putOff.filter((order) => order.region === region);
  const last = Math.max(...own.map(({ orderId }) => told.get(orderId) ?? Infinity));
  const closed = closedAt(watching.samples, region, healedAt);
  if (closed === null || !Number.isFinite(last))
    throw new BenchFailed(
      `the circuit of ${region} was not seen closed, or an order of it was not confirmed`,
    );
  return {
    name,
    values: [
      own.length,
      own.length / seconds,
      (closed - healedAt) / 1_000,
      own.length / ((last - closed) / 1_000),
      configuration.payment.drainPerSecond,
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

/** Orders that were put off, and how long that took. */
interface Backlog {
  readonly putOff: readonly z.infer<typeof putOffAnswer>[];
  readonly seconds: number;
}

const putOffAnswer = z.object({ orderId: z.string(), region: z.string() });

/** Sends orders until so many were put off, those that open the circuit among them. */
async function bufferOrders(
  { quick, world }: Bench,
  apis: readonly URL[],
  nextOrder: ReturnType<typeof oneLineOrders>,
): Promise<Backlog> {
  const senders = apis.map((api) => createSender(api, SHOPPERS));
  const putOff: Backlog['putOff'][number][] = [];
  const once = async (turn: number) => {
    const { idempotencyKey, body } = nextOrder();
    const answer = await senders[turn % senders.length]?.post(idempotencyKey, body);
    if (answer?.status !== 202) return `${answer?.status} ${answer?.body}`;
    putOff.push(putOffAnswer.parse(JSON.parse(answer.body)));
    return null;
  };
  const until = { milliseconds: LIMIT_MS, turns: (quick ? QUICK_ORDERS : ORDERS) * apis.length };
  try {
    const lanes = { concurrency: SHOPPERS, until, once, interrupted: world.interrupted };
    const { seconds, failures } = await runLanes(lanes);
    if (failures.count > 0) throw new BenchFailed(`an order was not put off: ${failures.first}`);
    return { putOff, seconds };
  } finally {
    senders.forEach((sender) => sender.close());
  }
}
