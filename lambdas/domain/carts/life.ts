import { type CartHead, type CartLine, type StoredCart } from './cart';

const HOUR_MS = 3_600_000;

/** A cart expires 30 days after its last change (the HTTP contract). */
const LIFE_MS = 30 * 24 * HOUR_MS;

/** A cart that has not expired. */
export interface Cart {
  readonly head: CartHead;
  /** In order of SKU. */
  readonly lines: readonly CartLine[];
}

/**
 * When a cart that is changed now expires. Rounded up to the hour: the changes of one hour then leave the
 * head as it is, and cost one write each.
 */
export function expiryAfterChange(now: number): number {
  return Math.ceil((now + LIFE_MS) / HOUR_MS) * HOUR_MS;
}

/**
 * How long the lines of a cart with this expiry are kept: one life longer, so that a line must be renewed only
 * once it has stood untouched for 30 days in a cart that is still being changed.
 */
export function keptUntilFor(expiresAt: number): number {
  return expiresAt + LIFE_MS;
}

/** A cart that begins now. It has yet to be stored, as its expiry shows. */
export function newCart(now: number): Cart {
  return { head: { since: now, expiresAt: now }, lines: [] };
}

/**
 * What is stored, unless it has expired. Lines of an earlier cart with this id are left out: none was kept for
 * longer than a life beyond that cart's expiry, so none is kept for longer than a life beyond this one's
 * beginning. Lines that a Region cut off from this one put into the same cart up to 30 days earlier do count.
 */
export function livingCart({ head, lines }: StoredCart, now: number): Cart | undefined {
  if (head === undefined || head.expiresAt <= now) return undefined;
  return { head, lines: lines.filter(({ keptUntil }) => keptUntil > head.since + LIFE_MS) };
}
