import { StoreUnavailable, type WriteOutcome } from '../../lambdas/domain/errors';
import { type Order, type OrderRecord, type OrderStore } from '../../lambdas/domain/orders/order';
import { type StockLedger } from '../../lambdas/domain/stock/ledger';
import { type Actor } from './flight';
import { type Network } from './network';

/** Operations that leave no trace; all others are writes. */
const READS = /^(read|readMany|details|due|page|load|scan)$/;

/** Stores in the Ledger, which is strongly consistent: none works without a quorum of Regions. */
const LEDGER = /^(stock|orders|receipts|personalData)$/;

/** Sends every operation of a store through the network, on behalf of one actor. */
export function remote<T extends object>(network: Network, actor: Actor, name: string, store: T): T {
  const needsQuorum = LEDGER.test(name);
  return new Proxy(store, {
    get(target, property) {
      const operation: unknown = Reflect.get(target, property);
      if (typeof operation !== 'function') return operation;
      const label = `${name}.${String(property)}`;
      const writes = !READS.test(String(property));
      const lost = (outcome: WriteOutcome): never => {
        throw new StoreUnavailable(`${label} was lost by the network`, outcome);
      };
      return (...args: unknown[]) =>
        network.send<unknown>({
          actor,
          label: `${label}(${describe(args[0])})`,
          orderId: CHANGES_ORDER.test(label) ? (args[0] as Order).id : undefined,
          item: needsQuorum && writes ? itemOf(args[0]) : undefined,
          needsQuorum,
          writes,
          run: () => Reflect.apply(operation, target, args) as Promise<unknown>,
          lost,
          resent: (answer) => resent(answer, args[0]),
        });
    },
  });
}

/** The item that the first argument of a write names. */
function itemOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  const { sku, bucket, id } = argument as { sku?: string; bucket?: number; id?: string };
  return id ?? (sku === undefined ? undefined : `${sku}#${bucket ?? ''}`);
}

/** Operations that write an order: their first argument is the order. */
const CHANGES_ORDER = /^orders\.(commit|update)$/;

/** What the store's adapter makes of an answer to a request that the client had sent twice. */
function resent(answer: unknown, argument: unknown): unknown {
  if (isReserved(answer)) return { ...answer, resent: true };
  return isChanged(answer) && answer.order === argument ? { kind: 'updated' } : answer;
}

/** An update that finds what it wrote itself: the adapter compares all of it, here it is the same object. */
const isChanged = (answer: unknown): answer is { kind: 'changed'; order: Order } =>
  typeof answer === 'object' &&
  answer !== null &&
  'kind' in answer &&
  answer.kind === 'changed' &&
  'order' in answer;

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
export const readingOneByOne = (stock: StockLedger): StockLedger['read'] => {
  return async (ids) => (await Promise.all(ids.map((id) => stock.read([id])))).flat();
};

/** The same for orders. */
export function readingManyOneByOne(orders: OrderStore): OrderStore['readMany'] {
  return async (ids) => {
    const pairs = await Promise.all(ids.map(async (id) => [id, await orders.read(id)] as const));
    return new Map(pairs.filter((pair): pair is readonly [string, OrderRecord] => pair[1] !== undefined));
  };
}

/** `store` with some operations replaced. */
export function overriding<T extends object>(store: T, operations: Partial<T>): T {
  return new Proxy(store, {
    get: (target, property): unknown => Reflect.get(operations, property) ?? Reflect.get(target, property),
  });
}
