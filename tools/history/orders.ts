import { type OrderStatus } from './format';
import { type Cancellation, type Operation, type OrderSeen, type Placement, type Showing } from './operation';

/** An answer that shows an order. */
export interface Sighting {
  readonly by: Placement | Showing | Cancellation;
  readonly order: OrderSeen;
}

/** All that a history tells of an order. */
export interface OrderFacts {
  readonly id: string;
  /** By the time of their answers. */
  readonly sightings: readonly [Sighting, ...Sighting[]];
  /** Requests to cancel it, whatever became of them. */
  readonly cancellations: readonly Cancellation[];
}

/** States in which an order's units are not given back: that begins with CANCELLED and REFUNDED. */
const HOLDING: ReadonlySet<OrderStatus> = new Set(['payment_pending', 'confirmed', 'refunding']);

/** Whether the order keeps its units in this state. */
export const isHolding = ({ order }: Sighting): boolean => HOLDING.has(order.status);

/** Every order that an answer shows, by id. */
export function ordersOf(operations: readonly Operation[]): ReadonlyMap<string, OrderFacts> {
  const sightings = new Map<string, Sighting[]>();
  const cancellations = new Map<string, Cancellation[]>();
  for (const by of operations) {
    if (by.op === 'cancel') append(cancellations, by.orderId, by);
    if (by.op === 'receive' || by.op === 'stock' || by.op === 'settle') continue;
    if (by.outcome.kind === 'answered' && by.outcome.order !== undefined)
      append(sightings, by.outcome.order.id, { by, order: by.outcome.order });
  }
  return new Map(
    [...sightings].flatMap(([id, seen]): [string, OrderFacts][] => {
      const [first, ...later] = seen.sort((a, b) => a.by.answered - b.by.answered);
      if (first === undefined) return [];
      return [[id, { id, sightings: [first, ...later], cancellations: cancellations.get(id) ?? [] }]];
    }),
  );
}

function append<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}

/** A stretch of time, ends included, in milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The time for which an order surely holds its units; null when there is none.
 *
 * It holds them from its commit, so surely from the first answer that shows it on. It still held them when a
 * request was sent whose answer shows it pending, confirmed or refunding. Once confirmed, it keeps them until
 * somebody asks to cancel it, and whoever could ask has written it down.
 */
export function surelyHolding({ sightings, cancellations }: OrderFacts): Span | null {
  const holding = sightings.filter(isHolding);
  const confirmed = holding.some(({ order }) => order.status === 'confirmed');
  const firstCancel = Math.min(Infinity, ...cancellations.map(({ sent }) => sent));
  const lastSeen = Math.max(-Infinity, ...holding.map(({ by }) => by.sent));
  const from = sightings[0].by.answered;
  const to = confirmed ? Math.max(lastSeen, firstCancel) : lastSeen;
  return from < to ? { from, to } : null;
}
