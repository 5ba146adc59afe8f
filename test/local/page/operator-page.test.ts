import { FaultBoard } from '../../../local/control/faults';
import { startHttpServer, type HttpServer } from '../../../local/http/server';
import { LedgerWatch } from '../../../local/page/ledger-watch';
import { PageOperator } from '../../../local/page/operator';
import { OperatorPage } from '../../../local/page/operator-page';
import { TrafficLog } from '../../../local/page/traffic';
import { bucketItem, orderItem } from './items';

let asked: string[];
let answers: { readonly status: number; readonly body: object }[];
let faults: FaultBoard;
let api: HttpServer;
let page: OperatorPage;
let server: HttpServer;

beforeEach(async () => {
  asked = [];
  answers = [];
  faults = new FaultBoard();
  api = await startHttpServer({
    port: 0,
    handle: async (request, response) => {
      asked.push(`${request.url} ${request.headers.authorization?.slice(0, 51)}`);
      const { status, body } = answers.shift() ?? { status: 200, body: {} };
      response.writeHead(status).end(JSON.stringify(body));
    },
  });
  const sites = [
    { region: 'us-east-1', url: 'http://127.0.0.1:1' },
    { region: 'us-west-2', url: api.url },
  ];
  faults.replace({ ...faults.current(), regions: { 'us-east-1': 'down' } });
  page = new OperatorPage({
    edgeUrl: () => 'http://edge',
    regions: [],
    faults,
    ledger: new LedgerWatch(
      {
        page: async () => ({ items: [orderItem('ord_1', 'OPEN'), bucketItem('MUG', 0, 7)] }),
        read: async () => [],
        watchWrites: () => () => undefined,
      },
      Date.now,
    ),
    mails: () => [],
    charges: () => [
      { orderId: 'ord_1', amount: 500, currency: 'GBP', status: 'succeeded', at: '' },
      { orderId: 'ord_2', amount: 700, currency: 'GBP', status: 'refunded', at: '' },
    ],
    replicationBacklog: () => 3,
    alarms: () => ({}),
    watch: { clock: { now: () => 0, speed: 1 }, alarms: () => [] },
    traffic: new TrafficLog(Date.now),
    now: Date.now,
    operator: new PageOperator(sites, faults),
  });
  server = await startHttpServer({
    port: 0,
    handle: async (request, response) => {
      const [path = ''] = (request.url ?? '').split('?');
      const route = page.routeOf(request.method ?? 'GET', path);
      if (route === undefined) response.writeHead(404).end();
      else await route(request, response);
    },
  });
});
afterEach(async () => {
  await page.close();
  await server.close();
  await api.close();
});

const get = (path: string, init?: RequestInit) => fetch(`${server.url}/_local${path}`, init);
const json = async (answer: Response) => (await answer.json()) as Record<string, unknown>;

it.each([
  ['/', 'text/html; charset=utf-8'],
  ['/page.css', 'text/css; charset=utf-8'],
  ['/page.js', 'text/javascript; charset=utf-8'],
])('serves %s as %s, with a policy that lets nothing in from elsewhere', async (path, type) => {
  const answer = await get(path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe(type);
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  expect((await answer.text()).length).toBeGreaterThan(300);
});

it('leads to its slash, which the addresses on it count from', async () => {
  const answer = await get('', { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([308, '/_local/']);
});

it('shows everything at one moment', async () => {
  expect(await json(await get('/overview'))).toMatchObject({
    edgeUrl: 'http://edge',
    orders: { complete: true, count: 1, byStatus: { OPEN: 1 } },
    stock: { skus: 1, rows: [{ sku: 'MUG', available: 7, taken: 3, buckets: 1 }] },
    charges: { count: 2, refunded: 1, taken: { GBP: 500 } },
    replication: { backlog: 3 },
    alarms: {},
    watch: { now: '1970-01-01T00:00:00.000Z', speed: 1, count: 0, ringing: [], quiet: [] },
    faults: { regions: { 'us-east-1': 'down' } },
  });
});

it('finds SKUs', async () => {
  expect(await json(await get('/stock?q=ug'))).toEqual({
    items: [{ sku: 'MUG', available: 7, taken: 3, buckets: 1 }],
  });
  expect(await json(await get('/stock?q=%3Cb%3E'))).toEqual({ items: [] });
});

it('asks a Region that is up, signed as the local operator, and hands on what it says', async () => {
  answers = [{ status: 404, body: { code: 'unknown_product' } }];
  const answer = await get('/stock/MUG');
  expect(asked).toEqual([
    expect.stringMatching(/^\/v1\/admin\/stock\/MUG AWS4-HMAC-SHA256 Credential=local-operator\//),
  ]);
  expect([answer.status, answer.headers.get('x-region')]).toEqual([404, 'us-west-2']);
  expect(await json(answer)).toEqual({ code: 'unknown_product' });
});

it.each(['/stock/..%2Faudit', '/orders/a%20b', '/stock/a/b', '/nothing'])(
  'has nothing at %s',
  async (path) => {
    expect((await get(path)).status).toBe(404);
    expect(asked).toEqual([]);
  },
);

it('tells that no Region could be asked', async () => {
  faults.replace({ ...faults.current(), regions: { 'us-west-2': 'down' } });
  const answer = await get('/orders/ord_1');
  expect(answer.status).toBe(502);
  const { code, detail } = await json(answer);
  expect([code, detail]).toEqual(['unreachable', expect.stringContaining('us-east-1')]);
});

it('audits when asked to, by POST only', async () => {
  answers = [{ status: 200, body: { ok: true } }];
  expect((await get('/audit')).status).toBe(404);
  expect(await json(await get('/audit', { method: 'POST' }))).toEqual({ ok: true });
  expect(asked).toEqual([expect.stringContaining('/v1/admin/audit ')]);
});
