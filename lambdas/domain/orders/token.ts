import { createHmac, timingSafeEqual } from 'node:crypto';

/** Keys of the order tokens: new ones are made with `current`; `previous` is accepted while it is set. */
export interface TokenKeys {
  readonly current: string;
  /** Empty when there is none. */
  readonly previous: string;
}

const macOf = (orderId: string, key: string): Buffer =>
  createHmac('sha256', key).update(`holdfast order token\n${orderId}`).digest();

/** The bearer token that lets a shopper see and cancel this one order: HMAC-SHA256, base64url. */
export function orderTokenOf(orderId: string, keys: TokenKeys): string {
  return macOf(orderId, keys.current).toString('base64url');
}

/** Whether `token` was made for this order with either key; compared in constant time. */
export function tokenOpens(token: string, orderId: string, keys: TokenKeys): boolean {
  const given = Buffer.from(token, 'base64url');
  return [keys.current, keys.previous]
    .filter((key) => key !== '')
    .some((key) => {
      const expected = macOf(orderId, key);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
}
