import { sell } from '../support/shop';
import { admin } from './admin';

const RECEIPTS = 'POST /v1/admin/stock/{sku}/receipts';
const STOCK = 'GET /v1/admin/stock/{sku}';

function stock(sku = 'mug') {
  const { shop, call } = admin();
  return {
    shop,
    receive: (receiptId: string, quantity: unknown) =>
      call(RECEIPTS, { path: { sku }, body: { receiptId, quantity } }),
    show: () => call(STOCK, { path: { sku } }),
  };
}

it('receives once for each receipt id', async () => {
  const { receive, show } = stock();
  const first = await receive('r-1', 10);
  const again = await receive('r-1', 10);
  expect(first.status).toBe(200);
  expect(first.body).toEqual({ sku: 'mug', receiptId: 'r-1', quantity: 10, replayed: false });
  expect(again.body).toEqual({ sku: 'mug', receiptId: 'r-1', quantity: 10, replayed: true });
  expect((await show()).body).toMatchObject({ received: 10, available: 10 });
});

it('withdraws, and never below what is available', async () => {
  const { receive, show } = stock();
  await receive('r-1', 10);
  expect((await receive('r-2', -4)).status).toBe(200);
  const refused = await receive('r-3', -7);
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({ code: 'insufficient_stock', available: 6 });
  expect((await show()).body).toEqual({
    sku: 'mug',
    received: 10,
    withdrawn: 4,
    available: 6,
    held: 0,
    sold: 0,
    buckets: [{ bucket: expect.any(Number) as number, available: 6, journal: 0 }],
  });
});

it('refuses another quantity under the same receipt id with 422 and the earlier one', async () => {
  const { receive } = stock();
  await receive('r-1', 10);
  const answer = await receive('r-1', 11);
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({ code: 'receipt_id_reused', quantity: 10 });
});

it.each([
  [
    'receiptId',
    'r 1',
    1,
    'found a string of 3 characters; allowed: 1 to 64 of A-Z, a-z, 0-9, ".", "_", ":" and "-"',
  ],
  ['quantity', 'r-1', 0, 'found 0; allowed: any other whole number up to 1e9'],
  ['quantity', 'r-1', 1.5, 'found 1.5; allowed: a whole number'],
  ['quantity', 'r-1', 1_000_000_001, 'found 1000000001; allowed: at most 1000000000'],
  ['quantity', 'r-1', -1_000_000_001, 'found -1000000001; allowed: at least -1000000000'],
])('refuses a wrong %s', async (path, receiptId, quantity, message) => {
  const { receive } = stock();
  const answer = await receive(receiptId, quantity);
  expect(answer.status).toBe(400);
  expect(answer.body['errors']).toEqual([{ path, message }]);
});

it('shows zeros for a product that never had stock', async () => {
  const { shop, show } = stock();
  await sell(shop, 'mug', 0);
  expect(await show()).toMatchObject({
    status: 200,
    body: { sku: 'mug', received: 0, withdrawn: 0, available: 0, held: 0, sold: 0, buckets: [] },
  });
});

it('shows nothing for what is neither in stock nor in the catalogue', async () => {
  const { show } = stock();
  expect(await show()).toMatchObject({ status: 404, body: { code: 'unknown_product' } });
});

it('answers 503 when the Ledger fails', async () => {
  const { shop, receive, show } = stock();
  shop.broken.add('stock').add('receipts');
  expect((await show()).status).toBe(503);
  expect((await receive('r-1', 1)).status).toBe(503);
});
