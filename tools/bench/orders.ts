import { seededRandom } from '../replaying/random';
import { type OrderToSend } from './load';

/** A line of each order comes from these products, by chance. */
export interface OrderMaker {
  readonly skus: readonly string[];
  readonly seed: number;
  /** Part of every key; two makers of one shop need different ones. */
  readonly run: string;
}

/** Makes one-line orders, each with a key of its own; the same seed makes the same orders. */
export function oneLineOrders({ skus, seed, run }: OrderMaker): () => OrderToSend {
  const random = seededRandom(seed);
  let made = 0;
  return () => {
    made += 1;
    const sku = skus[Math.floor(random() * skus.length)] ?? '';
    return { idempotencyKey: `bench-${run}-${seed}-${made}`, body: orderOf(sku) };
  };
}

function orderOf(sku: string): string {
  return JSON.stringify({
    lines: [{ sku, quantity: 1 }],
    customer: { email: 'shopper@example.com', name: 'Ada Shopper' },
    delivery: {
      name: 'Ada Shopper',
      lines: ['1 Long Acre'],
      city: 'London',
      postcode: 'WC2E 9LH',
      country: 'GB',
    },
    payment: { token: 'pm_card_visa' },
  });
}
