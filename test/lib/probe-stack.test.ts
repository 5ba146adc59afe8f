import { type Template } from 'aws-cdk-lib/assertions';
import { synthesize } from './synthesized';

let probes: readonly Template[];
beforeAll(() => {
  probes = synthesize().probes;
});

const output = (StackName: string, OutputName: string, Region: string) => ({
  'Fn::GetStackOutput': { StackName, OutputName, Region },
});

test.each([
  [0, 'us-west-2'],
  [1, 'us-east-1'],
])(
  'the probe of Region %d judges the other one, and finds it and the routing store by weak reference',
  (n, other) => {
    probes[n]?.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'holdfast-probe-region',
      Environment: {
        Variables: {
          OTHER_REGION: other,
          OTHER_API_URL: output(`HoldfastRegion-${other}`, 'ApiUrl', other),
          SHOP_URL: output('HoldfastEdge', 'ShopUrl', 'us-east-1'),
          ROUTING_STORE_ARN: output('HoldfastEdge', 'RoutingStoreArn', 'us-east-1'),
          LEDGER_TABLE: 'holdfast-ledger',
        },
      },
    });
  },
);

test('it runs every minute for longer than its 55 s, and nothing of it is tried again', () => {
  for (const probe of probes) {
    probe.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 minute)',
      Targets: [{ RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 } }],
    });
    probe.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 });
    probe.hasResourceProperties('AWS::Lambda::Function', { Timeout: 80 });
  }
});
