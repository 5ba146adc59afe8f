import { fieldsOf } from '../api/shape';
import { type OrderStatus, type PlacedOrder } from '../api/types';
import { type Keep } from './keep';

/** An order that was placed or opened in this browser. */
export interface KnownOrder {
  readonly orderId: string;
  readonly orderToken: string;
  /** Minor units; absent for an order that was opened by its link. */
  readonly total?: number | undefined;
  readonly currency?: string | undefined;
  /** When this browser learnt of it, in milliseconds since the epoch. */
  readonly at: number;
  /** It had gone through before the shopper changed it, and is as it was sent first. */
  readonly wasChanged?: boolean | undefined;
}

/** The orders of this browser, so that their tokens need not be in any address. */
export interface KnownOrders {
  /** Newest first. */
  all(): readonly KnownOrder[];
  find(orderId: string): KnownOrder | undefined;
  placed(order: PlacedOrder, how: { now: number; wasChanged: boolean }): void;
  /**
   * A link was opened. Its token may be wrong, cut off or made up, so that it takes the place of another link's only: the
   * token of an order that was placed here comes from the shop.
   */
  opened(orderId: string, orderToken: string, now: number): void;
}

const NAME = 'orders';
const MOST = 50;

/** The orders that are kept in this browser. */
export function knownOrders(keep: Keep): KnownOrders {
  const all = (): KnownOrder[] => {
    const kept = keep.read(NAME);
    return Array.isArray(kept) ? kept.filter(isKnownOrder) : [];
  };
  const add = (order: KnownOrder): void => {
    const others = all().filter(({ orderId }) => orderId !== order.orderId);
    keep.write(NAME, [order, ...others].slice(0, MOST));
  };
  const find = (id: string): KnownOrder | undefined => all().find(({ orderId }) => orderId === id);
  return {
    all,
    find,
    placed: ({ orderId, orderToken, total, currency }, { now, wasChanged }) =>
      add({ orderId, orderToken, total, currency, at: now, ...(wasChanged && { wasChanged }) }),
    opened: (orderId, orderToken, now) => {
      const known = find(orderId);
      if (known?.orderToken === orderToken || known?.total !== undefined) return;
      add({ orderId, orderToken, at: now });
    },
  };
}

function isKnownOrder(value: unknown): value is KnownOrder {
  const { orderId, orderToken, at } = fieldsOf(value) ?? {};
  return typeof orderId === 'string' && typeof orderToken === 'string' && typeof at === 'number';
}

/** Between looks at an order whose state will change by itself; the last one is repeated. */
const LOOKS_MS = [1_500, 2_000, 3_000, 5_000, 8_000, 13_000, 20_000, 30_000];

/**
 * How long to wait before looking at an order again, after `looks` looks; `undefined` when its state only
 * changes by somebody's doing.
 */
export function nextLook(status: OrderStatus, looks: number): number | undefined {
  if (status !== 'payment_pending' && status !== 'refunding') return undefined;
  return LOOKS_MS[Math.min(looks, LOOKS_MS.length - 1)];
}

/** The token in the fragment of an order's link, which browsers send to no server; `undefined` without one. */
export const tokenInFragment = (fragment: string): string | undefined =>
  /^#token=([A-Za-z0-9_-]{43})$/.exec(fragment)?.[1];

/** The link that opens an order anywhere. */
export const orderLink = (origin: string, orderId: string, orderToken: string): string =>
  `${origin}/orders/${orderId}#token=${orderToken}`;
