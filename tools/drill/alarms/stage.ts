import { randomUUID } from 'node:crypto';
import configuration from '../../../holdfast.config.json';
import { type Answer } from '../../client/answers';
import { type HttpTransport } from '../../client/http';
import { forEachConcurrently } from '../../client/pool';
import { type Order } from '../../client/shapes';
import { type DrillRegion, type DrillShop, expectAnswer } from '../shop';
import { requestOf } from '../shopper';
import { type Card } from '../record';
import { type RegionAws } from './aws';
import { type CloudWatchControl } from './cloudwatch';
import { type Side } from './scenario';

/** What scenarios act on. */
export interface StageOptions {
  readonly shop: DrillShop;
  readonly aws: Readonly<Record<Side, RegionAws>>;
  readonly cloudWatch: CloudWatchControl;
  readonly transport: HttpTransport;
  /** The Regions' API addresses. */
  readonly apis: Readonly<Record<Side, URL>>;
  /** Where shoppers come in. */
  readonly edge: URL;
  /** Part of every key; no two drills of one shop share it. */
  readonly run: string;
  /** On sale, with plenty of stock. */
  readonly skus: readonly string[];
  /** Runs an operator's command, `region evacuate us-east-1`. */
  readonly ops: (argv: readonly string[]) => Promise<void>;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** How an order is placed. */
export interface Placing {
  readonly side?: Side;
  readonly card?: Card;
  /** @default one after the other of those on sale */
  readonly sku?: string;
}

/** Requests under way at a time: as many as a function has processes here, and a few that wait. */
const AT_ONCE = 6;
const MINUTE_SECONDS = 60;
/** A probe looks once, and is done, at an event whose time is ahead by so much. */
const AHEAD_SECONDS = 60;
const SIDES = ['first', 'second'] as const;

/** The shop, the local CloudWatch, and whatever a scenario does to them. */
export class Stage {
  private placed = 0;

  constructor(private readonly options: StageOptions) {}

  get cloudWatch(): CloudWatchControl {
    return this.options.cloudWatch;
  }

  region(side: Side): DrillRegion {
    const [first, second = first] = this.options.shop.regions;
    return side === 'first' ? first : second;
  }

  aws(side: Side): RegionAws {
    return this.options.aws[side];
  }

  /** Epoch ms. */
  now(): number {
    return this.options.now().getTime();
  }

  /** The Region's name in faults and commands. */
  nameOf = (side: Side): string => this.region(side).name;

  async faults(faults: Readonly<Record<string, unknown>>): Promise<void> {
    expectAnswer('putting faults', await this.options.shop.control.putFaults(faults));
  }

  sleep = (milliseconds: number): Promise<void> => this.options.sleep(milliseconds);

  heal = (): Promise<void> => this.faults({});

  /** Places orders of one unit each, one attempt each, and resolves with the answers. */
  async order(count: number, placing: Placing = {}): Promise<Answer<Order>[]> {
    const { side = 'first', card = 'good' } = placing;
    const { run, skus } = this.options;
    const answers: Answer<Order>[] = [];
    await this.times(count, async () => {
      const key = `drill-alarms-${run}-${++this.placed}`;
      const sku = placing.sku ?? skus[this.placed % skus.length] ?? '';
      const request = requestOf({ key, email: `${key}@example.com`, card, sku, quantity: 1 });
      answers.push(await this.region(side).shopper.placeOrder(key, request));
    });
    return answers;
  }

  /** Looks at as many products, one after the other shelf by shelf. */
  async browse(count: number, side: Side = 'first'): Promise<void> {
    const { skus } = this.options;
    const { shopper } = this.region(side);
    await this.times(count, async (index) => {
      await (index % 4 === 0
        ? shopper.products({ limit: '20' })
        : shopper.product(skus[index % skus.length] ?? ''));
    });
  }

  /** Looks at carts that nobody has filled: unlike products, a function reads each anew. */
  async showCarts(count: number, side: Side = 'first'): Promise<void> {
    await this.times(count, async () => void (await this.send(`/v1/carts/${randomUUID()}`, { side })));
  }

  /** Puts a product into a new cart, which is a write to the Shop table. */
  async fillCart(side: Side = 'first'): Promise<void> {
    const path = `/v1/carts/${randomUUID()}/items/${this.options.skus[0] ?? ''}`;
    const headers = { 'content-type': 'application/json' };
    await this.send(path, { side, method: 'PUT', headers, body: JSON.stringify({ quantity: 1 }) });
  }

  /** Sends a request as anybody may, whatever comes back. */
  async send(
    path: string,
    { side = 'first', method = 'GET', headers = {}, body = null }: RawRequest = {},
  ): Promise<number | null> {
    const url = new URL(path, this.options.apis[side]);
    const outcome = await this.options.transport.send({ method, url, headers, body, timeoutMs: 30_000 });
    return outcome.kind === 'answered' ? outcome.status : null;
  }

  /** Comes in by the edge for so many products. */
  async enter(count: number): Promise<void> {
    const { edge, transport } = this.options;
    const request = { method: 'GET' as const, headers: {}, body: null, timeoutMs: 30_000 };
    await this.times(count, async () => {
      await transport.send({ ...request, url: new URL('/v1/products?limit=1', edge) });
    });
  }

  /** Calls a function by its folder's name; what becomes of the call is for the alarms to tell. */
  async invoke(folder: string, payload: unknown, side: Side = 'first'): Promise<unknown> {
    const called = await this.aws(side).invoke(`${configuration.name}-${folder}`, payload);
    return called.kind === 'returned' ? called.payload : null;
  }

  /** Runs a scheduled function once, with the event time moved on by so many seconds. */
  runScheduled = (folder: string, side: Side = 'first', aheadSeconds = 0): Promise<unknown> =>
    this.invoke(folder, { time: new Date(this.now() + aheadSeconds * 1_000).toISOString() }, side);

  ops = (...argv: readonly string[]): Promise<void> => this.options.ops(argv);

  get control() {
    return this.options.shop.control;
  }

  /**
   * Ends a minute of CloudWatch's clock. Every Region has swept and looked at the other one in it, since schedules and
   * probes go by real time, of which hardly any has passed.
   */
  async passTime(seconds = MINUTE_SECONDS): Promise<void> {
    await Promise.all([...SIDES.map((side) => this.runScheduled('sweep-orders', side)), this.look()]);
    await this.cloudWatch.advance(seconds);
  }

  /** Has each Region's probe look at the other one once. */
  async look(): Promise<void> {
    await Promise.all(SIDES.map((side) => this.runScheduled('probe-region', side, AHEAD_SECONDS)));
  }

  async times(count: number, work: (index: number) => Promise<void>): Promise<void> {
    await forEachConcurrently(Array(count).keys(), AT_ONCE, work);
  }
}

/** A request beside the clients' own. */
export interface RawRequest {
  readonly side?: Side;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | null;
}
