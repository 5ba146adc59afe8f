import { CloudWatchDailyMetrics } from '../../../lambdas/adapters/cloudwatch/daily-metrics';
import { JumpingClock } from '../../../lambdas/adapters/memory/manual-clock';
import { SeededRandom } from '../../../lambdas/adapters/memory/seeded-random';
import { signedCalls } from '../../../lambdas/adapters/signed-call';
import { DAY_MS } from '../../../lambdas/domain/budget/counts';
import { type Series } from '../../../lambdas/domain/budget/measure';
import { StoreUnavailable } from '../../../lambdas/domain/errors';
import { checkSignature } from '../../../local/gateway/signature';
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server';

const FROM = Date.UTC(2026, 9, 23);
const TO = Date.UTC(2026, 10, 21, 10, 30, 12);
const seconds = (day: number) => (FROM + day * DAY_MS) / 1_000;

const SERIES: readonly Series[] = [
  { namespace: 'Holdfast', metric: 'OrdersFailed', dimensions: { service: 'holdfast' }, stat: 'Sum' },
  {
    namespace: 'AWS/ApiGateway',
    metric: 'Latency',
    dimensions: { ApiName: 'holdfast', Resource: '/v1/orders', Method: 'POST', Stage: 'prod' },
    stat: 'TC(3000:)',
  },
];

const environment = { ...process.env };
let server: ScriptedServer;
beforeAll(async () => {
  process.env['AWS_ACCESS_KEY_ID'] = 'key';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'secret';
  server = await startScriptedServer();
});
afterAll(async () => {
  process.env = environment;
  await server.close();
});
beforeEach(() => {
  server.received.length = 0;
  server.script.length = 0;
});

const clock = new JumpingClock();
const read = (series = SERIES) =>
  new CloudWatchDailyMetrics(signedCalls('us-west-2', server.url), {
    clock,
    random: new SeededRandom(1),
  }).read(series, FROM, TO);

type Answer = Readonly<Record<string, unknown>>;
const result = (Id: string, Timestamps: readonly number[], Values: readonly number[], more: Answer = {}) => ({
  Id,
  Label: Id,
  StatusCode: 'Complete',
  Timestamps,
  Values,
  ...more,
});
const page = (results: readonly Answer[], more: Answer = {}) => ({
  status: 200,
  json: { MetricDataResults: results, Messages: [], ...more },
});
const COMPLETE = page([result('m0', [seconds(1), seconds(4)], [3, 5]), result('m1', [seconds(29)], [12])]);
const bodies = () => server.received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);

it('asks for one value a day, the minute under way included, as the service wants it', async () => {
  server.script.push(COMPLETE);
  await read();

  const [{ method, path, headers, body }] = server.received as [ScriptedServer['received'][number]];
  expect([method, path]).toEqual(['POST', '/']);
  expect(headers).toMatchObject({
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'GraniteServiceVersion20100801.GetMetricData',
  });
  expect(JSON.parse(body)).toEqual({
    StartTime: FROM / 1_000,
    EndTime: Date.UTC(2026, 10, 21, 10, 31) / 1_000,
    ScanBy: 'TimestampAscending',
    MetricDataQueries: [
      {
        Id: 'm0',
        MetricStat: {
          Metric: {
            Namespace: 'Holdfast',
            MetricName: 'OrdersFailed',
            Dimensions: [{ Name: 'service', Value: 'holdfast' }],
          },
          Period: 86_400,
          Stat: 'Sum',
        },
      },
      {
        Id: 'm1',
        MetricStat: {
          Metric: {
            Namespace: 'AWS/ApiGateway',
            MetricName: 'Latency',
            Dimensions: [
              { Name: 'ApiName', Value: 'holdfast' },
              { Name: 'Resource', Value: '/v1/orders' },
              { Name: 'Method', Value: 'POST' },
              { Name: 'Stage', Value: 'prod' },
            ],
          },
          Period: 86_400,
          Stat: 'TC(3000:)',
        },
      },
    ],
  });
});

it('is signed for the service `monitoring`', async () => {
  server.script.push(COMPLETE);
  await read();

  const [{ method, headers, body }] = server.received as [ScriptedServer['received'][number]];
  const call = {
    method,
    path: '/',
    query: '',
    headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
    body: Buffer.from(body),
    sourceIp: '127.0.0.1',
  };
  const operators = [{ accessKeyId: 'key', secretAccessKey: 'secret' }];
  const signed = { region: 'us-west-2', service: 'monitoring', operators, now: new Date() };
  expect(checkSignature(call, signed).kind).toBe('valid');
  expect(headers['authorization']).toContain('x-amz-target');
});

it('gives the values of each series by their day', async () => {
  server.script.push(COMPLETE);
  expect(await read()).toEqual([
    new Map([
      [FROM + DAY_MS, 3],
      [FROM + 4 * DAY_MS, 5],
    ]),
    new Map([[FROM + 29 * DAY_MS, 12]]),
  ]);
});

it('goes on with the token until there is none', async () => {
  server.script.push(
    page([result('m0', [seconds(0)], [1], { StatusCode: 'PartialData' })], { NextToken: 'there-is-more' }),
    page([result('m0', [seconds(1)], [2]), result('m1', [seconds(0)], [4])]),
  );

  expect(await read()).toEqual([
    new Map([
      [FROM, 1],
      [FROM + DAY_MS, 2],
    ]),
    new Map([[FROM, 4]]),
  ]);
  expect(bodies().map(({ NextToken }) => NextToken)).toEqual([undefined, 'there-is-more']);
});

it('has nothing to ask for without series', async () => {
  expect(await read([])).toEqual([]);
  expect(server.received).toEqual([]);
});

it.each([
  ['the service is busy', { status: 400, json: { __type: 'com.amazonaws.cloudwatch#Throttling' } }],
  [
    'it has a fault of its own',
    { status: 500, json: { __type: 'com.amazonaws.cloudwatch#InternalServiceFault' } },
  ],
  ['a metric could not be read', page([result('m0', [], [], { StatusCode: 'InternalError' })])],
  ['values are missing', page([result('m0', [seconds(1)], [1], { StatusCode: 'PartialData' })])],
  ['the connection breaks', 'break' as const],
])('is asked again after a while when %s', async (_, answer) => {
  server.script.push(answer, answer, COMPLETE);
  const before = clock.now();
  expect(await read()).toHaveLength(2);
  expect(server.received).toHaveLength(3);
  expect(clock.now()).toBeGreaterThan(before);
});

it('fails after the third attempt, with what was said last', async () => {
  server.script.push('break', 'break', { status: 503, text: 'down' }, COMPLETE);
  await expect(read()).rejects.toThrow(
    new StoreUnavailable('GetMetricData: 503 without a code', 'not_applied'),
  );
  expect(server.received).toHaveLength(3);
});

it.each([
  ['AccessDeniedException', { status: 403, json: { __type: 'com.amazon.coral#AccessDeniedException' } }],
  [
    'InvalidParameterValue',
    { status: 400, json: { __type: 'com.amazonaws.cloudwatch#InvalidParameterValue' } },
  ],
  ['Forbidden for m1', page([result('m1', [], [], { StatusCode: 'Forbidden' })])],
  ['no results', { status: 200, text: '<html>' }],
])('is not asked again when it says %s', async (reason, answer) => {
  server.script.push(answer, COMPLETE);
  await expect(read()).rejects.toThrow(reason);
  expect(server.received).toHaveLength(1);
});

it('does not follow tokens for ever', async () => {
  const endless = page([], { NextToken: 'again' });
  server.script.push(...Array.from({ length: 30 }, () => endless));
  await expect(read()).rejects.toThrow('did not end within 20 pages');
});
