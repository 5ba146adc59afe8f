import { JumpingClock } from '../../../lambdas/adapters/memory/manual-clock';
import { MemoryLedger } from '../../../lambdas/adapters/memory/memory-ledger';
import { memoryStores } from '../../../lambdas/adapters/memory/stores';
import { type CartOutcome } from '../../../lambdas/domain/carts/carts';
import { type CartView } from '../../../lambdas/domain/carts/view';

export const CART = '0e0f8a5c-5d0b-4b7e-9d38-5f2a6c1e7b90';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Carts in memory, with the operations that were called, and some that fail on demand. */
export function cartShop() {
  const ledger = new MemoryLedger();
  const clock = new JumpingClock();
  const calls: string[] = [];
  const broken = new Set<string>();
  const step = async (point: string): Promise<void> => {
    const operation = point.replace(/:.*/, '');
    if (!point.endsWith(':before')) return;
    if (broken.has(operation)) throw new Error(`${operation} is broken`);
    calls.push(operation);
  };
  const { carts, catalogue } = memoryStores(ledger, step);
  const sell = (sku: string, amount = 500, currency = 'GBP') =>
    void ledger.products.set(sku, { sku, name: `Product ${sku}`, price: { amount, currency } });
  return { ledger, clock, calls, broken, sell, deps: { carts, catalogue, clock } };
}

export type CartShop = ReturnType<typeof cartShop>;

/** DynamoDB's time to live: takes away what has expired, wherever `strikes` says so. */
export function forgetExpired({ ledger, clock }: CartShop, strikes: () => boolean): void {
  const isGone = (until: number) => until <= clock.now() && strikes();
  for (const [cartId, { head, lines }] of ledger.carts)
    ledger.carts.set(cartId, {
      head: head && isGone(head.expiresAt) ? undefined : head,
      lines: lines.filter(({ keptUntil }) => !isGone(keptUntil)),
    });
}

/** The cart of an outcome; fails the test when there is none. */
export function cartIn(outcome: CartOutcome): CartView {
  if (outcome.kind !== 'shown') throw new Error(`no cart: ${JSON.stringify(outcome)}`);
  return outcome.cart;
}

/** Quantities by SKU, those of unavailable lines too. */
export const quantitiesOf = ({ lines, unavailable }: CartView): Record<string, number> =>
  Object.fromEntries([...lines, ...unavailable].map(({ sku, quantity }) => [sku, quantity]));
