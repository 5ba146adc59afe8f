import { MemoryCatalogue } from '../../lambdas/adapters/memory/catalogue';
import { MemoryOrderEvents, MemoryWorkQueue } from '../../lambdas/adapters/memory/hand-off';
import { MemoryMessages } from '../../lambdas/adapters/memory/messages';
import { MemoryLedger } from '../../lambdas/adapters/memory/memory-ledger';
import { MemoryOrderStore } from '../../lambdas/adapters/memory/order-store';
import { MemoryProvider } from '../../lambdas/adapters/memory/payments';
import { MemoryReceiptStore } from '../../lambdas/adapters/memory/receipt-store';
import { SeededRandom } from '../../lambdas/adapters/memory/seeded-random';
import { MemoryStockLedger } from '../../lambdas/adapters/memory/stock-ledger';
import { type PlaceOrderDeps, type QueuedSagaDeps, type Settings } from '../../lambdas/domain/deps';
import { StoreUnavailable, type WriteOutcome } from '../../lambdas/domain/errors';
import { type Order, type OrderRecord, type OrderStore } from '../../lambdas/domain/orders/order';
import { type StockLedger } from '../../lambdas/domain/stock/ledger';
import { type Actor, Network } from './network';
import { LOST, RESENT, type Weather } from './weather';
import { WorldCircuits } from './circuits';
import { messagesOver } from './messages';
import { paymentsOver } from './payments';
import { Senders } from './senders';

/** The Regions of every world. */
export const REGIONS = ['us-east-1', 'us-west-2'] as const;

/** Operations that leave no trace; all others are writes. */
const READS = /^(read|readMany|details|due|page)$/;

/** Sends every operation of a store through the network, on behalf of one actor. */
function remote<T extends object>(network: Network, actor: Actor, name: string, store: T): T {
  return new Proxy(store, {
    get(target, property) {
      const operation: unknown = Reflect.get(target, property);
      if (typeof operation !== 'function') return operation;
      const label = `${name}.${String(property)}`;
      const lost = (outcome: WriteOutcome): never => {
        throw new StoreUnavailable(`${label} was lost by the network`, outcome);
      };
      return (...args: unknown[]) =>
        network.send<unknown>({
          actor,
          label: `${label}(${describe(args[0])})`,
          orderId: CHANGES_ORDER.test(label) ? (args[0] as Order).id : undefined,
          writes: !READS.test(String(property)),
          run: () => Reflect.apply(operation, target, args) as Promise<unknown>,
          lost,
          resent: (answer) => (isReserved(answer) ? { ...answer, resent: true } : answer),
        });
    },
  });
}

/** Operations that write an order: their first argument is the order. */
const CHANGES_ORDER = /^orders\.(commit|update)$/;

const isReserved = (answer: unknown): answer is { kind: 'reserved' } =>
  typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'reserved';

/** What tells a request from others of its kind, short enough for a trace. */
const TOLD =
  /^(id|sku|bucket|quantity|opId|entryId|guard|status|attempt|released|undo|drop|withdraw|receiptId)$/;

/** The first argument of an operation. */
function describe(argument: unknown): string {
  if (typeof argument !== 'object' || argument === null) return String(argument);
  if (Array.isArray(argument)) return argument.map(describe).join('; ');
  const told = Object.entries(argument).filter(([name]) => TOLD.test(name));
  return told.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(', ');
}

/** BatchGetItem reads its items one by one: others may write in between. */
const readingOneByOne = (stock: StockLedger): StockLedger['read'] => {
  return async (ids) => (await Promise.all(ids.map((id) => stock.read([id])))).flat();
};

function readingManyOneByOne(orders: OrderStore): OrderStore['readMany'] {
  return async (ids) => {
    const pairs = await Promise.all(ids.map(async (id) => [id, await orders.read(id)] as const));
    return new Map(pairs.filter((pair): pair is readonly [string, OrderRecord] => pair[1] !== undefined));
  };
}

/** Two Regions on one ledger and one payment provider, with a network in between. */
export class World {
  readonly random: SeededRandom;
  readonly network: Network;
  readonly senders = new Senders();
  /** Nobody crashes, no request is lost or doubled, and the time does not leap while somebody is at work. */
  readonly isFair: boolean;
  readonly ledger = new MemoryLedger();
  readonly provider: MemoryProvider;
  readonly events = new MemoryOrderEvents();
  readonly messages = new MemoryMessages();
  readonly stockBuckets: number;
  private readonly circuits: WorldCircuits;
  private actors = 0;

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
    this.isFair = this.below(4) === 0;
    this.network = new Network(this.random, this.weather(), this.senders);
    this.provider = new MemoryProvider({ now: () => this.network.time, sleep: async () => undefined });
    this.stockBuckets = 2 + this.below(2);
    this.circuits = new WorldCircuits(seed);
  }

  /** Uniform in 0 to n-1. */
  below(n: number): number {
    return Math.floor(this.random.next() * n);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  private weather(): Weather {
    return {
      begin: this.pick([0.1, 0.3, 1]),
      arrive: this.pick([0.01, 0.1]),
      stickiness: this.pick([0, 0.5, 0.9]),
      outage: this.pick([0, 0.3, 0.9]),
      ...this.trouble(),
    };
  }

  private trouble(): Pick<Weather, 'fault' | 'fates' | 'crash'> {
    if (this.isFair) return { fault: 0, fates: [], crash: 0 };
    return {
      fault: this.pick([0, 0.05, 0.15, 0.4]),
      fates: this.pick([LOST, RESENT, [...LOST, ...RESENT]]),
      crash: this.pick([0, 0.005, 0.02]),
    };
  }

  settingsOf(region: string): Settings {
    const { stockBuckets } = this;
    const times = { attemptMaxMs: 60_000, holdMaxMs: 86_400_000, drainPerSecond: 20, couponPercent: 10 };
    return { region, regions: REGIONS, stockBuckets, ...times };
  }

  /** What the domain needs, for one invocation in one Region. */
  depsOf(name: string, region: string): PlaceOrderDeps & QueuedSagaDeps {
    const actor: Actor = { name: `${name}@${region}#${++this.actors}`, alive: true };
    const through = <T extends object>(label: string, store: T) => remote(this.network, actor, label, store);
    const stock = through('stock', new MemoryStockLedger(this.ledger));
    const orders = through('orders', new MemoryOrderStore(this.ledger));
    const clock = this.network.clockOf(actor);
    return {
      stock: overriding(stock, { read: readingOneByOne(stock) }),
      orders: overriding(orders, { readMany: readingManyOneByOne(orders) }),
      receipts: through('receipts', new MemoryReceiptStore(this.ledger)),
      events: through('events', this.events),
      messages: messagesOver(this, actor),
      payments: this.circuits.guard(paymentsOver(this, actor), { name, region, clock }),
      queue: through('queue', new MemoryWorkQueue()),
      catalogue: new MemoryCatalogue(this.ledger),
      clock,
      random: this.random,
      settings: this.settingsOf(region),
    };
  }
}

/** `store` with some operations replaced. */
function overriding<T extends object>(store: T, operations: Partial<T>): T {
  return new Proxy(store, {
    get: (target, property): unknown => Reflect.get(operations, property) ?? Reflect.get(target, property),
  });
}
