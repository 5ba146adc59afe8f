import { type Answer, explain } from '../client/answers';
import { DEFAULT_RETRY, type RetryPorts, withRetry } from '../client/retry';
import { type Order } from '../client/shapes';
import { type ShopperClient } from '../client/shopper';
import { type Buyer } from './plan';
import { type Outcome } from './race';

/** What buying from Holdfast needs. */
export interface OrderPorts extends RetryPorts {
  /** One for each Region. */
  readonly shoppers: readonly ShopperClient[];
}

/**
 * Orders what a buyer wants, in the buyer's own Region, as any shopper's client does: the same request again
 * under the same Idempotency-Key after a 429, a 5xx or no answer.
 *
 * @param sku also makes the key, with the buyer's number: one buyer, one order
 */
export async function order(sku: string, buyer: Buyer, { shoppers, ...ports }: OrderPorts): Promise<Outcome> {
  const shopper = shoppers[buyer.region];
  if (shopper === undefined) throw new Error(`the shop has no Region number ${buyer.region}`);
  const request = {
    lines: [{ sku, quantity: buyer.quantity }],
    customer: { email: `buyer-${buyer.number}@example.com` },
    payment: { token: 'pm_card_visa' },
  };
  const place = () => shopper.placeOrder(`${sku}-${buyer.number}`, request);
  return outcomeOf(await withRetry(place, DEFAULT_RETRY, ports));
}

/** An order is acknowledged by 201 or 202; from then on its units are promised. */
function outcomeOf(answer: Answer<Order>): Outcome {
  switch (answer.kind) {
    case 'answered':
      if (answer.status === 201 || answer.status === 202) return { kind: 'sold' };
      return { kind: 'failed', why: `POST /v1/orders: ${answer.status}, ${answer.body.status}` };
    case 'refused':
      if (answer.problem.code === 'out_of_stock') return { kind: 'sold_out' };
      break;
    case 'unreachable':
    case 'unintelligible':
      break;
  }
  return { kind: 'failed', why: `POST /v1/orders: ${explain(answer)}` };
}
