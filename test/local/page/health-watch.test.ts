import { startHttpServer, type HttpServer } from '../../../local/http/server';
import { HealthWatch } from '../../../local/page/health-watch';

let now: number;
let asked: number;
let answers: boolean;
let url: string;
let server: HttpServer;
let watch: HealthWatch;

const watchFor = (timeLimitMs: number) =>
  new HealthWatch(
    () => url,
    () => now,
    timeLimitMs,
  );

beforeEach(async () => {
  now = 0;
  asked = 0;
  answers = true;
  server = await startHttpServer({
    port: 0,
    handle: async (_request, response) => {
      asked += 1;
      if (!answers) return;
      const body = { region: 'us-east-1', status: 'evacuated', checks: { shop: 'evacuated' }, weight: 0 };
      response.writeHead(503).end(JSON.stringify(body));
    },
  });
  url = server.url;
  watch = watchFor(60_000);
});
afterEach(() => server.close());

/** Looks until the answer to the question that the first look asked is there. */
async function answered(): Promise<ReturnType<HealthWatch['look']>> {
  const before = watch.look();
  while (watch.look() === before) await new Promise(setImmediate);
  return watch.look();
}

it('does not keep whoever looks waiting, and tells what the Region said', async () => {
  expect(watch.look()).toBeNull();
  expect(await answered()).toEqual({
    at: '1970-01-01T00:00:00.000Z',
    httpStatus: 503,
    status: 'evacuated',
    checks: { shop: 'evacuated' },
    weight: 0,
  });
});

it('asks again after three seconds, however often somebody looks', async () => {
  await answered();
  for (now = 0; now < 3_000; now += 100) watch.look();
  expect(asked).toBe(1);
  now = 3_000;
  await answered();
  expect(asked).toBe(2);
});

it('tells of a Region that answers late', async () => {
  answers = false;
  watch = watchFor(1);
  expect(await answered()).toMatchObject({ httpStatus: null, status: 'late' });
});

it('tells of a Region that cannot be reached', async () => {
  url = 'http://127.0.0.1:1';
  expect(await answered()).toMatchObject({ httpStatus: null, status: 'unreachable' });
});
