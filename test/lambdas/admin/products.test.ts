import { apiEvent, lambdaContext, read } from '../support/events';
import { admin } from './admin';

const mug = { name: 'Mug', price: 1250, currency: 'GBP' };

it('makes a product', async () => {
  const { shop, call } = admin();
  const answer = await call('PUT /v1/admin/products/{sku}', { path: { sku: 'mug' }, body: mug });
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
  expect(answer.body).toEqual({ sku: 'mug', ...mug });
  expect(shop.ledger.products.get('mug')).toEqual({
    sku: 'mug',
    name: 'Mug',
    price: { amount: 1250, currency: 'GBP' },
  });
});

it.each([
  [
    'sku',
    'no sku',
    mug,
    'found a string of 6 characters; allowed: 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-"',
  ],
  ['sku', 'coupon.THANKS10', mug, 'SKUs that begin with COUPON. are kept for coupons; allowed: any other'],
  ['sku', 'mug', { ...mug, sku: 'cup' }, 'differs from the path; allowed: mug'],
  ['price', 'mug', { ...mug, price: 12.5 }, 'found 12.5; allowed: a whole number'],
  ['price', 'mug', { ...mug, price: 0 }, 'found 0; allowed: at least 1'],
  [
    'currency',
    'mug',
    { ...mug, currency: 'ABC' },
    'found a string of 3 characters; allowed: an ISO 4217 code such as GBP',
  ],
  [
    'currency',
    'mug',
    { ...mug, currency: 'gbp' },
    'found a string of 3 characters; allowed: an ISO 4217 code such as GBP',
  ],
  ['colour', 'mug', { ...mug, colour: 'red' }, 'unknown field; leave it out'],
])('refuses a wrong %s', async (path, sku, body, message) => {
  const { call } = admin();
  const answer = await call('PUT /v1/admin/products/{sku}', { path: { sku }, body });
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ code: 'invalid_request', errors: [{ path, message }] });
});

it('answers a route that API Gateway should never have sent with 404', async () => {
  const { handler } = admin();
  const event = apiEvent('DELETE /v1/admin/products/{sku}', { path: { sku: 'mug' } });
  const answer = read(await handler(event, lambdaContext()));
  expect([answer.status, answer.body['code']]).toEqual([404, 'unknown_route']);
});
