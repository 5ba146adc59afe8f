import { JumpingClock } from '../../lambdas/adapters/memory/manual-clock';
import { bucketKey, MemoryLedger } from '../../lambdas/adapters/memory/memory-ledger';
import { MemoryPayments, MemoryProvider } from '../../lambdas/adapters/memory/payments';
import { SeededRandom } from '../../lambdas/adapters/memory/seeded-random';
import { memoryStores } from '../../lambdas/adapters/memory/stores';
import { type AuditDeps } from '../../lambdas/domain/audit/run-audit';
import { type PlaceOrderDeps, type QueuedSagaDeps, type Settings } from '../../lambdas/domain/deps';
import { StoreUnavailable } from '../../lambdas/domain/errors';
import { type Order, orderKey } from '../../lambdas/domain/orders/order';
import { placeOrder } from '../../lambdas/domain/orders/place-order';
import { type PlaceOrderOutcome, type PlaceOrderRequest } from '../../lambdas/domain/orders/place-request';
import { type ForgetDeps } from '../../lambdas/domain/personal-data/forget';
import { type Bucket, type JournalEntry } from '../../lambdas/domain/stock/ledger';

/** The Regions of the tests, the primary one first. */
export const EAST = 'us-east-1';
export const WEST = 'us-west-2';

export const SETTINGS: Settings = {
  region: EAST,
  regions: [EAST, WEST],
  stockBuckets: 4,
  attemptMaxMs: 60_000,
  holdMaxMs: 86_400_000,
  drainPerSecond: 20,
  couponPercent: 10,
};

/** Fails like a store whose answer never came. */
export const unavailable = (): never => {
  throw new StoreUnavailable('the test cut the connection', 'unknown');
};

/** A checkout of one unit of A under the key `k`, save for what a test says. */
export const requestOf = (changes: Partial<PlaceOrderRequest> = {}): PlaceOrderRequest => ({
  idempotencyKey: 'k',
  lines: [{ sku: 'A', quantity: 1 }],
  customer: { email: 'ann@example.com' },
  paymentToken: 'pm_card_visa',
  ...changes,
});

/** One shop in memory: its stores, its provider and its time, and what a test does to them. */
export class Shop {
  readonly ledger = new MemoryLedger();
  readonly clock = new JumpingClock();
  readonly provider = new MemoryProvider(this.clock);
  /** Every operation so far, with `:before` and `:after`. */
  readonly points: string[] = [];
  private countdown: { left: number; readonly hook: (point: string) => Promise<void> } | undefined;
  private readonly hooks = new Map<string, (() => void | Promise<void>)[]>();
  private readonly stores = memoryStores(this.ledger, (point) => this.onPoint(point));
  private readonly payments = new MemoryPayments(this.provider, (point) => this.onPoint(point));
  private readonly random = new SeededRandom(7);

  private async onPoint(point: string): Promise<void> {
    this.points.push(point);
    await this.hooks.get(point)?.shift()?.();
    if (this.countdown?.left === 0) {
      const { hook } = this.countdown;
      this.countdown = undefined;
      await hook(point);
    } else if (this.countdown) this.countdown.left -= 1;
  }

  /** Runs `hook` once, at the point after `n` more, whichever it is. */
  afterPoints(n: number, hook: (point: string) => Promise<void>): this {
    this.countdown = { left: n, hook };
    return this;
  }

  /** Runs `hook` at the next `times` passes of `point`, for example `orders.commit:after`. */
  at(point: string, hook: () => void | Promise<void>, times = 1): this {
    const waiting = this.hooks.get(point) ?? [];
    this.hooks.set(point, [...waiting, ...Array.from({ length: times }, () => hook)]);
    return this;
  }

  /** Loses the request (`:before`) or its answer (`:after`). */
  lose(point: string, times = 1): this {
    return this.at(point, unavailable, times);
  }

  deps(settings: Partial<Settings> = {}): PlaceOrderDeps & QueuedSagaDeps & AuditDeps & ForgetDeps {
    const { stores, payments, clock, random } = this;
    return { ...stores, payments, clock, random, settings: { ...SETTINGS, ...settings } };
  }

  get published(): string[] {
    return this.stores.events.published.map(({ name }) => name);
  }

  /** What shoppers were sent, for example `email order-confirmed`. */
  get sent(): string[] {
    return this.stores.messages.sent.map(({ channel, template }) => `${channel} ${template}`);
  }

  /** What those messages say. */
  get bodies(): string[] {
    return this.stores.messages.sent.map(({ text }) => text);
  }

  /** What the bus was told of stock that runs out. */
  get low() {
    return this.stores.events.low;
  }

  /** Messages that wait for the workers. */
  get queued() {
    return this.stores.queue.messages;
  }

  /** Puts `available[n]` units of a SKU into bucket n and the SKU into the catalogue, at 100 pence. */
  stock(sku: string, ...available: number[]): this {
    available.forEach((units, bucket) =>
      this.put({ sku, bucket, available: units, received: units, withdrawn: 0, guard: 0, journal: {} }),
    );
    this.ledger.products.set(sku, { sku, name: `Thing ${sku}`, price: { amount: 100, currency: 'GBP' } });
    return this;
  }

  put(bucket: Bucket): void {
    this.ledger.buckets.set(bucketKey(bucket), bucket);
  }

  bucket(sku: string, bucket = 0): Bucket {
    const found = this.ledger.buckets.get(bucketKey({ sku, bucket }));
    if (!found) throw new Error(`the test expects bucket ${bucket} of ${sku}`);
    return found;
  }

  /** Units on sale, over all buckets. */
  available(sku: string): number {
    const buckets = [...this.ledger.buckets.values()].filter((bucket) => bucket.sku === sku);
    return buckets.reduce((sum, { available }) => sum + available, 0);
  }

  get entries(): number {
    return [...this.ledger.buckets.values()].flatMap(({ journal }) => Object.keys(journal)).length;
  }

  /** Takes units as an attempt that is still under way would have. */
  hold(sku: string, bucket: number, opId: string, quantity: number, entry: Partial<JournalEntry> = {}): this {
    const before = this.bucket(sku, bucket);
    const made = { owner: orderKey('other'), quantity, at: this.clock.now(), ...entry };
    const journal = { ...before.journal, [opId]: made };
    this.put({ ...before, available: before.available - quantity, journal });
    return this;
  }

  place(
    changes: Partial<PlaceOrderRequest> = {},
    settings: Partial<Settings> = {},
  ): Promise<PlaceOrderOutcome> {
    return placeOrder(this.deps(settings), requestOf(changes));
  }

  /** Places an order that has to succeed. */
  async order(changes: Partial<PlaceOrderRequest> = {}): Promise<Order> {
    const outcome = await this.place(changes);
    if (outcome.kind !== 'placed') throw new Error(`the test expects an order, not ${outcome.kind}`);
    return outcome.order;
  }

  /** An order as it stands in the Ledger. */
  read(id: string): Order {
    const record = this.ledger.orders.get(id);
    if (record?.kind !== 'order') throw new Error(`the test expects an order ${id}`);
    return record.order;
  }

  /** Changes an order as another endpoint would, one version on. */
  change(order: Order, changes: Partial<Order>): Order {
    const next = { ...order, ...changes, version: order.version + 1 };
    this.ledger.orders.set(order.id, { kind: 'order', order: next });
    return next;
  }

  /** States of the provider's intents, in order of creation. */
  get intents(): string[] {
    return [...this.provider.intents.values()].map(({ state, refunded }) => (refunded ? 'refunded' : state));
  }
}
