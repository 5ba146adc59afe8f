import { createControl } from '../../../local/control/control';
import { FaultBoard, HEALTHY } from '../../../local/control/faults';
import { type Settled } from '../../../local/control/settle';
import { startHttpServer, type HttpServer } from '../../../local/http/server';
import { type RunningRegion } from '../../../local/types';

let faults: FaultBoard;
let settled: Settled;
let server: HttpServer;

function region(name: string): RunningRegion {
  const unused = () => Promise.reject(new Error('not asked for'));
  return {
    region: name,
    template: { region: name, accountId: '', resources: [], assetDirectory: (key) => key },
    awsEndpoint: '',
    invoke: unused,
    revealMessages: unused,
    runSchedules: unused,
    backlog: unused,
    crashes: () => [],
    close: unused,
    queues: async () => ({ orders: { visible: 1, inFlight: 2, delayed: 3 } }),
  };
}

const MAIL = {
  channel: 'email',
  to: 'ada@example.com',
  template: 'order-confirmed',
  orderId: 'o-1',
  body: 'Thank you.',
  at: '2026-01-01T00:00:00.000Z',
} as const;

beforeEach(async () => {
  faults = new FaultBoard();
  settled = { settled: true, rounds: 2 };
  const charge = {
    orderId: 'o-1',
    amount: 100,
    currency: 'GBP',
    status: 'succeeded',
    at: '2026-01-01T00:00:00.000Z',
  } as const;
  server = await startHttpServer({
    port: 0,
    handle: createControl({
      regions: [region('us-east-1'), region('us-west-2')],
      faults,
      charges: () => [charge],
      mails: () => [MAIL],
      settle: async () => settled,
    }),
  });
});

afterEach(() => server.close());

async function call(method: string, path: string, body?: string) {
  const response = await fetch(`${server.url}/_local/${path}`, {
    method,
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

it('shows regions, queues and faults', async () => {
  faults.replace({ ...HEALTHY, regions: { 'us-east-1': 'down' } });

  expect(await call('GET', 'state')).toEqual({
    status: 200,
    body: {
      regions: { 'us-east-1': { status: 'down' }, 'us-west-2': { status: 'up' } },
      queues: {
        'us-east-1/orders': { visible: 1, inFlight: 2, delayed: 3 },
        'us-west-2/orders': { visible: 1, inFlight: 2, delayed: 3 },
      },
      alarms: {},
      faults: { ...HEALTHY, regions: { 'us-east-1': 'down' } },
    },
  });
});

it('replaces all faults at once', async () => {
  await call('PUT', 'faults', '{"payments":{"mode":"error"}}');
  expect(faults.current().payments.mode).toBe('error');
  await call('PUT', 'faults', '{"replication":{"lagMs":50}}');
  expect(faults.current()).toEqual({ ...HEALTHY, replication: { lagMs: 50 } });
  await call('PUT', 'faults', '{}');
  expect(faults.current()).toEqual(HEALTHY);
});

it.each(['{"payments":{"mode":"x"}}', '{', ''])('keeps the faults in force when given %j', async (body) => {
  await call('PUT', 'faults', '{"payments":{"mode":"error"}}');

  expect(await call('PUT', 'faults', body)).toMatchObject({ status: 400, body: { code: 'invalid_faults' } });
  expect(faults.current().payments.mode).toBe('error');
});

it('settles, or tells what is left', async () => {
  expect(await call('POST', 'settle')).toEqual({ status: 200, body: { settled: true, rounds: 2 } });
  settled = { settled: false, rounds: 9, owed: { messages: 1, orders: 2 } };
  expect(await call('POST', 'settle')).toMatchObject({
    status: 504,
    body: { code: 'not_settled', settled: false, left: { messages: 1, orders: 2 } },
  });
});

it('lists charges and mail, and says what there is for anything else', async () => {
  expect((await call('GET', 'charges')).body).toMatchObject([{ orderId: 'o-1', status: 'succeeded' }]);
  expect((await call('GET', 'mail')).body).toEqual([MAIL]);
  expect((await call('GET', 'nothing')).body['detail']).toContain('GET /_local/state');
});
