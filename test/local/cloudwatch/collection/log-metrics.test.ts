import { LogMetrics } from '../../../../local/cloudwatch/collection/log-metrics';
import { MetricStore } from '../../../../local/cloudwatch/store/metric-store';
import { type RegionTemplate, type Resource } from '../../../../local/types';

const NOW = Date.parse('2026-11-21T12:00:00Z');

const resource = (type: string, ref: string, properties: Resource['properties']): Resource => ({
  logicalId: ref,
  type,
  properties,
  ref,
  arn: '',
});

const filter = (group: string, pattern: string, transformation: object): Resource =>
  resource('AWS::Logs::MetricFilter', `filter-${group}`, {
    LogGroupName: group,
    FilterPattern: pattern,
    MetricTransformations: [{ MetricNamespace: 'Holdfast', MetricValue: '1', ...transformation }],
  });

let store: MetricStore;
let told: string[];

function logMetrics(...resources: Resource[]): LogMetrics {
  told = [];
  store = new MetricStore({
    now: () => NOW,
    statisticOf: () => null,
    accepts: () => true,
    onFull: () => undefined,
  });
  const template: RegionTemplate = {
    region: 'us-east-1',
    accountId: '000000000000',
    resources: [
      resource('AWS::Lambda::Function', 'orders', { LoggingConfig: { LogGroup: '/shop/orders' } }),
      resource('AWS::Lambda::Function', 'carts', {}),
      ...resources,
    ],
    assetDirectory: () => '',
  };
  return new LogMetrics(template, store, (line) => told.push(line));
}

const values = (name: string, stat = 'Sum', dimensions = {}) => [
  ...store
    .statistic({ namespace: 'Holdfast', name, dimensions }, stat, 60, NOW - 60_000, NOW + 60_000)
    .values(),
];

const ERROR_LINE = JSON.stringify({ level: 'ERROR', deployment: 'holdfast', took: 12.5 });
const INFO_LINE = JSON.stringify({ level: 'INFO', deployment: 'holdfast' });

test('embedded metrics are counted', () => {
  const logs = logMetrics();
  const line = {
    _aws: {
      Timestamp: 1,
      CloudWatchMetrics: [
        { Namespace: 'Holdfast', Dimensions: [['service']], Metrics: [{ Name: 'Orders' }] },
      ],
    },
    service: 'holdfast',
    Orders: [1, 2],
  };
  logs.line('orders', JSON.stringify(line));
  expect(values('Orders', 'Sum', { service: 'holdfast' })).toEqual([3]);
  expect(values('Orders', 'SampleCount', { service: 'holdfast' })).toEqual([2]);
});

test('what cannot be read is told once, and nothing fails', () => {
  const logs = logMetrics();
  logs.line('orders', '{"_aws": 1}');
  logs.line('orders', '{"_aws": 1}');
  logs.line('carts', '{"_aws": 1}');
  expect(told).toEqual([
    expect.stringContaining('metrics of orders') as string,
    expect.stringContaining('metrics of carts') as string,
  ]);
});

test("a metric filter counts lines of its log group's function only", () => {
  const pattern = '{ $.level = "ERROR" }';
  const logs = logMetrics(
    filter('/shop/orders', pattern, {
      MetricName: 'ErrorLogs',
      Dimensions: [{ Key: 'service', Value: '$.deployment' }],
    }),
    filter('/aws/lambda/carts', pattern, { MetricName: 'CartErrors' }),
  );
  for (const line of [ERROR_LINE, INFO_LINE, ERROR_LINE, '{"level":"ERROR"}', 'ERROR', '{"level":"ERROR"'])
    logs.line('orders', line);
  logs.line('carts', ERROR_LINE);
  expect(values('ErrorLogs', 'Sum', { service: 'holdfast' })).toEqual([2]);
  expect(values('CartErrors')).toEqual([1]);
  expect(store.ids()).toHaveLength(2);
});

test('a value may be a field of the line; what is no number is not reported', () => {
  const logs = logMetrics(
    filter('/shop/orders', '{ $.level = "*" }', { MetricName: 'Took', MetricValue: '$.took' }),
  );
  logs.line('orders', ERROR_LINE);
  logs.line('orders', INFO_LINE);
  expect([values('Took'), values('Took', 'SampleCount')]).toEqual([[12.5], [1]]);
});

test('the default value stands for a minute with lines of which none matched', () => {
  const logs = logMetrics(
    filter('/shop/orders', '{ $.level = "ERROR" }', { MetricName: 'Errors', DefaultValue: 0 }),
  );
  logs.endMinute(NOW - 60_000);
  expect(values('Errors', 'SampleCount')).toEqual([]);
  logs.line('orders', INFO_LINE);
  logs.line('orders', INFO_LINE);
  logs.endMinute(NOW - 60_000);
  expect(values('Errors', 'SampleCount')).toEqual([1]);
  logs.line('orders', INFO_LINE);
  logs.line('orders', ERROR_LINE);
  logs.line('orders', INFO_LINE);
  logs.endMinute(NOW);
  expect([values('Errors', 'SampleCount'), values('Errors')]).toEqual([
    [1, 1],
    [0, 1],
  ]);
});

test('filters that cannot be followed are named', () => {
  const logs = logMetrics(filter('/shop/orders', '[ip, user]', { MetricName: 'x' }));
  expect(logs.unsupported).toEqual([expect.stringContaining('filter-/shop/orders') as string]);
});
