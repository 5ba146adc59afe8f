import { createControl } from '../client/control';
import { type HttpTransport } from '../client/http';
import { createOperator, type OperatorClient } from '../client/operator';
import { forEachConcurrently } from '../client/pool';
import { DEFAULT_RETRY } from '../client/retry';
import { createShopper, type ShopperClient } from '../client/shopper';
import { createSigner } from '../client/sign';
import { EXIT, type ExitCode } from '../exit-codes';
import { fileSize, writeAtomically } from '../files';
import { Probe } from '../history/probe';
import { createProgress, type ProgressDisplay } from '../progress';
import { callerPath, type World } from '../world';
import { type ReplayOptions, type ReplayTarget } from './options';
import { type OrderLineRead, readOrders, type RecordedOrder } from './orders';
import { seededRandom } from './random';
import { describeReport, type ReplayReport, toReport } from './report';
import { sendOrder, type SendPorts } from './send-order';
import { Tally } from './tally';
import { verify } from './verify';

/** Replays a file of orders as the options say, and reports on the world's terminal. */
export async function replayOrders(
  options: ReplayOptions,
  world: World,
  transport: HttpTransport,
): Promise<ExitCode> {
  const fail = (message: string) => (world.terminal.err(`replay: ${message}`), EXIT.failed);
  const path = callerPath(world, options.file);
  const size = await fileSize(path);
  if (size.kind === 'unreadable') return fail(size.message);
  const shop = connect(options, world, transport);
  const unreachable = await shopIsThere(shop.shoppers);
  if (unreachable !== null) return fail(`no shop answers (${unreachable}); start one with npm start`);
  const report = await replay(path, size.bytes, options, world, shop);
  describeReport(report).forEach((line) => world.terminal.out(line));
  if (options.json !== null) {
    await writeAtomically(callerPath(world, options.json), `${JSON.stringify(report, null, 2)}\n`);
  }
  return report.ok ? EXIT.fine : EXIT.flawed;
}

type AtLeastOne<T> = readonly [T, ...T[]];

/** The clients of one run. */
interface Shop {
  readonly shoppers: AtLeastOne<ShopperClient>;
  readonly operators: AtLeastOne<OperatorClient>;
  readonly control: ReturnType<typeof createControl> | null;
  /** Makes the reads that a history needs; null when none is recorded. */
  readonly probe: Probe | null;
}

function connect(
  { targets, control, history }: ReplayOptions,
  { now, sleep, random }: World,
  transport: HttpTransport,
): Shop {
  const operator = ({ url, region, credentials }: ReplayTarget) =>
    createOperator({ url, transport, now, sign: createSigner(region, credentials) });
  const shoppers = targets.map(({ url }) => createShopper({ url, transport, now }));
  const operators = targets.map(operator);
  const probe = history === null ? null : new Probe({ shoppers, operators, sleep, random });
  return {
    shoppers: atLeastOne(shoppers.map((shopper) => probe?.watch(shopper) ?? shopper)),
    operators: atLeastOne(operators),
    control: control === null ? null : createControl({ url: control, transport, now }),
    probe,
  };
}

function atLeastOne<T>([first, ...rest]: readonly T[]): AtLeastOne<T> {
  if (first === undefined) throw new RangeError('options without a target');
  return [first, ...rest];
}

/** Null when at least one region answers; with one region lost the show goes on, as for shoppers. */
async function shopIsThere(shoppers: readonly ShopperClient[]): Promise<string | null> {
  const answers = await Promise.all(shoppers.map((shopper) => shopper.health()));
  const reasons = answers.flatMap((answer) => (answer.kind === 'unreachable' ? [answer.message] : []));
  return reasons.length < answers.length ? null : reasons.join('; ');
}

async function replay(
  path: string,
  bytes: number,
  options: ReplayOptions,
  world: World,
  shop: Shop,
): Promise<ReplayReport> {
  const { seed, targets } = options;
  const run = options.run ?? newRunId(world);
  const retry = { sleep: world.sleep, random: seededRandom(seed), policy: DEFAULT_RETRY };
  const startedAt = world.now().getTime();
  const sending = { shoppers: shop.shoppers, now: world.now, run, ...retry };
  const tally = await sendAll(path, bytes, options, world, sending);
  const seconds = (world.now().getTime() - startedAt) / 1000;
  const interrupted = world.interrupted.aborted;
  world.terminal.err('Settling and auditing …');
  const verification = await verify(tally.accepted, shop.control, { operators: shop.operators, ...retry });
  await shop.probe?.readBack();
  const regions = targets.map(({ region }) => region);
  return toReport(tally, verification, { run, seed, regions, interrupted, seconds });
}

/** A run id that tells when, and differs from that of a run in the same second. */
function newRunId({ now, random }: World): string {
  const time = now()
    .toISOString()
    .replace(/[-:]|\..*$/g, '');
  return `${time}-${Math.floor(random() * 36 ** 4)
    .toString(36)
    .padStart(4, '0')}`;
}

async function sendAll(
  path: string,
  bytes: number,
  { concurrency, orders }: ReplayOptions,
  world: World,
  ports: SendPorts,
): Promise<Tally> {
  const tally = new Tally();
  const display = createProgress(world.terminal);
  const chosen = chooseOrders(readOrders(path), orders ?? Infinity, world.interrupted, (line, why) => {
    tally.badLines.push({ line, why });
    display.note(`line ${line}: ${why}`);
  });
  await forEachConcurrently(chosen, concurrency, async ({ order, bytesRead }, turn) => {
    tally.add(await sendOrder(order, turn, ports));
    show(
      display,
      tally,
      orders === null ? { done: bytesRead, total: bytes } : { done: tally.sent, total: orders },
    );
  });
  display.finish();
  return tally;
}

function show(display: ProgressDisplay, tally: Tally, extent: { done: number; total: number }): void {
  const text = `${tally.sent} sent, ${tally.accepted.length} accepted, ${tally.outOfStock} out of stock`;
  display.show({ ...extent, text });
}

/** The orders to send: good lines, as many as asked for, until somebody presses Ctrl-C. */
async function* chooseOrders(
  lines: AsyncIterable<OrderLineRead>,
  most: number,
  interrupted: AbortSignal,
  onBad: (line: number, why: string) => void,
): AsyncGenerator<{ order: RecordedOrder; bytesRead: number }, void, undefined> {
  let chosen = 0;
  for await (const read of lines) {
    if (interrupted.aborted) return;
    if (read.kind === 'bad') onBad(read.line, read.why);
    else yield read;
    chosen += read.kind === 'order' ? 1 : 0;
    if (chosen >= most) return;
  }
}
