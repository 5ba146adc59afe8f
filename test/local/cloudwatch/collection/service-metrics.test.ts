import { DistributionMetrics } from '../../../../local/cloudwatch/collection/distribution-metrics';
import { GatewayMetrics } from '../../../../local/cloudwatch/collection/gateway-metrics';
import { LambdaMetrics } from '../../../../local/cloudwatch/collection/lambda-metrics';
import { recordQueues } from '../../../../local/cloudwatch/collection/queue-metrics';
import { recordReplication, recordTableCall } from '../../../../local/cloudwatch/collection/table-metrics';
import { MetricStore } from '../../../../local/cloudwatch/store/metric-store';
import { type TableCall } from '../../../../local/dynamodb/table-events';
import { type RestApi, type Route } from '../../../../local/gateway/api';

const NOW = Date.parse('2026-11-21T12:00:00Z');

let store: MetricStore;

beforeEach(() => {
  store = new MetricStore({
    now: () => NOW,
    statisticOf: () => null,
    accepts: () => true,
    onFull: () => undefined,
  });
});

/** Sum and number of values, `namespace name dimension=…` by metric. */
const gathered = (name?: string) =>
  Object.fromEntries(
    store
      .ids()
      .filter((id) => name === undefined || id.name === name)
      .map((id) => {
        const read = (stat: string) => [...store.statistic(id, stat, 60, NOW, NOW + 60_000).values()][0];
        const dimensions = Object.entries(id.dimensions).map(([key, value]) => `${key}=${value}`);
        return [[id.name, ...dimensions].join(' '), [read('Sum'), read('SampleCount')]];
      }),
  );

test('AWS/Lambda: invocations with errors and time by function, concurrency and throttles of the account', () => {
  const metrics = new LambdaMetrics(store);
  metrics.began(1);
  metrics.began(4);
  metrics.ended('orders', { kind: 'returned', payload: null }, 20);
  metrics.ended('orders', { kind: 'timed_out', afterSeconds: 3 }, 3_000);
  metrics.ended('orders', { kind: 'function_error', errorType: 'x', errorMessage: 'y' }, 10);
  metrics.ended('orders', { kind: 'region_down' }, 10);
  metrics.throttled('orders');
  expect(gathered()).toEqual({
    ConcurrentExecutions: [5, 2],
    'Invocations FunctionName=orders': [3, 3],
    'Errors FunctionName=orders': [2, 3],
    'Throttles FunctionName=orders': [1, 4],
    Throttles: [1, 4],
    'Duration FunctionName=orders': [3_030, 3],
  });
});

test('AWS/CloudFront: requests, and shares of errors in percent, by distribution', () => {
  const metrics = new DistributionMetrics(store, 'E1');
  for (const status of [200, 304, 404, 503]) metrics.answered(status);
  expect(gathered()).toEqual({
    'Requests DistributionId=E1 Region=Global': [4, 4],
    '4xxErrorRate DistributionId=E1 Region=Global': [100, 4],
    '5xxErrorRate DistributionId=E1 Region=Global': [100, 4],
  });
});

function route(method: string, resourcePath: string, detailedMetrics: boolean): Route {
  return {
    method,
    resourcePath,
    resourceId: '',
    functionArn: '',
    timeoutMs: 1,
    authorization: 'NONE',
    requiredParameters: [],
    bodySchemas: new Map(),
    throttle: undefined,
    detailedMetrics,
  };
}

test('AWS/ApiGateway: by stage, and by method where the stage asks for that', () => {
  const [orders, carts] = [route('POST', '/v1/orders', true), route('GET', '/v1/carts/{id}', false)];
  const api: RestApi = {
    apiId: 'x',
    name: 'holdfast',
    stage: 'live',
    region: '',
    accountId: '',
    routes: [orders, carts],
    gatewayResponses: new Map(),
    binaryMediaTypes: [],
  };
  const metrics = new GatewayMetrics(store, api);
  metrics.answered({ route: orders, status: 201, milliseconds: 30 });
  metrics.answered({ route: orders, status: 503, milliseconds: 50 });
  metrics.answered({ route: carts, status: 404, milliseconds: 5 });
  metrics.answered({ route: undefined, status: 403, milliseconds: 1 });
  const stage = 'ApiName=holdfast Stage=live';
  expect(gathered()).toEqual({
    [`Count ${stage}`]: [4, 4],
    [`4XXError ${stage}`]: [2, 4],
    [`5XXError ${stage}`]: [1, 4],
    [`Latency ${stage}`]: [86, 4],
    [`Count ${stage} Resource=/v1/orders Method=POST`]: [2, 2],
    [`4XXError ${stage} Resource=/v1/orders Method=POST`]: [0, 2],
    [`5XXError ${stage} Resource=/v1/orders Method=POST`]: [1, 2],
    [`Latency ${stage} Resource=/v1/orders Method=POST`]: [80, 2],
  });
});

test('AWS/SQS: visible messages and the age of the oldest, zero for an empty queue', () => {
  const queues = [
    { name: 'orders', visible: 2, oldestSentAt: NOW - 90_500 },
    { name: 'dead', visible: 0, oldestSentAt: null },
  ];
  recordQueues(store, queues, NOW, NOW);
  expect(gathered()).toEqual({
    'ApproximateNumberOfMessagesVisible QueueName=orders': [2, 1],
    'ApproximateAgeOfOldestMessage QueueName=orders': [90, 1],
    'ApproximateNumberOfMessagesVisible QueueName=dead': [0, 1],
    'ApproximateAgeOfOldestMessage QueueName=dead': [0, 1],
  });
});

const CALL: TableCall = {
  region: 'us-east-1',
  tables: ['shop'],
  kind: 'read',
  transaction: false,
  strong: false,
  throttled: false,
  sentBytes: 100,
  receivedBytes: 5_000,
};

test.each<[string, Partial<TableCall>, string, number]>([
  ['an eventual read of 5 KB', {}, 'ConsumedReadCapacityUnits', 1],
  ['a strong read of 5 KB', { strong: true }, 'ConsumedReadCapacityUnits', 2],
  ['a transaction that reads', { transaction: true }, 'ConsumedReadCapacityUnits', 4],
  ['a read of nothing', { receivedBytes: 2 }, 'ConsumedReadCapacityUnits', 0.5],
  ['a small write', { kind: 'write' }, 'ConsumedWriteCapacityUnits', 1],
  ['a write of 2.5 KB', { kind: 'write', sentBytes: 2_560 }, 'ConsumedWriteCapacityUnits', 3],
  ['a transaction that writes', { kind: 'write', transaction: true }, 'ConsumedWriteCapacityUnits', 2],
  ['a read that is throttled', { throttled: true }, 'ReadThrottleEvents', 1],
  ['a write that is throttled', { kind: 'write', throttled: true }, 'WriteThrottleEvents', 1],
])('AWS/DynamoDB: %s', (_what, call, name, sum) => {
  recordTableCall(store, { ...CALL, ...call });
  expect(gathered()).toEqual({ [`${name} TableName=shop`]: [sum, 1] });
});

test('AWS/DynamoDB: a call about two tables counts for both', () => {
  recordTableCall(store, { ...CALL, tables: ['shop', 'ledger'] });
  expect(Object.keys(gathered())).toHaveLength(2);
});

test('AWS/DynamoDB: the time to another Region', () => {
  const replicated = { table: 'shop', origin: 'us-east-1', target: 'us-west-2', milliseconds: 40 };
  recordReplication(store, replicated);
  recordReplication(store, { ...replicated, milliseconds: 60 }, NOW + 30_000);
  expect(gathered()).toEqual({ 'ReplicationLatency TableName=shop ReceivingRegion=us-west-2': [100, 2] });
});
