import { randomUUID } from 'node:crypto';
import { type TestCloud } from '../../../support/cloud';
import { cartOf, newKey, newSku, orderOf, receive, sell } from '../../../support/shop';
import { type Placed } from './accepted';
import { type Known } from './schemas';

/** What requests are made with, and what none of them may touch. */
export interface Aim {
  /** SKUs with stock, one of them at the highest price, and one without. */
  readonly skus: readonly string[];
  /** Units received of each. */
  readonly stock: Readonly<Record<string, number>>;
  /** Orders whose tokens the requests carry. */
  readonly own: readonly Placed[];
  /** Orders of somebody else. */
  readonly others: readonly Placed[];
  readonly known: Known;
}

const HIGHEST_PRICE = 99_999_999;

/** Puts into the shop what requests are aimed at. */
export async function aimAt(cloud: TestCloud): Promise<Aim> {
  const skus = [newSku('HOSTILE'), newSku('HOSTILE'), newSku('HOSTILE')];
  const [cheap = '', dear = '', none = ''] = skus;
  const stock = { [cheap]: 10_000, [dear]: 1_000_000_000 };
  await Promise.all([
    sell(cloud, cheap, stock[cheap] ?? 0),
    sellDear(cloud, dear, stock[dear] ?? 0),
    sell(cloud, none, 0),
  ]);
  const place = async () => orderOf(await cloud.shopper(0).placeOrder(newKey(), cartOf(cheap, 1)));
  const orders = (await Promise.all([place(), place(), place(), place()])) as unknown as Placed[];
  const own = orders.slice(0, 2);
  return { skus, stock, own, others: orders.slice(2), known: knownOf(skus, own) };
}

async function sellDear(cloud: TestCloud, sku: string, units: number): Promise<void> {
  await cloud.signedFetch(0, `/v1/admin/products/${sku}`, {
    method: 'PUT',
    body: JSON.stringify({ name: 'Dear', price: HIGHEST_PRICE, currency: 'GBP' }),
    headers: { 'content-type': 'application/json' },
  });
  await receive(cloud, sku, units);
}

function knownOf(skus: readonly string[], own: readonly Placed[]): Known {
  const orderIds = own.map(({ orderId }) => orderId);
  return {
    // Together with the quantities, totals and tokens below, the first two make orders that can be placed.
    sku: [skus[0] ?? '', ...skus],
    orderId: orderIds,
    order_id: orderIds,
    orderToken: own.map(({ orderToken }) => orderToken),
    cartId: [randomUUID(), randomUUID()],
    currency: ['GBP', 'JPY'],
    token: ['pm_card_visa', 'pm_card_visa_chargeDeclined'],
    quantity: [1, 2, 3],
    expectedTotal: [500, 1_000, 1_500],
    receiptId: ['hostile-1', 'hostile-2', 'hostile-3'],
    email: ['ada@example.com'],
    type: ['payment_intent.succeeded', 'payment_intent.canceled', 'charge.refunded'],
    couponCode: ['THANKS10-7ZQ4M-0KX2C-V93TB'],
    'Idempotency-Key': Array.from({ length: 300 }, () => randomUUID()),
  };
}
