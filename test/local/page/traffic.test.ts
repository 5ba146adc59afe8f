import { startHttpServer, type HttpServer } from '../../../local/http/server';
import { TrafficLog } from '../../../local/page/traffic';

let now: number;
let log: TrafficLog;
let server: HttpServer;
let answer: { readonly status: number; readonly headers?: Record<string, string> } | 'none';

beforeEach(async () => {
  now = 1_000_000;
  log = new TrafficLog(() => now);
  server = await startHttpServer({
    port: 0,
    handle: log.counting('edge', async (_request, response) => {
      if (answer === 'none') response.destroy();
      else
        response
          .setHeaders(new Map(Object.entries(answer.headers ?? {})))
          .writeHead(answer.status)
          .end();
    }),
  });
});
afterEach(() => server.close());

/** Waits for the end of the connection, by which time the answer has been counted. */
const call = async (path: string, method = 'GET') => {
  const response = await fetch(server.url + path, { method, headers: { connection: 'close' } }).catch(
    () => null,
  );
  await response?.text();
  await new Promise(setImmediate);
};

const counts = () => {
  now += 1_000;
  const edge = log.read().places['edge'];
  return {
    ok: edge?.ok.at(-1),
    refused: edge?.refused.at(-1),
    failed: edge?.failed.at(-1),
    lost: edge?.lost.at(-1),
    orders: edge?.orders.at(-1),
  };
};

it('counts answers by what they are, in the second in which they were given', async () => {
  for (const status of [200, 304, 404, 429, 503]) {
    answer = { status };
    await call('/v1/products');
  }
  answer = 'none';
  await call('/v1/products');
  expect(counts()).toEqual({ ok: 2, refused: 2, failed: 1, lost: 1, orders: 0 });
  expect(counts()).toEqual({ ok: 0, refused: 0, failed: 0, lost: 0, orders: 0 });
});

it('counts orders that were recorded, and no replay of one', async () => {
  answer = { status: 201 };
  await call('/v1/orders', 'POST');
  answer = { status: 202, headers: { 'idempotency-replayed': 'true' } };
  await call('/v1/orders', 'POST');
  answer = { status: 409 };
  await call('/v1/orders', 'POST');
  expect(counts()).toMatchObject({ ok: 2, refused: 1 });
  expect(log.read().places['edge']?.orders.reduce((sum, each) => sum + each)).toBe(1);
});

it('counts calls of the shop only', async () => {
  answer = { status: 200 };
  for (const path of ['/_local/overview', '/health', '/', '/v1']) await call(path);
  expect(counts()).toMatchObject({ ok: 0 });
});

it('shows two minutes', async () => {
  answer = { status: 200 };
  await call('/v1/products');
  now += 120_000;
  const { until, places } = log.read();
  expect(until).toBe(1_119);
  expect(places['edge']?.ok).toHaveLength(120);
  expect(places['edge']?.ok[0]).toBe(1);
  now += 1_000;
  expect(log.read().places['edge']?.ok.some((each) => each > 0)).toBe(false);
});
