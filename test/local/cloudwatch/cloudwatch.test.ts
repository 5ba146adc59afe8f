import { CloudClock } from '../../../local/cloudwatch/clock';
import { CloudWatch } from '../../../local/cloudwatch/cloudwatch';
import { type GlobalTables } from '../../../local/dynamodb/global-tables';
import { type Replicated, type TableListener } from '../../../local/dynamodb/table-events';
import { fleetingMailLog } from '../../../local/mail/mail-log';
import { ManualTime } from './manual-time';

const ALARM = {
  logicalId: 'Dead',
  type: 'AWS::CloudWatch::Alarm',
  ref: 'dead',
  arn: '',
  properties: {
    AlarmName: 'dead',
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: 'dead' }],
    Statistic: 'Maximum',
    Period: 60,
    EvaluationPeriods: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 0,
    TreatMissingData: 'missing',
  },
};

let time: ManualTime;
let cloudWatch: CloudWatch;
let listeners: TableListener[];
let waiting: Replicated[];
let down: string;

beforeEach(() => {
  time = new ManualTime();
  cloudWatch = new CloudWatch(new CloudClock(time));
  listeners = [];
  waiting = [];
  down = '';
});

function add(region: string) {
  const tables = {
    listen: (listener: TableListener) => void listeners.push(listener),
    waiting: () => waiting,
  } as GlobalTables;
  const resources = [
    ALARM,
    { ...ALARM, type: 'AWS::Logs::MetricFilter', logicalId: 'Filter', properties: {} },
  ];
  return cloudWatch.add({
    template: { region, accountId: '', resources, assetDirectory: () => '' },
    isDown: () => down === region,
    tables,
    mails: fleetingMailLog(),
    log: () => undefined,
  });
}

const letter = () => [{ name: 'dead', visible: 1, oldestSentAt: time.now() - 30_000 }];

test('queues are looked at in every minute, before the alarms', () => {
  add('us-east-1').begin(letter);
  add('us-west-2').begin(() => []);
  time.pass(60_000);
  expect(cloudWatch.states()).toEqual({ 'us-east-1/dead': 'ALARM', 'us-west-2/dead': 'INSUFFICIENT_DATA' });
  expect(cloudWatch.alarms().map(({ region, state }) => [region, state])).toEqual([
    ['us-east-1', 'ALARM'],
    ['us-west-2', 'INSUFFICIENT_DATA'],
  ]);
});

test('at a faster speed the minutes come faster', () => {
  add('us-east-1').begin(letter);
  cloudWatch.clock.setSpeed(60);
  time.pass(1_000);
  expect(cloudWatch.states()).toEqual({ 'us-east-1/dead': 'ALARM' });
});

test('a Region that is down gathers nothing and looks at no alarm', () => {
  const { metrics, begin } = add('us-east-1');
  begin(letter);
  down = 'us-east-1';
  metrics.functions.began(1);
  metrics.line('f', '{"_aws":1}');
  time.pass(120_000);
  expect(metrics.store.ids()).toEqual([]);
  expect(cloudWatch.states()).toEqual({ 'us-east-1/dead': 'INSUFFICIENT_DATA' });
  down = '';
  time.pass(60_000);
  expect(cloudWatch.states()).toEqual({ 'us-east-1/dead': 'ALARM' });
  down = 'us-east-1';
  time.pass(600_000);
  expect(cloudWatch.states()).toEqual({ 'us-east-1/dead': 'ALARM' });
});

test('a Region that has ended is looked at no more', () => {
  const end = add('us-east-1').begin(letter);
  end();
  time.pass(120_000);
  expect(cloudWatch.states()).toEqual({ 'us-east-1/dead': 'INSUFFICIENT_DATA' });
});

test('a write costs both Regions, a read the one that made it; a throttled write only that one', () => {
  const regions = [add('us-east-1'), add('us-west-2')];
  const call = {
    region: 'us-east-1',
    tables: ['shop'],
    transaction: false,
    strong: false,
    throttled: false,
    sentBytes: 1,
    receivedBytes: 1,
  };
  for (const listener of listeners) {
    listener.called({ ...call, kind: 'write' });
    listener.called({ ...call, kind: 'read' });
    listener.called({ ...call, kind: 'write', throttled: true });
  }
  expect(regions.map(({ metrics }) => metrics.store.ids().map(({ name }) => name))).toEqual([
    ['ConsumedWriteCapacityUnits', 'ConsumedReadCapacityUnits', 'WriteThrottleEvents'],
    ['ConsumedWriteCapacityUnits'],
  ]);
});

test('a write that waits for its other Region is told of in each minute, where it was made', () => {
  const [east, west] = [add('us-east-1'), add('us-west-2')];
  east.begin(() => []);
  west.begin(() => []);
  waiting = [{ table: 'shop', origin: 'us-west-2', target: 'us-east-1', milliseconds: 90_000 }];
  const start = time.now();
  time.pass(60_000);
  expect(east.metrics.store.ids()).toEqual([]);
  const [id] = west.metrics.store.ids();
  expect(id?.dimensions).toEqual({ TableName: 'shop', ReceivingRegion: 'us-east-1' });
  expect([...west.metrics.store.statistic(id!, 'Maximum', 60, start, start + 60_000).values()]).toEqual([
    90_000,
  ]);
});

test('tells once what it does not do', () => {
  add('us-east-1');
  add('us-west-2');
  expect(cloudWatch.gaps()).toEqual([expect.stringContaining('metric filter Filter') as string]);
});
