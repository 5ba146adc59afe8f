import { createHmac, timingSafeEqual } from 'node:crypto';

/** Keys of the order tokens: new ones are made with `current`; `previous` is accepted while it is set. */
export interface TokenKeys {
  readonly current: string;
  /** Empty when there is none. */
  readonly previous: string;
}

const tokenWith = (orderId: string, key: string): string =>
  createHmac('sha256', key).update(`holdfast order token\n${orderId}`).digest('base64url');

/** The bearer token that lets a shopper see and cancel this one order: HMAC-SHA256, base64url. */
export function orderTokenOf(orderId: string, keys: TokenKeys): string {
  return tokenWith(orderId, keys.current);
}

/**
 * Whether `token` was made for this order with either key; compared in constant time, and as text: base64url has
 * several spellings of the same bytes, and only one of them was given out.
 */
export function tokenOpens(token: string, orderId: string, keys: TokenKeys): boolean {
  const given = Buffer.from(token);
  return [keys.current, keys.previous]
    .filter((key) => key !== '')
    .some((key) => {
      const expected = Buffer.from(tokenWith(orderId, key));
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
}
