import { type Answer } from '../../../tools/client/answers';
import { type Order } from '../../../tools/client/shapes';
import { type OrderRequest, type ShopperClient } from '../../../tools/client/shopper';
import { order } from '../../../tools/counter-example/orders';

const BUYER = { number: 7, at: 0, region: 1, quantity: 2 } as const;

const answered = (status: number, state: Order['status'] = 'confirmed'): Answer<Order> => ({
  kind: 'answered',
  status,
  body: { orderId: 'ord_1', status: state, total: 2_500, currency: 'GBP' },
  replayed: false,
});
const refused = (status: number, code: string): Answer<Order> => ({
  kind: 'refused',
  status,
  problem: { code, title: code, detail: null, members: {} },
  retryAfterMs: null,
});

/** Buys from a Region that answers like this, one answer a call. */
async function buying(...answers: Answer<Order>[]) {
  const calls: [key: string, request: OrderRequest][] = [];
  const placeOrder = async (key: string, request: OrderRequest) => {
    calls.push([key, request]);
    return answers.shift() ?? answered(500);
  };
  const shoppers = [{}, { placeOrder }] as unknown as readonly ShopperClient[];
  const outcome = await order('SKU-1', BUYER, { shoppers, sleep: async () => undefined, random: () => 0 });
  return { outcome, calls };
}

it.each([
  [201, 'confirmed'],
  [202, 'payment_pending'],
] as const)('counts an order acknowledged with %i as sold', async (status, state) => {
  const { outcome, calls } = await buying(answered(status, state));

  expect(outcome).toEqual({ kind: 'sold' });
  expect(calls).toMatchObject([['SKU-1-7', { lines: [{ sku: 'SKU-1', quantity: 2 }] }]]);
});

it('takes out_of_stock for a no', async () => {
  expect((await buying(refused(409, 'out_of_stock'))).outcome).toEqual({ kind: 'sold_out' });
});

it('asks again under the same key where there was no answer to keep', async () => {
  const { outcome, calls } = await buying(refused(503, 'unavailable'), answered(201));

  expect(outcome).toEqual({ kind: 'sold' });
  expect(calls.map(([key]) => key)).toEqual(['SKU-1-7', 'SKU-1-7']);
});

it.each<[what: string, answer: Answer<Order>, why: string]>([
  [
    'another refusal',
    refused(404, 'unknown_product'),
    'POST /v1/orders: 404 unknown_product: unknown_product',
  ],
  ['an order that is over', answered(200, 'cancelled'), 'POST /v1/orders: 200, cancelled'],
])('calls %s a failure', async (_, answer, why) => {
  expect((await buying(answer)).outcome).toEqual({ kind: 'failed', why });
});
