import { get } from 'node:http';
import { type AlarmView } from '../../../local/cloudwatch/alarms/shape';
import { CloudClock } from '../../../local/cloudwatch/clock';
import { createControl, type WatchedAlarms } from '../../../local/control/control';
import { FaultBoard, HEALTHY } from '../../../local/control/faults';
import { type Settled } from '../../../local/control/settle';
import { type WebhookRequest } from '../../../local/control/webhooks';
import { startHttpServer, type HttpServer } from '../../../local/http/server';
import { type ChargeChange } from '../../../local/payments/charge-control';
import { type FunctionCounts, type RunningRegion } from '../../../local/types';
import { ManualTime } from '../cloudwatch/manual-time';

let faults: FaultBoard;
let settled: Settled;
let changes: ChargeChange[];
let server: HttpServer;
let asked: WebhookRequest[];
let cloudWatch: WatchedAlarms;

const PLACE: FunctionCounts = {
  name: 'shop-place',
  environments: 0,
  running: 0,
  waiting: 0,
  invocations: 0,
  errors: 0,
  coldStarts: 0,
  lastMs: null,
  p95Ms: null,
};

function region(name: string): RunningRegion {
  const unused = () => Promise.reject(new Error('not asked for'));
  return {
    region: name,
    template: { region: name, accountId: '', resources: [], assetDirectory: (key) => key },
    awsEndpoint: '',
    invoke: unused,
    revealMessages: unused,
    pauseQueues: () => undefined,
    resumeQueues: () => undefined,
    runSchedules: unused,
    backlog: unused,
    crashes: () => [],
    functions: () => [PLACE],
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

const ALARM: AlarmView = {
  region: 'us-east-1',
  name: 'holdfast-errors-high',
  kind: 'metric',
  state: 'ALARM',
  since: '2026-11-21T12:00:00.000Z',
  reason: 'Threshold Crossed',
  description: 'Errors. Runbook: https://example.com/errors-high.md',
  topics: ['holdfast-pages'],
};

const CHANGE = {
  region: 'us-east-1',
  name: 'holdfast-errors-high',
  from: 'OK',
  to: 'ALARM',
  at: '2026-11-21T12:00:00.000Z',
  realAt: '2026-11-21T12:00:00.000Z',
  reason: 'Threshold Crossed',
  notified: ['email ops@example.com'],
} as const;

beforeEach(async () => {
  faults = new FaultBoard();
  settled = { settled: true, rounds: 2 };
  asked = [];
  changes = [];
  cloudWatch = {
    clock: new CloudClock(new ManualTime()),
    states: () => ({ 'us-east-1/holdfast-errors-high': 'ALARM' }),
    alarms: () => [ALARM],
    history: { all: () => [CHANGE] },
  };
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
      changeCharges: (change) => {
        changes.push(change);
        return change.orderId === 'o-1' ? [charge] : undefined;
      },
      sendWebhooks: async (request) => {
        asked.push(request);
        return request.orderId === 'o-1' ? [{ type: 'payment_intent.succeeded', status: 200 }] : undefined;
      },
      settle: async () => settled,
      keyValueStores: [{ name: 'holdfast-routing', arn: 'arn:routing' }],
      cloudWatch,
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
      alarms: { 'us-east-1/holdfast-errors-high': 'ALARM' },
      faults: { ...HEALTHY, regions: { 'us-east-1': 'down' } },
      keyValueStores: { 'holdfast-routing': 'arn:routing' },
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

it('knows the functions of each region by name', async () => {
  const body = (crashFunction: string) => JSON.stringify({ lambda: { crashFunction } });
  expect(await call('PUT', 'faults', body('us-west-2/shop-place'))).toMatchObject({ status: 200 });
  expect(await call('PUT', 'faults', body('eu-west-1/shop-place'))).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('"us-east-1/shop-place"|"us-west-2/shop-place"') as string },
  });
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

describe("CloudWatch's clock", () => {
  const NOW = '2026-11-21T12:00:00.000Z';

  it('tells its time and speed, runs faster and jumps', async () => {
    expect(await call('GET', 'clock')).toEqual({ status: 200, body: { now: NOW, speed: 1 } });
    expect(await call('PUT', 'clock', '{"speed":60}')).toEqual({
      status: 200,
      body: { now: NOW, speed: 60 },
    });
    expect(await call('POST', 'clock/advance', '{"seconds":90}')).toEqual({
      status: 200,
      body: { now: '2026-11-21T12:01:30.000Z', speed: 60 },
    });
  });

  it.each([
    ['PUT', 'clock', ['{"speed":0}', '{"speed":3601}', '{"speed":"60"}', '{"speeds":60}', '{}', '']],
    ['POST', 'clock/advance', ['{"seconds":0}', '{"seconds":-60}', '{"seconds":2678401}', '{}', '{']],
  ])('%s %s refuses what it does not understand, and says what it takes', async (method, path, bodies) => {
    for (const body of bodies) {
      const answer = await call(method, path, body);
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_clock' } });
      expect(answer.body['detail']).toContain('{"speed": 60}');
    }
    expect((await call('GET', 'clock')).body).toEqual({ now: NOW, speed: 1 });
  });
});

it('lists alarms and their history', async () => {
  expect((await call('GET', 'alarms')).body).toEqual([ALARM]);
  expect((await call('GET', 'alarms/history')).body).toEqual([CHANGE]);
});

describe('webhooks', () => {
  it('are sent to the edge or to a region, and their answers told', async () => {
    const sent = [{ type: 'payment_intent.succeeded', status: 200 }];

    expect(await call('POST', 'webhooks', '{"orderId":"o-1"}')).toEqual({ status: 200, body: { sent } });
    expect(await call('POST', 'webhooks', '{"orderId":"o-1","region":"us-west-2"}')).toMatchObject({
      status: 200,
    });
    expect(asked).toEqual([{ orderId: 'o-1' }, { orderId: 'o-1', region: 'us-west-2' }]);
  });

  it('are not sent for an order without a payment', async () => {
    expect(await call('POST', 'webhooks', '{"orderId":"o-2"}')).toMatchObject({
      status: 404,
      body: { code: 'unknown_payment', detail: expect.stringContaining('o-2') as string },
    });
  });

  it.each([
    ['', 'body: '],
    ['[]', 'body: '],
    ['{}', 'orderId: an order id is needed'],
    ['{"orderId":""}', 'orderId: an order id is needed'],
    ['{"orderId":5}', 'orderId: an order id is needed'],
    ['{"orderId":"o-1","region":"eu-west-1"}', '"us-east-1"|"us-west-2"'],
    ['{"orderId":"o-1","type":"charge.refunded"}', '"type"'],
  ])('are not sent for %j', async (body, what) => {
    expect(await call('POST', 'webhooks', body)).toMatchObject({
      status: 400,
      body: { code: 'invalid_webhooks', detail: expect.stringContaining(what) as string },
    });
    expect(asked).toEqual([]);
  });
});

describe('charges', () => {
  it('are lost and doubled, and those of the order told', async () => {
    const told = { status: 200, body: { charges: [expect.objectContaining({ orderId: 'o-1' })] } };

    expect(await call('POST', 'charges', '{"lose":"o-1"}')).toEqual(told);
    expect(await call('POST', 'charges', '{"duplicate":"o-1"}')).toEqual(told);
    expect(changes).toEqual([
      { kind: 'lose', orderId: 'o-1' },
      { kind: 'duplicate', orderId: 'o-1' },
    ]);
  });

  it('are not changed for an order that has none', async () => {
    expect(await call('POST', 'charges', '{"lose":"o-2"}')).toMatchObject({
      status: 404,
      body: { code: 'unknown_charge', detail: expect.stringContaining('No charge of o-2') as string },
    });
  });

  it.each([
    ['', 'body: not a JSON object. Send {"lose": "ord_…"} or {"duplicate": "ord_…"}.'],
    ['[]', 'body: not a JSON object. Send'],
    ['{}', 'body: one of lose and duplicate is needed. Send'],
    ['{"lose":"o-1","duplicate":"o-1"}', 'body: one of lose and duplicate is needed. Send'],
    ['{"lose":""}', 'lose: an order id is needed. Send'],
    ['{"duplicate":5}', 'duplicate: an order id is needed. Send'],
    ['{"forget":"o-1"}', 'body: allowed are lose and duplicate. Send'],
  ])('are not changed for %j', async (body, what) => {
    expect(await call('POST', 'charges', body)).toMatchObject({
      status: 400,
      body: { code: 'invalid_charges', detail: expect.stringContaining(what) as string },
    });
    expect(changes).toEqual([]);
  });
});

it.each([
  ['cross-site', 403],
  ['same-site', 403],
  ['same-origin', 200],
  ['none', 200],
])('answers a page that is %s with %d, so that no other site switches anything', async (site, status) => {
  const answer = await fetch(`${server.url}/_local/settle`, {
    method: 'POST',
    headers: { 'sec-fetch-site': site },
  });
  expect(answer.status).toBe(status);
});

/** Status of a call that names this host; `fetch` writes the header itself. */
const statusFor = (host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const request = get(`${server.url}/_local/mail`, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    request.on('error', reject);
  });

it.each([
  ['localhost:4000', 200],
  ['127.0.0.1', 200],
  ['[::1]:4000', 200],
  ['evil.example', 403],
  ['127.0.0.1.evil.example:4000', 403],
  ['localhost.evil.example', 403],
])(
  'is reached as %s with %d, so that no name that was turned to this machine reads mails',
  async (host, status) => {
    expect(await statusFor(host)).toBe(status);
  },
);
