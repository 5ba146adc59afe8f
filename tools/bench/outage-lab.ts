import { MemoryOrderEvents, MemoryWorkQueue } from '../../lambdas/adapters/memory/hand-off';
import { MemoryMessages } from '../../lambdas/adapters/memory/messages';
import { MemoryPayments, MemoryProvider } from '../../lambdas/adapters/memory/payments';
import { type PlaceOrderDeps, type QueuedSagaDeps } from '../../lambdas/domain/deps';
import { StoreUnavailable } from '../../lambdas/domain/errors';
import { drainById, resumeOrders } from '../../lambdas/domain/orders/drain';
import { placeOrder } from '../../lambdas/domain/orders/place-order';
import { type AnswerCall } from './dynamodb/emulated-client';
import { checkoutOf, type InProcessShop } from './dynamodb/in-process-shop';
import { type UnitMeter } from './dynamodb/unit-meter';
import { BenchFailed } from './section';
import { skusOf } from './shop';

/** Orders of each figure: what a backlog is read with is shared by all of it. */
export const ORDERS = 20;
const PLENTY = 1_000;

/** A message for the worker, and when it comes. */
/** What is counted here takes no time. */
const atOnce = async () => undefined;

interface Due {
  readonly orderId: string;
  readonly at: number;
  readonly hurry: boolean;
}

/** A shop of which everything is counted, with a clock and a provider that obey. */
export class OutageLab {
  private readonly deps: QueuedSagaDeps & PlaceOrderDeps;
  private readonly shop: InProcessShop;
  private readonly events = new MemoryOrderEvents();
  private readonly queue = new MemoryWorkQueue();
  private readonly messages = new MemoryMessages();
  private time = Date.now();
  private isCircuitOpen = false;
  private readonly counts = { requests: 0, provider: 0, functions: 0 };
  private runs = 0;
  /** Messages that workers sent each other. */
  private sent = 0;

  /** `name` is part of every key and SKU; `couponPercent` is that of the configuration unless given. */
  constructor(
    private readonly name: string,
    private readonly meter: UnitMeter,
    shopOn: (answer: AnswerCall) => InProcessShop,
    couponPercent?: number,
  ) {
    this.shop = shopOn((call) => {
      this.counts.requests += 1;
      return meter.handle(call);
    });
    const clock = { now: () => this.time, sleep: async (ms: number) => void (this.time += ms) };
    const payments = new MemoryPayments(new MemoryProvider(clock), (point) => this.provide(point));
    const { events, queue, messages } = this;
    const settings = { ...this.shop.deps.settings, ...(couponPercent !== undefined && { couponPercent }) };
    this.deps = { ...this.shop.deps, settings, clock, payments, events, queue, messages };
  }

  /** Figures of an order that is paid at once, in the order of the columns. */
  paidAtOnce(): Promise<readonly number[]> {
    return this.measured(async (sku) => void (await this.place(sku, 'CONFIRMED')));
  }

  /** Those of one that is put off, tried once in vain, and paid once the circuit has closed. */
  putOff(): Promise<readonly number[]> {
    return this.measured(async (sku) => {
      const ids = await this.waitInVain(sku);
      this.isCircuitOpen = false;
      const late = this.takeMessages();
      await resumeOrders(this.deps);
      await this.work([...this.takeMessages(), ...late]);
      await this.expectFinished(ids);
    });
  }

  /** Those of one more try in vain, of orders that are left so. */
  triedInVain(): Promise<readonly number[]> {
    return this.measured(async (sku) => {
      await this.waitInVain(sku);
      const next = this.takeMessages();
      this.reset();
      await this.work(next);
      this.takeMessages();
    });
  }

  /** Orders that are put off, due once, and told of. */
  private async waitInVain(sku: string): Promise<readonly string[]> {
    this.isCircuitOpen = true;
    const ids = await this.place(sku, 'OPEN');
    // The bus hands each to the queue at once; none of them is due.
    await this.work(ids.map((orderId) => ({ orderId, at: this.time, hurry: false })));
    await this.work(this.takeMessages());
    return ids;
  }

  /** A call to the provider: made and counted, or refused by the circuit. */
  private async provide(point: string): Promise<void> {
    if (!point.endsWith(':before')) return;
    if (this.isCircuitOpen) throw new StoreUnavailable('the circuit is open', 'not_applied');
    this.counts.provider += 1;
  }

  private async measured(live: (sku: string) => Promise<void>): Promise<readonly number[]> {
    const [sku = ''] = skusOf(1, `OUTAGE-${this.name}-${(this.runs += 1)}`);
    await this.shop.sell([sku], PLENTY);
    this.reset();
    await live(sku);
    if (!this.isCircuitOpen) await this.shop.clearJournalsOf(sku);
    const { requests, provider, functions } = this.counts;
    const { writeUnits, readUnits } = this.meter;
    const told = [this.events.published.length, this.sentToQueue(), this.messages.sent.length];
    return [writeUnits, readUnits, requests, provider, ...told, functions].map((sum) => sum / ORDERS);
  }

  private reset(): void {
    this.meter.reset();
    Object.assign(this.counts, { requests: 0, provider: 0, functions: 0 });
    [this.events.published, this.messages.sent].forEach((list) => list.splice(0));
    this.sent = 0;
  }

  /** Messages that workers sent, and those into which the bus makes an event. */
  private sentToQueue(): number {
    return this.sent + this.events.published.filter(({ name }) => name === 'OrderPaymentPending').length;
  }

  private async place(sku: string, status: 'OPEN' | 'CONFIRMED'): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let n = 0; n < ORDERS; n++) {
      this.counts.functions += 1;
      const outcome = await placeOrder(this.deps, checkoutOf(`outage-${this.name}-${this.runs}-${n}`, [sku]));
      const placed = outcome.kind === 'placed' && outcome.order.status === status;
      if (!placed) throw new BenchFailed(`an order should be ${status}: ${JSON.stringify(outcome)}`);
      ids.push(outcome.order.id);
    }
    return ids;
  }

  /** What the workers sent each other since the last look, in the order in which it comes. */
  private takeMessages(): readonly Due[] {
    const taken = this.queue.messages.splice(0);
    this.sent += taken.length;
    return taken
      .map(({ orderId, delaySeconds, hurry = false }) => ({
        orderId,
        at: this.time + delaySeconds * 1_000,
        hurry,
      }))
      .sort((left, right) => left.at - right.at);
  }

  /** Does as the function behind the orders queue does (lambdas/advance-orders). */
  private async work(messages: readonly Due[]): Promise<void> {
    for (const { orderId, at, hurry } of messages) {
      this.time = Math.max(this.time, at);
      this.counts.functions += 1;
      const outcome = await drainById(this.deps, orderId, atOnce, hurry ? {} : undefined);
      if (outcome.kind !== 'waiting' || hurry) continue;
      const { retryAt } = outcome;
      await this.queue.advanceLater(orderId, retryAt, Math.ceil((retryAt - this.time) / 1_000));
    }
  }

  private async expectFinished(ids: readonly string[]): Promise<void> {
    const before = this.meter.charges.length;
    const records = [...(await this.deps.orders.readMany(ids)).values()];
    this.meter.charges.splice(before);
    const left = records.filter((record) => record.kind !== 'order' || record.order.work !== undefined);
    if (left.length > 0) throw new BenchFailed(`an order was not finished: ${JSON.stringify(left[0])}`);
  }
}
