import { AlarmHistory } from '../../../../local/cloudwatch/alarms/history';
import { RegionAlarms } from '../../../../local/cloudwatch/alarms/region-alarms';
import { type MetricSource } from '../../../../local/cloudwatch/metrics';
import { fleetingMailLog, type MailLog } from '../../../../local/mail/mail-log';
import { type Resource } from '../../../../local/types';

const MINUTE = 60_000;
const START = Date.parse('2026-11-21T12:00:00Z');
const PAGES = 'arn:aws:sns:us-east-1:000000000000:holdfast-pages';

const resource = (type: string, ref: string, properties: Resource['properties'], arn = ''): Resource => ({
  logicalId: ref,
  type,
  properties,
  ref,
  arn,
});

const TOPIC = [
  resource('AWS::SNS::Topic', PAGES, {}, PAGES),
  resource('AWS::SNS::Subscription', 'a', {
    TopicArn: PAGES,
    Protocol: 'email',
    Endpoint: 'ops@example.com',
  }),
  resource('AWS::SNS::Subscription', 'b', { TopicArn: PAGES, Protocol: 'sms', Endpoint: '+15550100' }),
  resource('AWS::SNS::Subscription', 'c', {
    TopicArn: 'other',
    Protocol: 'email',
    Endpoint: 'no@example.com',
  }),
];

const alarm = (name: string, metric: string, more: object = {}): Resource =>
  resource('AWS::CloudWatch::Alarm', name, {
    AlarmName: name,
    AlarmDescription: `${name}. Runbook: https://example.com/${name}.md`,
    Namespace: 'Holdfast',
    MetricName: metric,
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 0,
    TreatMissingData: 'notBreaching',
    ...more,
  });

const composite = (name: string, rule: string, more: object = {}): Resource =>
  resource('AWS::CloudWatch::CompositeAlarm', name, { AlarmName: name, AlarmRule: rule, ...more });

let bad: Set<string>;
let history: AlarmHistory;
let mails: MailLog;
let now: number;

beforeEach(() => {
  bad = new Set();
  history = new AlarmHistory();
  mails = fleetingMailLog();
  now = START;
});

/** Metrics named in `bad` have the value 1 in every period, others have none. */
const source: MetricSource = {
  statistic: ({ name }, _stat, periodSeconds, from, to) => {
    const points = new Map<number, number>();
    for (let at = from; at < to; at += periodSeconds * 1_000) if (bad.has(name)) points.set(at, 1);
    return points;
  },
};

function watch(...resources: Resource[]): RegionAlarms {
  const template = {
    region: 'us-east-1',
    accountId: '000000000000',
    resources: [...TOPIC, ...resources],
    assetDirectory: () => '',
  };
  const realNow = () => new Date('2026-11-21T09:00:00Z');
  return new RegionAlarms({ template, source, mails, history, now: () => now, realNow });
}

function minutes(alarms: RegionAlarms, count: number): void {
  for (let n = 0; n < count; n++) alarms.evaluate((now += MINUTE), false);
}

const told = () => mails.all().map(({ channel, to, subject, body }) => `${channel} ${to} ${subject ?? body}`);

const changes = () => history.all().map(({ name, from, to, notified }) => [name, from, to, notified.length]);

test('an alarm begins with insufficient data, rings, and tells the subscribers of its topic', () => {
  const alarms = watch(alarm('errors', 'Errors', { AlarmActions: [PAGES] }));
  expect(alarms.views()).toMatchObject([{ state: 'INSUFFICIENT_DATA', topics: ['holdfast-pages'] }]);
  minutes(alarms, 1);
  bad.add('Errors');
  minutes(alarms, 2);
  expect(told()).toEqual([
    'email ops@example.com ALARM: "errors" in us-east-1',
    'sms +15550100 ALARM: "errors" in us-east-1',
  ]);
  expect(mails.all()[0]).toMatchObject({ template: 'alarm', orderId: '', at: '2026-11-21T09:00:00.000Z' });
  expect(mails.all()[0]?.body).toContain('Runbook: https://example.com/errors.md');
  expect(changes()).toEqual([
    ['errors', 'INSUFFICIENT_DATA', 'OK', 0],
    ['errors', 'OK', 'ALARM', 2],
  ]);
  expect(alarms.views()).toMatchObject([{ state: 'ALARM', since: '2026-11-21T12:02:00.000Z' }]);
  expect(history.all()[1]).toMatchObject({
    region: 'us-east-1',
    at: '2026-11-21T12:02:00.000Z',
    realAt: '2026-11-21T09:00:00.000Z',
    notified: ['email ops@example.com', 'sms +15550100'],
  });
});

test('each state has its own actions, and an alarm whose actions are disabled tells nobody', () => {
  const alarms = watch(
    alarm('errors', 'Errors', { OKActions: [PAGES] }),
    alarm('quiet', 'Errors', { AlarmActions: [PAGES], ActionsEnabled: false }),
  );
  bad.add('Errors');
  minutes(alarms, 1);
  expect(told()).toEqual([]);
  bad.clear();
  minutes(alarms, 1);
  expect(told()[0]).toContain('OK: "errors"');
  expect(told()).toHaveLength(2);
  expect(alarms.views()[1]?.topics).toEqual([]);
});

test('a composite alarm sees what its parts came to in the same minute, whatever their order', () => {
  const alarms = watch(
    composite('all', 'ALARM("either")', { AlarmActions: [PAGES] }),
    composite('either', 'ALARM("errors") OR ALARM("slow")'),
    alarm('errors', 'Errors'),
    alarm('slow', 'Slow'),
  );
  minutes(alarms, 1);
  bad.add('Slow');
  minutes(alarms, 1);
  expect(Object.fromEntries(alarms.states())).toEqual({
    errors: 'OK',
    slow: 'ALARM',
    either: 'ALARM',
    all: 'ALARM',
  });
  expect(told()).toHaveLength(2);
});

const SUPPRESSED = {
  AlarmActions: [PAGES],
  ActionsSuppressor: 'cause',
  ActionsSuppressorWaitPeriod: 120,
  ActionsSuppressorExtensionPeriod: 60,
};

describe('a composite alarm with a suppressor', () => {
  const follower = () =>
    watch(
      alarm('errors', 'Errors'),
      alarm('cause', 'Cause', { AlarmActions: [] }),
      composite('follower', 'ALARM("errors")', SUPPRESSED),
    );

  test('waits for the suppressor, and is quiet while that rings', () => {
    const alarms = follower();
    minutes(alarms, 3);
    bad.add('Errors');
    minutes(alarms, 1);
    expect(told()).toEqual([]);
    expect(alarms.views()[2]).toMatchObject({ state: 'ALARM', suppressedBy: 'cause (WaitPeriod)' });
    bad.add('Cause');
    minutes(alarms, 30);
    expect(told()).toEqual([]);
    expect(alarms.views()[2]).toMatchObject({ state: 'ALARM', suppressedBy: 'cause' });
    expect(changes()).toContainEqual(['follower', 'OK', 'ALARM', 0]);
  });

  test('acts once it has waited in vain, and the change names who was told then', () => {
    const alarms = follower();
    minutes(alarms, 3);
    bad.add('Errors');
    minutes(alarms, 4);
    expect(told()).toHaveLength(2);
    expect(mails.all()[0]?.body).toContain('from OK to ALARM');
    expect(
      changes()
        .filter(([name]) => name === 'follower')
        .at(-1),
    ).toEqual(['follower', 'OK', 'ALARM', 2]);
    expect(alarms.views()[2]?.suppressedBy).toBeUndefined();
  });
});

test('a heartbeat is not missed before its time: what came before the start nobody knows', () => {
  const alarms = watch(
    alarm('stalled', 'Sweeps', {
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 20,
      TreatMissingData: 'breaching',
    }),
  );
  minutes(alarms, 19);
  expect([...alarms.states().values()]).toEqual(['INSUFFICIENT_DATA']);
  minutes(alarms, 1);
  expect([...alarms.states().values()]).toEqual(['ALARM']);
});

describe('an alarm that counts a gap as bad', () => {
  const blind = (periodSeconds: number) => {
    const metric = (name: string) => ({
      Metric: { Namespace: 'Holdfast', MetricName: name },
      Period: periodSeconds,
      Stat: 'Sum',
    });
    return resource('AWS::CloudWatch::Alarm', 'blind', {
      AlarmName: 'blind',
      Metrics: [
        { Id: 'looks', MetricStat: metric('Looks'), ReturnData: false },
        { Id: 'sweeps', MetricStat: metric('Sweeps'), ReturnData: false },
        { Id: 'blind', Expression: 'IF(FILL(looks, 0) > 0, 0, FILL(sweeps, 0))' },
      ],
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 0,
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
    });
  };
  const stateAfter = (alarms: RegionAlarms, count: number) => {
    minutes(alarms, count);
    return [...alarms.states().values()][0];
  };

  test('does not ring in its first minutes for what may yet come', () => {
    const alarms = watch(blind(300));
    bad.add('Sweeps');
    expect(stateAfter(alarms, 4)).not.toBe('ALARM');
    expect(stateAfter(alarms, 1)).toBe('ALARM');
  });

  test('rings at once where all has come and is bad, or where it looks back for longer', () => {
    bad.add('Errors');
    expect(stateAfter(watch(alarm('errors', 'Errors', { Period: 300 })), 1)).toBe('ALARM');
    bad.add('Sweeps');
    expect(stateAfter(watch(blind(3_600)), 1)).toBe('ALARM');
  });
});

test('what is not due is not looked at, unless the clock jumped', () => {
  now = START + 10 * MINUTE;
  const daily = alarm('daily', 'Errors', { Period: 86_400, EvaluationPeriods: 2 });
  const alarms = watch(daily);
  bad.add('Errors');
  minutes(alarms, 1);
  expect([...alarms.states().values()]).toEqual(['INSUFFICIENT_DATA']);
  alarms.evaluate(now, true);
  expect([...alarms.states().values()]).toEqual(['ALARM']);
});

test('an anomaly band is not evaluated, and says so', () => {
  const alarms = watch(
    resource('AWS::CloudWatch::Alarm', 'anomaly', {
      AlarmName: 'anomaly',
      AlarmDescription: 'More errors than usual.',
      ComparisonOperator: 'GreaterThanUpperThreshold',
      EvaluationPeriods: 1,
      ThresholdMetricId: 'band',
      Metrics: [
        {
          Id: 'm',
          MetricStat: { Metric: { Namespace: 'Holdfast', MetricName: 'Errors' }, Period: 60, Stat: 'Sum' },
        },
        { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(m, 2)' },
      ],
    }),
  );
  minutes(alarms, 5);
  expect(alarms.notEvaluated).toEqual([{ name: 'anomaly', reason: expect.any(String) as string }]);
  expect(alarms.views()).toMatchObject([
    { state: 'INSUFFICIENT_DATA', notEvaluated: alarms.notEvaluated[0]?.reason },
  ]);
  expect(changes()).toEqual([]);
});
