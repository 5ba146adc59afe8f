import { randomUUID } from 'node:crypto';
import { type Overview } from '../../local/page/shape';
import { connectToCloud, type TestCloud } from '../support/cloud';

let cloud: TestCloud;
beforeAll(() => {
  cloud = connectToCloud();
});
afterEach(() => cloud.putFaults({}));
afterAll(() => cloud.close());

const get = (path: string) => fetch(`${cloud.edgeUrl}/_local/${path}`);
const overview = async () => (await (await get('overview')).json()) as Overview;

/** Looks until the orders that others left have been counted, too: a few looks on a cloud with thousands. */
async function counted(): Promise<Overview> {
  for (let seen = await overview(); ; seen = await overview()) if (seen.orders.complete) return seen;
}

it.each([
  ['', 'text/html; charset=utf-8'],
  ['page.css', 'text/css; charset=utf-8'],
  ['page.js', 'text/javascript; charset=utf-8'],
])('serves /_local/%s as %s', async (path, type) => {
  const answer = await get(path);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
});

it('shows an order that was placed, the function that took it, its stock and its charge', async () => {
  const sku = `PAGE-${randomUUID().slice(0, 8)}`;
  const operator = cloud.operator(1);
  await operator.importProducts([{ sku, name: 'Seen', price: 300, currency: 'GBP' }]);
  await operator.receiveStock(sku, { receiptId: 'first', quantity: 5 });
  const before = await counted();
  const response = await fetch(`${cloud.regionUrl(1)}/v1/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({
      lines: [{ sku, quantity: 2 }],
      customer: { email: 'ada@example.com' },
      payment: { token: 'pm_card_visa' },
    }),
  });
  const { orderId } = (await response.json()) as { readonly orderId: string };
  const after = await counted();

  expect(after.orders.count).toBe(before.orders.count + 1);
  expect(after.orders.newest.find((order) => order.orderId === orderId)).toMatchObject({
    status: 'CONFIRMED',
    total: 600,
    currency: 'GBP',
    region: 'us-west-2',
  });
  expect(after.stock.rows.find((row) => row.sku === sku)).toMatchObject({ available: 3, taken: 2 });
  expect(after.charges.count).toBeGreaterThan(before.charges.count);
  const calls = ({ regions }: Overview) =>
    regions[1]?.functions.find(({ name }) => name === 'holdfast-place-order')?.invocations;
  expect(calls(after)).toBe((calls(before) ?? 0) + 1);

  expect(await (await get(`stock/${sku}`)).json()).toMatchObject({ sku, available: 3 });
  expect(await (await get(`orders/${orderId}`)).json()).toMatchObject({ orderId, total: 600 });
});

it('shows faults that are switched on, and that they are healed', async () => {
  await cloud.putFaults({ regions: { 'us-west-2': 'isolated' }, replication: { lagMs: 50 } });
  expect(await overview()).toMatchObject({
    faults: { replication: { lagMs: 50 } },
    regions: [{ fault: 'up' }, { fault: 'isolated' }],
  });
  await cloud.putFaults({});
  expect(await overview()).toMatchObject({ regions: [{ fault: 'up' }, { fault: 'up' }] });
});

it('sends what it sees to who listens', async () => {
  const ended = new AbortController();
  const answer = await fetch(`${cloud.edgeUrl}/_local/events`, { signal: ended.signal });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const reader = answer.body?.getReader() as ReadableStreamDefaultReader<Uint8Array> | undefined;
  const first = await reader?.read();
  ended.abort();
  expect(Buffer.from(first?.value ?? []).toString()).toMatch(/^data: \{"at":/);
});
