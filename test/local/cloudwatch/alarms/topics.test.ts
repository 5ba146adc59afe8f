import { topicsOf } from '../../../../local/cloudwatch/alarms/topics';
import { type Resource } from '../../../../local/types';

const resource = (type: string, arn: string, properties: Resource['properties']): Resource => ({
  logicalId: arn,
  type,
  properties,
  ref: arn,
  arn,
});

test("subscribers by e-mail and SMS, of the topic's own list and of subscriptions; others are passed over", () => {
  const subscription = (TopicArn: string, Protocol: string, Endpoint: string) =>
    resource('AWS::SNS::Subscription', 'x', { TopicArn, Protocol, Endpoint });
  const topics = topicsOf({
    region: 'us-east-1',
    accountId: '',
    assetDirectory: () => '',
    resources: [
      resource('AWS::SNS::Topic', 'pages', {
        Subscription: [{ Protocol: 'email', Endpoint: 'a@example.com' }, 'x'],
      }),
      resource('AWS::SNS::Topic', 'tickets', {}),
      subscription('pages', 'sms', '+15550100'),
      subscription('pages', 'lambda', 'arn:x'),
      subscription('tickets', 'email-json', 'b@example.com'),
    ],
  });
  expect([...topics]).toEqual([
    [
      'pages',
      [
        { channel: 'email', to: 'a@example.com' },
        { channel: 'sms', to: '+15550100' },
      ],
    ],
    ['tickets', [{ channel: 'email', to: 'b@example.com' }]],
  ]);
});
