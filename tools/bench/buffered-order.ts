import { MemoryOrderEvents, MemoryWorkQueue } from '../../lambdas/adapters/memory/hand-off';
import { MemoryMessages } from '../../lambdas/adapters/memory/messages';
import { MemoryPayments, MemoryProvider } from '../../lambdas/adapters/memory/payments';
import { type PlaceOrderDeps, type QueuedSagaDeps } from '../../lambdas/domain/deps';
import { StoreUnavailable } from '../../lambdas/domain/errors';
import { drainById, resumeOrders } from '../../lambdas/domain/orders/drain';
import { placeOrder } from '../../lambdas/domain/orders/place-order';
import { type AnswerCall } from './dynamodb/emulated-client';
import { type InProcessShop, inProcessShop } from './dynamodb/in-process-shop';
import { synthesizedTables, withEmulator } from './dynamodb/tables';
import { UnitMeter } from './dynamodb/unit-meter';
import { type Bench, BenchFailed, type BenchTable, type Row } from './section';
import { skusOf } from './shop';

/** Orders of each row: what a backlog is read with is shared by all of it. */
const ORDERS = 20;
const PLENTY = 1_000;

/** What orders cost that are paid at once, and that have to wait for the provider. */
export async function bufferedOrderCost(bench: Bench): Promise<BenchTable> {
  const tables = await synthesizedTables(bench);
  bench.say('what an order costs that is put off …');
  const rows = await withEmulator([tables.ledger, tables.shop], async (emulator) => {
    const known = [tables.ledger, tables.shop].map((table) => [table.name, table] as const);
    const meter = new UnitMeter(emulator, new Map(known));
    const lab = new Lab(meter, (answer) => inProcessShop({ tables, answer, seed: bench.seed }));
    const [atOnce, putOff, longer] = [await lab.paidAtOnce(), await lab.putOff(1), await lab.putOff(2)];
    return [
      row('paid at once', atOnce),
      row('put off, told, and paid', putOff),
      row(
        '… each further try in vain',
        longer.map((figure, index) => figure - (putOff[index] ?? 0)),
      ),
    ];
  });
  return {
    name: 'outage-cost',
    title: 'What a one-line order costs until nothing of it is left to do',
    columns: COLUMNS,
    rows,
    notes: [
      `Of ${ORDERS} orders each, the clearing of journals included. The domain’s own code on the DynamoDB adapters;`,
      'the rest is counted in memory. The circuit is open, so that nobody asks the provider in vain; what it costs',
      'by itself is a read for each instance and second, and belongs to no order. A worker’s call takes up to five',
      'messages: "function calls" are at most so many.',
    ],
  };
}

const COLUMNS: BenchTable['columns'] = [
  { name: 'writes', unit: 'units', better: 'lower' },
  { name: 'reads', unit: 'units', better: 'lower' },
  { name: 'DynamoDB', unit: 'requests', better: 'lower' },
  { name: 'provider', unit: 'requests', better: 'lower' },
  { name: 'events', unit: '' },
  { name: 'queue', unit: 'messages' },
  { name: 'e-mail', unit: 'messages' },
  { name: 'functions', unit: 'calls', better: 'lower' },
];

const row = (name: string, values: readonly number[]): Row => ({ name, values });

/** A message for the worker, and when it comes. */
interface Due {
  readonly orderId: string;
  readonly at: number;
  readonly hurry: boolean;
}

/** A shop of which everything is counted, with a clock and a provider that obey. */
class Lab {
  private readonly deps: QueuedSagaDeps & PlaceOrderDeps;
  private readonly shop: InProcessShop;
  private readonly events = new MemoryOrderEvents();
  private readonly queue = new MemoryWorkQueue();
  private readonly messages = new MemoryMessages();
  private time = Date.now();
  private isCircuitOpen = false;
  private readonly counts = { requests: 0, provider: 0, functions: 0 };
  private runs = 0;

  constructor(
    private readonly meter: UnitMeter,
    shopOn: (answer: AnswerCall) => InProcessShop,
  ) {
    this.shop = shopOn((call) => {
      this.counts.requests += 1;
      return meter.handle(call);
    });
    const clock = { now: () => this.time, sleep: async (ms: number) => void (this.time += ms) };
    const payments = new MemoryPayments(new MemoryProvider(clock), (point) => this.provide(point));
    const { events, queue, messages } = this;
    this.deps = { ...this.shop.deps, clock, payments, events, queue, messages };
  }

  /** Figures of an order that is paid at once, in the order of the columns. */
  paidAtOnce(): Promise<readonly number[]> {
    return this.measured(async (sku) => void (await this.place(sku, 'CONFIRMED')));
  }

  /** Those of one that is put off, tried again so often in vain, and paid once the circuit has closed. */
  putOff(tries: number): Promise<readonly number[]> {
    return this.measured(async (sku) => {
      this.isCircuitOpen = true;
      const ids = await this.place(sku, 'OPEN');
      // The bus hands each to the queue at once; none of them is due.
      await this.work(ids.map((orderId) => ({ orderId, at: this.time, hurry: false })));
      for (let tried = 0; tried < tries; tried++) await this.work(this.takeMessages());
      this.isCircuitOpen = false;
      const late = this.takeMessages();
      await resumeOrders(this.deps);
      await this.work([...this.takeMessages(), ...late]);
      await this.expectFinished(ids);
    });
  }

  /** A call to the provider: made and counted, or refused by the circuit. */
  private async provide(point: string): Promise<void> {
    if (!point.endsWith(':before')) return;
    if (this.isCircuitOpen) throw new StoreUnavailable('the circuit is open', 'not_applied');
    this.counts.provider += 1;
  }

  private async measured(live: (sku: string) => Promise<void>): Promise<readonly number[]> {
    const [sku = ''] = skusOf(1, `OUTAGE${(this.runs += 1)}`);
    await this.shop.sell([sku], PLENTY);
    this.reset();
    await live(sku);
    await this.shop.clearJournalsOf(sku);
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

  private sent = 0;

  /** Messages that workers sent, and those into which the bus makes an event. */
  private sentToQueue(): number {
    return this.sent + this.events.published.filter(({ name }) => name === 'OrderPaymentPending').length;
  }

  private async place(sku: string, status: 'OPEN' | 'CONFIRMED'): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let n = 0; n < ORDERS; n++) {
      this.counts.functions += 1;
      const outcome = await placeOrder(this.deps, requestFor(sku, `outage-${this.runs}-${n}`));
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
      const outcome = await drainById(this.deps, orderId, { slots: 1, ...(hurry && { hurry: {} }) });
      if (outcome.kind !== 'waiting' || hurry) continue;
      await this.queue.advanceLater(orderId, Math.ceil((outcome.retryAt - this.time) / 1_000));
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

const requestFor = (sku: string, idempotencyKey: string) => ({
  idempotencyKey,
  lines: [{ sku, quantity: 1 }],
  customer: { email: 'shopper@example.com', name: 'Ada Shopper' },
  delivery: {
    name: 'Ada Shopper',
    lines: ['1 Long Acre'],
    city: 'London',
    postcode: 'WC2E 9LH',
    country: 'GB',
  },
  paymentToken: 'pm_card_visa',
});
