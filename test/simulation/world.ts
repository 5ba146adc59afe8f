import { MemoryCatalogue } from '../../lambdas/adapters/memory/catalogue';
import { MemoryOrderEvents } from '../../lambdas/adapters/memory/hand-off';
import { MemoryMessages } from '../../lambdas/adapters/memory/messages';
import { MemoryLedger } from '../../lambdas/adapters/memory/memory-ledger';
import { MemoryOrderStore } from '../../lambdas/adapters/memory/order-store';
import { MemoryProvider } from '../../lambdas/adapters/memory/payments';
import { MemoryPersonalData } from '../../lambdas/adapters/memory/personal-data';
import { MemoryReceiptStore } from '../../lambdas/adapters/memory/receipt-store';
import { MemoryCursorStore } from '../../lambdas/adapters/memory/small-stores';
import { type PlaceOrderDeps, type QueuedSagaDeps, type Settings } from '../../lambdas/domain/deps';
import { type OrderEvents } from '../../lambdas/domain/orders/hand-off';
import { type StockLedger } from '../../lambdas/domain/stock/ledger';
import { type PersonalDataStore } from '../../lambdas/domain/personal-data/personal-data';
import { type CursorStore } from '../../lambdas/domain/stock/cursor';
import { type Choices, SimulatedRandom } from './choices';
import { type Circuit, WorldCircuits } from './circuits';
import { type Actor } from './flight';
import { messagesOver } from './messages';
import { Network } from './network';
import { OrdersQueue, type Receive } from './orders-queue';
import { paymentsOver } from './payments';
import { REGIONS } from './regions';
import { overriding, readingManyOneByOne, readingOneByOne, remote } from './remote';
import { Senders } from './senders';
import { stockTableOf } from './stock-table';
import { LOST, RESENT, type Weather } from './weather';

/** What one invocation of a function in one Region works with. */
export interface Invocation {
  readonly deps: PlaceOrderDeps & QueuedSagaDeps;
  readonly circuit: Circuit;
  readonly cursors: CursorStore;
  readonly personalData: PersonalDataStore;
}

/** Two Regions on one ledger and one payment provider, with a network in between. */
export class World {
  readonly network: Network;
  readonly senders = new Senders();
  /** Nobody crashes, no request is lost or doubled, and the time does not leap while somebody is at work. */
  readonly isFair: boolean;
  readonly ledger = new MemoryLedger();
  readonly provider: MemoryProvider;
  readonly events = new MemoryOrderEvents();
  readonly messages = new MemoryMessages();
  readonly stockBuckets: number;
  readonly random: SimulatedRandom;
  /** Whether operators erase the address of paid goods that have not left, too. */
  readonly erasesUndelivered: boolean;
  /** What no function may ever throw or log: errors that nobody foresaw. */
  readonly surprises: Error[] = [];
  private readonly queues: ReadonlyMap<string, OrdersQueue>;
  private readonly circuits: WorldCircuits;
  private readonly stockIn: (region: string) => StockLedger;
  private readonly clocksApartMs: number;
  /** How often each name was given. */
  private readonly actors = new Map<string, number>();

  /** `receive` is the worker behind the queue of a Region. */
  constructor(
    seed: number,
    readonly choices: Choices,
    receive: (world: World, region: string) => Receive,
  ) {
    this.isFair = choices.below(4) === 0;
    this.network = new Network(choices, this.weather(), this.senders);
    this.provider = new MemoryProvider({ now: () => this.network.time, sleep: async () => undefined });
    this.stockBuckets = 2 + choices.below(2);
    this.clocksApartMs = choices.pick([0, 1_000, 10_000]);
    this.random = new SimulatedRandom(seed);
    this.erasesUndelivered = choices.chance(0.5);
    this.circuits = new WorldCircuits(seed);
    this.stockIn = stockTableOf(this);
    this.queues = new Map(
      REGIONS.map((region) => [region, new OrdersQueue(this.network, region, receive(this, region))]),
    );
  }

  private weather(): Weather {
    const { choices } = this;
    return {
      begin: choices.pick([0.1, 0.3, 1]),
      arrive: choices.pick([0.002, 0.01, 0.1]),
      stickiness: choices.pick([0, 0.5, 0.9]),
      slowOnes: choices.pick([false, true]),
      outage: choices.pick([0, 0.3, 0.9]),
      last: choices.pick([0, 0.5, 0.9]),
      ...this.trouble(),
    };
  }

  private trouble(): Pick<
    Weather,
    'fault' | 'burst' | 'fates' | 'conflict' | 'crash' | 'duplicate' | 'leap'
  > {
    const { choices } = this;
    if (this.isFair) return { fault: 0, burst: 0, fates: [], conflict: 0, crash: 0, duplicate: 0, leap: 0 };
    return {
      fault: choices.pick([0, 0.05, 0.15, 0.4]),
      burst: choices.pick([0, 0.8]),
      fates: choices.pick([LOST, RESENT, [...LOST, ...RESENT]]),
      conflict: choices.pick([0, 0.3]),
      crash: choices.pick([0, 0.005, 0.02]),
      duplicate: choices.pick([0, 0.2]),
      leap: choices.pick([0, 0.02]),
    };
  }

  /** Whether a circuit breaker may keep shoppers from the payment provider. */
  get isGuarded(): boolean {
    return this.circuits.isThere;
  }

  settingsOf(region: string): Settings {
    const { stockBuckets } = this;
    const times = { attemptMaxMs: 60_000, holdMaxMs: 86_400_000, drainPerSecond: 20, couponPercent: 10 };
    return { region, regions: REGIONS, stockBuckets, ...times };
  }

  /** Bodies of messages that a Region's queue gave up. */
  deadLetters(): string[] {
    return [...this.queues.values()].flatMap(({ dead }) => dead);
  }

  queueOf(region: string): OrdersQueue {
    const queue = this.queues.get(region);
    if (queue) return queue;
    throw new Error(`there is no Region ${region}`);
  }

  /** A store that fails is something that everybody has to live with; all else is a surprise. */
  readonly onError = (error: unknown): void => {
    const { code } = error as { code?: unknown };
    if (code !== 'store_unavailable') this.surprises.push(error as Error);
  };

  /** What the code under test needs, for one invocation in one Region. */
  invocationOf(name: string, region: string): Invocation {
    const actor = this.actorOf(name, region);
    const through = <T extends object>(label: string, store: T) => remote(this.network, actor, label, store);
    const stock = through('stock', this.stockIn(region));
    const orders = through('orders', new MemoryOrderStore(this.ledger));
    const clock = this.network.clockOf(actor);
    const { payments, circuit } = this.circuits.guard(paymentsOver(this, actor), { name, region, clock });
    const deps = {
      stock: overriding(stock, { read: readingOneByOne(stock) }),
      orders: overriding(orders, { readMany: readingManyOneByOne(orders) }),
      receipts: through('receipts', new MemoryReceiptStore(this.ledger)),
      events: through('events', this.eventsOf(region)),
      messages: messagesOver(this, actor),
      payments,
      queue: through('queue', this.queueOf(region).port),
      catalogue: new MemoryCatalogue(this.ledger),
      clock,
      random: this.random,
      settings: this.settingsOf(region),
    };
    const cursors = through('cursors', new MemoryCursorStore(this.ledger));
    const personalData = through('personalData', new MemoryPersonalData(this.ledger));
    return { deps, circuit, cursors, personalData };
  }

  /** Clocks of machines are apart, some ahead and some behind. */
  private actorOf(name: string, region: string): Actor {
    const { clocksApartMs: apart, choices } = this;
    const clockMs = apart === 0 ? 0 : choices.pick([0, apart, -apart]);
    const place = `${name}@${region}`;
    const times = (this.actors.get(place) ?? 0) + 1;
    this.actors.set(place, times);
    return { name: times === 1 ? place : `${place}#${times}`, region, clockMs, alive: true };
  }

  /** The bus of a Region, with the rule that hands orders whose payment is pending to the queue. */
  private eventsOf(region: string): OrderEvents {
    return overriding<OrderEvents>(this.events, {
      publish: (events) => this.events.publish(events),
      stockLow: (stock) => this.events.stockLow(stock),
      paymentPending: async (order, at) => {
        await this.events.paymentPending(order, at);
        this.queueOf(region).send({ orderId: order.id });
      },
    });
  }
}
