import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCAL_OPERATOR } from '../../../tools/client/credentials';
import { createTransport, type HttpTransport } from '../../../tools/client/http';
import { runReplay } from '../../../tools/replaying/command';
import { type ReplayOptions } from '../../../tools/replaying/options';
import { replayOrders } from '../../../tools/replaying/run';
import { type FakeShop, startFakeShop } from '../support/fake-shop';
import { CLEAN_AUDIT, problem } from '../support/fake-shop-routes';
import { type FakeWorld, fakeWorld } from '../support/fake-world';

const line = (order: string, ...skus: string[]) =>
  JSON.stringify({ order, customer: '17733', lines: skus.map((sku) => ({ sku, quantity: 2 })) });
const THREE = [line('1', 'A'), line('2', 'A', 'B'), line('3', 'C')].join('\n');

describe('npm run replay', () => {
  let shop: FakeShop;
  let world: FakeWorld;
  let transport: HttpTransport;
  const run = (content: string, options: Partial<ReplayOptions> = {}) => {
    const targets = ['us-east-1', 'us-west-2'].map((region, index) => ({
      region,
      url: shop.regions[index] ?? shop.control,
      credentials: LOCAL_OPERATOR,
    }));
    const defaults = { concurrency: 1, orders: null, targets, control: shop.control, run: 'r1', seed: 1 };
    const file = world.file('orders.ndjson', content);
    return replayOrders(
      { ...defaults, file, json: 'report.json', history: null, ...options },
      world,
      transport,
    );
  };
  const report = () =>
    JSON.parse(readFileSync(join(world.callerDirectory, 'report.json'), 'utf8')) as Record<string, unknown>;
  const orderCalls = () => shop.requests.filter(({ path }) => path === '/v1/orders');
  const keys = () => orderCalls().map(({ headers }) => headers['idempotency-key']);

  beforeEach(async () => {
    shop = await startFakeShop();
    world = fakeWorld();
    transport = createTransport();
  });
  afterEach(async () => {
    transport.close();
    await shop.close();
  });

  it('sends the orders to the regions in turn, and proves that all is well', async () => {
    expect(await run(THREE)).toBe(0);

    expect(orderCalls().map(({ region }) => region)).toEqual(['us-east-1', 'us-west-2', 'us-east-1']);
    expect(keys()).toEqual(['replay-r1-1', 'replay-r1-2', 'replay-r1-3']);
    expect(JSON.parse(orderCalls()[0]?.body ?? '')).toEqual({
      lines: [{ sku: 'A', quantity: 2 }],
      customer: { email: 'customer-17733@example.com' },
      payment: { token: 'pm_card_visa' },
    });
    expect(report()).toMatchObject({
      ok: true,
      sent: 3,
      accepted: 3,
      confirmed: 3,
      failed: {},
      retriedOrders: 0,
    });
    expect(world.outLines.at(-1)).toBe('All is well.');
  });

  it('makes up an address for a customer that the file does not name', async () => {
    const anonymous = '{"order":"1","customer":null,"lines":[{"sku":"A","quantity":1}]}';

    expect(await run(anonymous)).toBe(0);

    expect(orderCalls()[0]?.body).toContain('"customer-order-1@example.com"');
  });

  it('counts an order that is out of stock, which is no failure', async () => {
    expect(await run([line('1', 'GONE'), line('2', 'A')].join('\n'))).toBe(0);

    expect(report()).toMatchObject({ ok: true, accepted: 1, outOfStock: 1 });
  });

  it('tries again in the other region under the same key, as long as Retry-After asks', async () => {
    shop.intercept = ({ region, path }) =>
      path === '/v1/orders' && region === 'us-east-1'
        ? problem(503, 'unavailable', { 'retry-after': '2' })
        : undefined;

    expect(await run(line('1', 'A'))).toBe(0);

    expect(keys()).toEqual(['replay-r1-1', 'replay-r1-1']);
    expect(orderCalls().map(({ region }) => region)).toEqual(['us-east-1', 'us-west-2']);
    expect(world.sleeps[0]).toBeGreaterThanOrEqual(2_000);
    expect(report()).toMatchObject({ accepted: 1, retriedOrders: 1, retries: { unavailable: 1 } });
  });

  it('places one order when the answer to the first attempt is lost', async () => {
    shop.intercept = ({ path }) =>
      path === '/v1/orders' && orderCalls().length === 1 ? 'cut_after' : undefined;

    expect(await run(line('1', 'A'))).toBe(0);

    expect(shop.state.ordersByKey.size).toBe(1);
    expect(report()).toMatchObject({ accepted: 1, replayed: 1, retries: { connection_lost: 1 } });
  });

  it('fails an order for good when the attempts are used up', async () => {
    shop.intercept = ({ path }) => (path === '/v1/orders' ? problem(429, 'throttled') : undefined);

    expect(await run(line('1', 'A'))).toBe(1);

    expect(orderCalls()).toHaveLength(8);
    expect(report()).toMatchObject({ ok: false, failed: { throttled: 1 }, retries: { throttled: 7 } });
  });

  it.each([
    [402, 'payment_declined'],
    [404, 'unknown_product'],
    [400, 'invalid_request'],
  ])('counts a %s as failed by its code and does not repeat it', async (status, code) => {
    shop.intercept = ({ path }) => (path === '/v1/orders' ? problem(status, code) : undefined);

    expect(await run(line('1', 'A'))).toBe(1);

    expect(orderCalls()).toHaveLength(1);
    expect(report()).toMatchObject({ failed: { [code]: 1 } });
  });

  it('reports bad lines with their number and sends the rest', async () => {
    const bad = ['{"order":', '{"order":"9","lines":[]}', line('8', 'a b'), line('1', 'A')];

    expect(await run([line('1', 'A'), ...bad, '', line('2', 'A')].join('\n'))).toBe(1);

    expect(report()).toMatchObject({ sent: 2, accepted: 2 });
    expect(world.errLines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^line 2: no JSON/),
        expect.stringMatching(/^line 3: lines: /),
        expect.stringMatching(/^line 4: lines\.0\.sku: 1 to 64 letters/),
        'line 5: order 1 stands on line 1 already',
      ]),
    );
  });

  it('sends as many orders as asked for', async () => {
    expect(await run(THREE, { orders: 2 })).toBe(0);

    expect(report()).toMatchObject({ sent: 2 });
  });

  it('repeats a run under its id without placing an order twice', async () => {
    await run(THREE, { run: 'again' });

    expect(await run(THREE, { run: 'again' })).toBe(0);

    expect(shop.state.ordersByKey.size).toBe(3);
    expect(report()).toMatchObject({ accepted: 3, replayed: 3 });
  });

  it('places new orders in a new run', async () => {
    await run(THREE, { run: null });
    const [first] = keys();

    expect(first).toMatch(/^replay-20260101T000000-[0-9a-z]{4}-1$/);
  });

  it.each([
    ['oversoldUnits', 1],
    ['stockDifferences', [{ sku: 'A' }]],
    ['chargesWithoutOrder', [{ intentId: 'pi_1' }]],
    ['ordersWithoutCharge', [{ orderId: 'o' }]],
    ['duplicateCharges', [{ orderId: 'o' }]],
    ['stuckOrders', [{ orderId: 'o' }]],
  ])('fails when the audit finds %s', async (name, found) => {
    shop.state.audit = { ...CLEAN_AUDIT, ok: false, [name]: found };

    expect(await run(line('1', 'A'))).toBe(1);
    expect(world.outLines.at(-1)).toContain('NOT all is well');
  });

  it('waits for an audit that takes longer than a call', async () => {
    shop.state.auditDelay = 3;

    expect(await run(line('1', 'A'))).toBe(0);

    const reports = shop.requests.filter(({ path }) => path === '/v1/admin/audit/report-1');
    expect(reports).toHaveLength(3);
    expect(world.sleeps).toEqual([1_000, 1_000, 1_000]);
  });

  it('fails when the charges do not match the orders', async () => {
    shop.state.charges.push({ orderId: 'order-1', amount: 200, currency: 'gbp', status: 'succeeded' });

    expect(await run(line('1', 'A'))).toBe(1);

    expect(report()).toMatchObject({ verification: { charges: { chargedTwice: ['order-1'] } } });
  });

  it('fails when the shop cannot settle', async () => {
    shop.intercept = ({ path }) => (path === '/_local/settle' ? problem(504, 'not_settled') : undefined);

    expect(await run(line('1', 'A'))).toBe(1);
    expect(world.outLines).toContain('settle failed: 504 not_settled: not_settled');
  });

  it('asks a deployed shop for neither settling nor charges', async () => {
    expect(await run(line('1', 'A'), { control: null })).toBe(0);

    expect(shop.requests.some(({ region }) => region === 'control')).toBe(false);
    expect(report()).toMatchObject({ verification: { charges: { kind: 'not_local' } } });
  });

  it('stops at Ctrl-C, audits what was sent, and is not all well', async () => {
    shop.intercept = ({ path }) => void (path === '/v1/orders' && world.interrupt());

    expect(await run(THREE)).toBe(1);

    expect(report()).toMatchObject({ interrupted: true, sent: 1, accepted: 1 });
  });

  it('cannot run without a shop', async () => {
    await shop.close();

    expect(await run(THREE)).toBe(2);
    expect(world.errLines[0]).toMatch(/no shop answers .*npm start/);
  });

  it('cannot run without the file or with a wrong flag', async () => {
    expect(await runReplay(['none.ndjson'], world)).toBe(2);
    expect(world.errLines[0]).toMatch(/none.ndjson: no such file/);
    expect(await runReplay(['o', '--history', 'no/such/folder'], world)).toBe(2);
    expect(world.errLines.pop()).toMatch(/^replay: cannot write no\/such\/folder: ENOENT/);
    expect(await runReplay(['o', '--fast'], world)).toBe(2);
    expect(world.errLines[1]).toMatch(/Unknown option '--fast'[^]*Usage: npm run replay/);
  });
});
