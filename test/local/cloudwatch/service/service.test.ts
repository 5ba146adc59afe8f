import { type AlarmView } from '../../../../local/cloudwatch/alarms/shape';
import { CloudClock } from '../../../../local/cloudwatch/clock';
import { cloudWatchService } from '../../../../local/cloudwatch/service/service';
import { MetricStore } from '../../../../local/cloudwatch/store/metric-store';
import { ManualTime } from '../manual-time';

const HOUR = 3_600;

let time: ManualTime;
let clock: CloudClock;
let store: MetricStore;

const view = (name: string, kind: AlarmView['kind'], state: AlarmView['state']): AlarmView => ({
  region: 'us-east-1',
  name,
  kind,
  state,
  since: new Date(clock.now()).toISOString(),
  reason: 'Threshold Crossed',
  description: 'd',
  topics: [],
  ...(kind === 'composite' ? { suppressedBy: 'cause' } : {}),
});

beforeEach(() => {
  time = new ManualTime();
  clock = new CloudClock(time);
  store = new MetricStore({
    now: clock.now,
    statisticOf: (_stat, values) => Math.max(...values),
    accepts: () => true,
    onFull: () => undefined,
  });
});

async function call(operation: string, input: unknown) {
  const views = () => [
    view('shop-errors', 'metric', 'ALARM'),
    view('shop-slow', 'metric', 'OK'),
    view('shop-all', 'composite', 'ALARM'),
  ];
  const service = cloudWatchService({ metrics: { store }, alarms: { views } }, clock);
  const body = Buffer.from(typeof input === 'string' ? input : JSON.stringify(input));
  const answer = await service({ operation, body, headers: {} });
  return {
    status: answer.status,
    body: JSON.parse(answer.body.toString()) as Record<string, unknown>,
  };
}

const seconds = (): number => time.now() / 1_000;

const stat = (Stat: string, Period = 60, more: object = {}) => ({
  Id: 'q',
  MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Orders' }, Period, Stat },
  ...more,
});

async function get(queries: unknown[], from: number, to: number, more: object = {}) {
  const { status, body } = await call('GetMetricData', {
    MetricDataQueries: queries,
    StartTime: from,
    EndTime: to,
    ...more,
  });
  return status === 200 ? (body['MetricDataResults'] as Record<string, unknown>[]) : body;
}

test('what was put is read back, newest first unless asked otherwise', async () => {
  const now = seconds();
  const put = await call('PutMetricData', {
    Namespace: 'Shop',
    MetricData: [
      { MetricName: 'Orders', Value: 2 },
      { MetricName: 'Orders', Values: [1, 5], Counts: [3, 1], Timestamp: now - 120 },
      {
        MetricName: 'Orders',
        StatisticValues: { SampleCount: 3, Sum: 9, Minimum: 1, Maximum: 5 },
        Timestamp: now - 300,
      },
      { MetricName: 'Orders', Dimensions: [{ Name: 'currency', Value: 'GBP' }], Value: 100 },
    ],
  });
  expect(put).toEqual({ status: 200, body: {} });
  expect(await get([stat('Sum', 60, { Label: 'l' })], now - HOUR, now + 60)).toEqual([
    {
      Id: 'q',
      Label: 'l',
      Timestamps: [now, now - 120, now - 300],
      Values: [2, 8, 9],
      StatusCode: 'Complete',
    },
  ]);
  const ascending = await get([stat('Maximum', 300)], now - HOUR, now + 60, { ScanBy: 'TimestampAscending' });
  expect(ascending).toMatchObject([{ Label: 'Orders', Timestamps: [now - 300, now], Values: [5, 2] }]);
});

test('callers live in real time, however far ahead the clock is', async () => {
  clock.advance(10 * HOUR);
  const now = seconds();
  await call('PutMetricData', {
    Namespace: 'Shop',
    MetricData: [
      { MetricName: 'Orders', Value: 1 },
      { MetricName: 'Orders', Value: 2, Timestamp: now - 600 },
    ],
  });
  const at = clock.now();
  const id = { namespace: 'Shop', name: 'Orders', dimensions: {} };
  expect([...store.statistic(id, 'Sum', 60, at - 3_600_000, at + 60_000)]).toEqual([
    [at - 600_000, 2],
    [at, 1],
  ]);
  expect(await get([stat('Sum')], now - HOUR, now + 60)).toMatchObject([
    { Timestamps: [now, now - 600], Values: [1, 2] },
  ]);
});

test('days are those of the callers, wherever the clock is in a day of its own', async () => {
  const day = 24 * HOUR;
  const midnight = Math.floor(seconds() / day) * day;
  const late = midnight + day - 60;
  await call('PutMetricData', {
    Namespace: 'Shop',
    MetricData: [
      { MetricName: 'Orders', Value: 1, Timestamp: midnight },
      { MetricName: 'Orders', Value: 2, Timestamp: late },
    ],
  });
  for (const hours of [7, 17, 20]) clock.advance(hours * HOUR + 13 * 60 + 0.5);
  await call('PutMetricData', {
    Namespace: 'Shop',
    MetricData: [
      { MetricName: 'Orders', Value: 4, Timestamp: midnight },
      { MetricName: 'Orders', Value: 8, Timestamp: late },
    ],
  });
  const days = await get([stat('Sum', day)], midnight - 3 * day, midnight + day);
  expect(days).toMatchObject([
    { Timestamps: [midnight, midnight - day, midnight - 2 * day], Values: [12, 2, 1] },
  ]);
});

test('what is not to be returned is not', async () => {
  const queries = [stat('Sum', 60, { ReturnData: false }), { ...stat('Sum'), Id: 'p' }];
  expect(await get(queries, seconds() - 60, seconds())).toMatchObject([{ Id: 'p', Values: [] }]);
});

test('DescribeAlarms tells of metric alarms, and of composite ones if asked', async () => {
  clock.advance(60);
  const names = async (input: object) => {
    const { body } = await call('DescribeAlarms', input);
    const list = (key: string) => (body[key] as { AlarmName: string }[]).map(({ AlarmName }) => AlarmName);
    return [list('MetricAlarms'), list('CompositeAlarms')];
  };
  expect(await names({})).toEqual([['shop-errors', 'shop-slow'], []]);
  expect(await names({ AlarmTypes: ['CompositeAlarm', 'MetricAlarm'], StateValue: 'ALARM' })).toEqual([
    ['shop-errors'],
    ['shop-all'],
  ]);
  expect(await names({ AlarmNames: ['shop-slow', 'other'] })).toEqual([['shop-slow'], []]);
  expect(await names({ AlarmNamePrefix: 'shop-e' })).toEqual([['shop-errors'], []]);
  const { body } = await call('DescribeAlarms', { AlarmTypes: ['CompositeAlarm'] });
  expect(body['CompositeAlarms']).toEqual([
    {
      AlarmName: 'shop-all',
      AlarmDescription: 'd',
      StateValue: 'ALARM',
      StateReason: 'Threshold Crossed',
      StateUpdatedTimestamp: seconds(),
      ActionsSuppressedReason: 'Suppressed by cause',
    },
  ]);
});

test.each([
  ['PutMetricData', { MetricData: [] }, 'InvalidParameterValueException'],
  ['PutMetricData', { Namespace: 'Shop', MetricData: [{ Value: 1 }] }, 'InvalidParameterValueException'],
  [
    'GetMetricData',
    { MetricDataQueries: [stat('Sum', 90)], StartTime: 0, EndTime: 1 },
    'InvalidParameterValue',
  ],
  [
    'GetMetricData',
    { MetricDataQueries: [{ Id: 'e', Expression: 'a + b' }], StartTime: 0, EndTime: 1 },
    'InvalidParameterValueException',
  ],
  ['DescribeAlarms', { StateValue: 'BAD' }, 'InvalidParameterValueException'],
  ['DescribeAlarms', '{', 'SerializationException'],
  ['GetMetricData', { MetricDataQueries: [stat('Mean')], StartTime: 0, EndTime: 1 }, 'InvalidParameterValue'],
  ['ListMetrics', {}, 'UnknownOperationException'],
  ['constructor', {}, 'UnknownOperationException'],
])('%s refuses %j', async (operation, input, code) => {
  const { status, body } = await call(operation, input);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(body['__type']).toContain(code);
});
