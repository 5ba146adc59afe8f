import { setTimeout as delay } from 'node:timers/promises';
import { type Emulator } from '../../local/dynamodb/emulator';
import { seededRandom } from '../replaying/random';
import { withCallTiming } from './dynamodb/call-timing';
import { type AnswerCall, emulatedClient } from './dynamodb/emulated-client';
import { inProcessShop } from './dynamodb/in-process-shop';
import { type BenchTables } from './dynamodb/tables';
import { TEXTBOOK_TABLE, TextbookShop } from './dynamodb/textbook';
import { expectOrders } from './load';
import { type LanesResult, runLanes } from './lanes';
import { type Bench, type BenchTable, type Row } from './section';
import { percentilesOf } from './statistics';

const SKU = 'CONTENDED';
const PLENTY = 10_000_000;
const CONCURRENCIES = [16, 64];
const MEASURE_MS = 5_000;
const QUICK_MS = 1_500;
const LATENCY_MS = 10;

/** Waits of the textbook's checkout before it tries a cancelled transaction again: full jitter. */
const RETRY = { attempts: 12, baseMs: 20, capMs: 1_000 };

/** How DynamoDB answers in a part of the comparison. */
interface Setting {
  readonly name: string;
  readonly answer: AnswerCall;
  /** Calls answered so far. */
  readonly calls: () => number;
}

/** One way to buy the contended product. */
interface Design {
  readonly name: string;
  /** Null when it was bought, else why not. */
  readonly buy: (turn: number) => Promise<string | null>;
  /** Transactions that were cancelled so far. */
  readonly cancelled: () => number;
}

/** Both designs while everybody buys one product: as the emulator runs them, and with DynamoDB's conflicts. */
export async function contention(bench: Bench, tables: BenchTables, emulator: Emulator): Promise<BenchTable> {
  const settings: readonly Setting[] = [
    counting('emulator', (call) => emulator.forward(call)),
    counting('conflicts', withCallTiming(emulator, LATENCY_MS)),
  ];
  await prepare(bench, tables, emulator);
  const rows: Row[] = [];
  for (const setting of settings)
    for (const concurrency of CONCURRENCIES)
      for (const design of designs(bench, tables, setting, concurrency))
        rows.push(await measureDesign(bench, design, setting, concurrency));
  return {
    name: 'contention',
    title: 'Everybody buys one product: Holdfast’s domain and the textbook in this process, on one emulator',
    columns: [
      { name: 'orders', unit: '1/s', better: 'higher' },
      { name: 'p50', unit: 'ms', better: 'lower' },
      { name: 'p99', unit: 'ms', better: 'lower' },
      { name: 'calls', unit: '/order', better: 'lower' },
      { name: 'cancelled', unit: '/order', better: 'lower' },
      { name: 'given up', unit: '', better: 'lower' },
    ],
    rows,
    notes: [
      '"emulator": calls take no time and transactions run one after another; none is ever cancelled.',
      `"conflicts": a model, no measurement of AWS: every call lasts ${LATENCY_MS} ms, and a transaction that meets`,
      'an item of another one under way is cancelled, as on DynamoDB. The textbook then tries again,',
      `up to ${RETRY.attempts} times after a random wait of up to ${RETRY.baseMs} ms, doubling to ${RETRY.capMs} ms.`,
    ],
  };
}

function counting(name: string, answer: AnswerCall): Setting {
  let calls = 0;
  return { name, answer: (call) => ((calls += 1), answer(call)), calls: () => calls };
}

async function prepare({ seed }: Bench, tables: BenchTables, emulator: Emulator): Promise<void> {
  const answer: AnswerCall = (call) => emulator.forward(call);
  const shop = inProcessShop({ tables, answer, seed });
  await shop.sell([SKU], PLENTY);
  await shop.clearJournals();
  await textbookOn(answer).stock(SKU, PLENTY);
}

function designs(
  bench: Bench,
  tables: BenchTables,
  setting: Setting,
  concurrency: number,
): readonly Design[] {
  const run = `${setting.name}-${concurrency}`;
  return [ownDesign(bench, tables, setting, run), textbookDesign(bench, setting, run)];
}

function ownDesign({ seed }: Bench, tables: BenchTables, { answer }: Setting, run: string): Design {
  const shops = [0, 1].map((region) => inProcessShop({ tables, answer, seed: seed + region, region }));
  return {
    name: 'Holdfast',
    buy: async (turn) => {
      await shops[turn % shops.length]?.buy(`contended-${run}-${turn}`, [SKU]);
      return null;
    },
    cancelled: () => 0,
  };
}

function textbookDesign({ seed }: Bench, { answer }: Setting, run: string): Design {
  const shop = textbookOn(answer);
  const random = seededRandom(seed);
  let cancelled = 0;
  const buy = async (turn: number) => {
    for (let attempt = 0; attempt < RETRY.attempts; attempt++) {
      const orderId = `contended-${run}-${turn}`;
      if ((await shop.order(orderId, [SKU])) === 'placed') return shop.markPaid(orderId).then(() => null);
      cancelled += 1;
      await delay(random() * Math.min(RETRY.capMs, RETRY.baseMs * 2 ** attempt));
    }
    return `cancelled ${RETRY.attempts} times`;
  };
  return { name: 'textbook', buy, cancelled: () => cancelled };
}

const textbookOn = (answer: AnswerCall): TextbookShop =>
  new TextbookShop(emulatedClient('us-east-1', answer), TEXTBOOK_TABLE.name);

async function measureDesign(
  { quick, say, world }: Bench,
  { name, buy, cancelled }: Design,
  setting: Setting,
  concurrency: number,
): Promise<Row> {
  const title = `${setting.name}, ${concurrency} at a time, ${name}`;
  say(`${title} …`);
  const before = setting.calls();
  const result = await runLanes({
    concurrency,
    until: { milliseconds: quick ? QUICK_MS : MEASURE_MS },
    once: buy,
    interrupted: world.interrupted,
  });
  expectOrders(result);
  return contentionRow(title, result, { calls: setting.calls() - before, cancelled: cancelled() });
}

function contentionRow(
  name: string,
  result: LanesResult,
  { calls, cancelled }: { readonly calls: number; readonly cancelled: number },
): Row {
  const { seconds, latenciesMs, failures } = result;
  const { p50, p99 } = percentilesOf(latenciesMs);
  const orders = latenciesMs.length;
  return { name, values: [orders / seconds, p50, p99, calls / orders, cancelled / orders, failures.count] };
}
