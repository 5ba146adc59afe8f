import { type Stack } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmProps,
  AlarmRule,
  AlarmState,
  CompositeAlarm,
  Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { alarmsExplained } from '../../../lib/policies/alarms-explained';
import { breaches } from './breaches';

const EXPLAINED = 'Orders fail. First: look. Runbook: https://example.com/runbooks/orders.md';

const addAlarm = (stack: Stack, props: Partial<AlarmProps> = {}, id = 'Alarm') =>
  new Alarm(stack, id, {
    metric: new Metric({ namespace: 'Shop', metricName: 'Failures' }),
    threshold: 1,
    evaluationPeriods: 1,
    alarmDescription: EXPLAINED,
    ...props,
  });

const telling = (stack: Stack, alarm: Alarm | CompositeAlarm) =>
  alarm.addAlarmAction(new SnsAction(new Topic(stack, 'Topic')));

test.each([
  ['nothing', '', 'has no description: say what to do'],
  ['spaces', '  ', 'has no description: say what to do'],
  ['no link', 'Orders fail. First: look.', 'does not end with "Runbook: https://….md" after what to do'],
  [
    'a link and nothing to do',
    'Runbook: https://example.com/x.md',
    'does not end with "Runbook: https://….md" after what to do',
  ],
  [
    'a link in its middle',
    `${EXPLAINED} Good luck.`,
    'does not end with "Runbook: https://….md" after what to do',
  ],
  ['a book', `${'long '.repeat(200)}${EXPLAINED}`, 'says 1073 characters: CloudWatch takes 1024'],
])('an alarm that says %s is refused', (_, alarmDescription, message) => {
  const found = breaches(alarmsExplained, (stack) => telling(stack, addAlarm(stack, { alarmDescription })));
  expect(found).toEqual([`Properties.AlarmDescription: ${message}`]);
});

test('a composite without a description is refused', () => {
  const found = breaches(alarmsExplained, (stack) => {
    const alarmRule = AlarmRule.fromAlarm(addAlarm(stack), AlarmState.ALARM);
    telling(stack, new CompositeAlarm(stack, 'Composite', { alarmRule }));
  });
  expect(found).toEqual(['Properties.AlarmDescription: has no description: say what to do']);
});

test('an alarm that tells nobody is refused', () => {
  expect(breaches(alarmsExplained, (stack) => void addAlarm(stack))).toEqual([
    'Properties.AlarmActions: tells nobody and is a part of no composite',
  ]);
});

test('an alarm that is switched off is refused', () => {
  const found = breaches(alarmsExplained, (stack) =>
    telling(stack, addAlarm(stack, { actionsEnabled: false })),
  );
  expect(found).toEqual(['Properties.ActionsEnabled: is switched off']);
});

test('an alarm that tells a topic of somebody else is refused', () => {
  const found = breaches(alarmsExplained, (stack) => {
    const topic = Topic.fromTopicArn(stack, 'Elsewhere', 'arn:aws:sns:us-east-1:111122223333:elsewhere');
    addAlarm(stack).addAlarmAction(new SnsAction(topic));
  });
  expect(found).toEqual(['Properties.AlarmActions: tells something other than a topic of this deployment']);
});

test.each([
  ['pages', 'shop-pages', []],
  [
    'strangers',
    'elsewhere',
    ['Properties.AlarmActions: tells something other than a topic of this deployment'],
  ],
])('an alarm that tells the topic of %s in its account, by name', (_, resource, expected) => {
  const found = breaches(alarmsExplained, (stack) => {
    const topic = Topic.fromTopicArn(stack, 'Other', stack.formatArn({ service: 'sns', resource }));
    addAlarm(stack).addAlarmAction(new SnsAction(topic));
  });
  expect(found).toEqual(expected);
});

test('a part passes when a composite names it, in its rule or as its suppressor', () => {
  const found = breaches(alarmsExplained, (stack) => {
    const named = addAlarm(stack, { alarmName: 'shop-orders-signal' }, 'Named');
    const referred = addAlarm(stack, {}, 'Referred');
    const composite = new CompositeAlarm(stack, 'Composite', {
      alarmRule: AlarmRule.fromAlarm(referred, AlarmState.ALARM),
      alarmDescription: EXPLAINED,
      actionsSuppressor: named,
    });
    telling(stack, composite);
  });
  expect(found).toEqual([]);
});

test('a part is not taken for the one whose name begins like its own', () => {
  const template = {
    Resources: {
      Part: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: { AlarmName: 'shop-orders', AlarmDescription: EXPLAINED },
      },
      Composite: {
        Type: 'AWS::CloudWatch::CompositeAlarm',
        Properties: {
          AlarmRule: 'ALARM("shop-orders-stopped")',
          AlarmDescription: EXPLAINED,
          AlarmActions: [{ Ref: 'Topic' }],
        },
      },
      Topic: { Type: 'AWS::SNS::Topic' },
    },
  };
  expect(alarmsExplained.check(template).map(({ logicalId }) => logicalId)).toEqual(['Part']);
});
