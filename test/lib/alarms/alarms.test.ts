import { Match, type Template } from 'aws-cdk-lib/assertions';
import { ALARMS } from '../../../lib/alarms/catalogue';
import { API_FUNCTIONS, BACKGROUND_FUNCTIONS } from '../../../lib/function-folders';
import { BROWSE_METHODS, CHECKOUT_METHODS, HEALTH_METHOD } from '../../../lib/objectives/objectives';
import { configuration, synthesize } from '../synthesized';
import { alarmsOfType, alarmsTemplate, type AlarmProperties } from './evaluated';

const PHONE = '+14155550123';

let template: Template;
let metricAlarms: ReadonlyMap<string, AlarmProperties>;
let composites: ReadonlyMap<string, AlarmProperties>;

beforeAll(() => {
  template = alarmsTemplate();
  metricAlarms = alarmsOfType(template, 'Alarm');
  composites = alarmsOfType(template, 'CompositeAlarm');
});

const topic = (name: string) => [{ Ref: Match.stringLikeRegexp(`^AlarmsTopics${name}`) }];

test('every alarm of the catalogue is made, as what it is, and no other', () => {
  const names = (composite: boolean) =>
    ALARMS.filter((each) => each.composite === composite).map(({ name }) => name);
  expect([...metricAlarms.keys()].sort()).toEqual(names(false).sort());
  expect([...composites.keys()].sort()).toEqual(names(true).sort());
});

test('pages and tickets tell their own topic, parts nobody', () => {
  const told = { page: topic('Pages'), ticket: topic('Tickets'), part: [] };
  for (const { name, composite, severity } of ALARMS)
    template.hasResourceProperties(`AWS::CloudWatch::${composite ? 'Composite' : ''}Alarm`, {
      AlarmName: `holdfast-${name}`,
      AlarmActions: told[severity],
    });
});

test('none tells when it is over, nor while it has no data', () => {
  for (const alarm of [...metricAlarms.values(), ...composites.values()])
    expect([alarm['OKActions'], alarm['InsufficientDataActions']]).toEqual([undefined, undefined]);
});

test('another shop has names and links of its own', () => {
  const runbooks = 'https://wiki.example.com/runbooks';
  const other = alarmsTemplate(configuration({ name: 'my-shop', runbooks }));
  other.hasResourceProperties('AWS::CloudWatch::CompositeAlarm', {
    AlarmName: 'my-shop-order-success-fast-burn',
    AlarmRule: Match.stringLikeRegexp('"my-shop-order-success-burn-5m"'),
    ActionsSuppressor: 'my-shop-payments-or-store-down',
    AlarmDescription: Match.stringLikeRegexp('Runbook: https://wiki.example.com/runbooks/order-success.md$'),
  });
  other.hasResourceProperties('AWS::SNS::Topic', { TopicName: 'my-shop-pages' });
  expect(JSON.stringify(other.toJSON())).not.toContain('holdfast-');
});

describe('topics', () => {
  test('both mail', () => {
    for (const name of ['Pages', 'Tickets'])
      template.hasResourceProperties('AWS::SNS::Subscription', {
        Protocol: 'email',
        Endpoint: 'on-call@example.com',
        TopicArn: topic(name)[0],
      });
  });

  test('pages ring a telephone if there is one', () => {
    template.resourceCountIs('AWS::SNS::Subscription', 2);
    const alarms = { email: 'on-call@example.com', phone: PHONE };
    const withPhone = alarmsTemplate(configuration({ alarms }));
    withPhone.resourceCountIs('AWS::SNS::Subscription', 3);
    withPhone.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'sms',
      Endpoint: PHONE,
      TopicArn: topic('Pages')[0],
    });
  });

  test.each(['Pages', 'Tickets'])('%s: alarms of the account may publish, and nobody without TLS', (name) => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      Topics: topic(name),
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: 'sns:Publish',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
  });
});

describe('composites', () => {
  test('a burn rings when both windows of a pair do', () => {
    expect(composites.get('checkout-availability-fast-burn')).toMatchObject({
      AlarmRule:
        '(ALARM("holdfast-checkout-availability-burn-5m") AND ALARM("holdfast-checkout-availability-burn-1h")) OR ' +
        '(ALARM("holdfast-checkout-availability-burn-30m") AND ALARM("holdfast-checkout-availability-burn-6h"))',
      ActionsSuppressor: 'holdfast-store-unavailable',
      ActionsSuppressorWaitPeriod: 180,
      ActionsSuppressorExtensionPeriod: 2100,
    });
  });

  test('error lines and failed functions are one alarm', () => {
    expect(composites.get('error-logs')?.['AlarmRule']).toBe(
      '(ALARM("holdfast-error-logs-signal")) OR (ALARM("holdfast-error-logs-api")) OR ' +
        '(ALARM("holdfast-error-logs-background"))',
    );
  });

  test('CloudFormation makes first what a composite names', () => {
    const resources = template.toJSON() as {
      Resources: Record<string, { DependsOn?: string[]; Properties: Record<string, unknown> }>;
    };
    const entries = Object.values(resources.Resources);
    const namedIn = ({ AlarmRule, ActionsSuppressor }: Record<string, unknown>): string[] =>
      `${String(AlarmRule)} ${String(ActionsSuppressor)}`.match(/holdfast-[\w-]+/g) ?? [];
    const composed = entries.filter(({ Properties }) => 'AlarmRule' in Properties);
    expect(composed).toHaveLength(composites.size);
    for (const { DependsOn = [], Properties } of composed) {
      const made = DependsOn.map((id) => resources.Resources[id]?.Properties['AlarmName']);
      expect(made.sort()).toEqual([...new Set(namedIn(Properties))].sort());
    }
  });
});

test.each([
  ['orders-anomaly', 'OrdersPlaced', 'LessThanLowerThreshold'],
  ['errors-anomaly', '5XXError', 'GreaterThanUpperThreshold'],
])('%s watches %s by a band', (name, MetricName, ComparisonOperator) => {
  expect(metricAlarms.get(name)).toMatchObject({
    ComparisonOperator,
    ThresholdMetricId: 'band',
    EvaluationPeriods: 3,
    Metrics: [
      { Id: 'watched', ReturnData: true, MetricStat: { Metric: { MetricName }, Period: 300 } },
      { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(watched, 3)', ReturnData: true },
    ],
  });
});

describe('in a deployment', () => {
  let region: Template;
  let probe: Template;

  beforeAll(() => {
    const { regions, probes } = synthesize();
    [region, probe] = [regions[0], probes[0]] as [Template, Template];
  });

  const foldersIn = (stack: Template): string[] =>
    Object.values(stack.findResources('AWS::Lambda::Function'))
      .map((resource) => (resource as { Properties: { FunctionName?: string } }).Properties.FunctionName)
      .flatMap((name) => (name === undefined ? [] : [name.replace('holdfast-', '')]));

  test('the failures of every function are watched', () => {
    const watched = [...API_FUNCTIONS, ...BACKGROUND_FUNCTIONS];
    expect([...watched].sort()).toEqual([...foldersIn(region), ...foldersIn(probe)].sort());
  });

  test('the error lines of every function are counted', () => {
    for (const stack of [region, probe])
      for (const folder of foldersIn(stack)) {
        const [group] = Object.keys(
          stack.findResources('AWS::Logs::LogGroup', {
            Properties: { LogGroupName: `/aws/lambda/holdfast-${folder}` },
          }),
        );
        stack.hasResourceProperties('AWS::Logs::MetricFilter', {
          LogGroupName: { Ref: group },
          FilterPattern: '{ $.level = "ERROR" }',
          MetricTransformations: [
            { MetricNamespace: 'Holdfast/holdfast', MetricName: 'ErrorLogs', MetricValue: '1' },
          ],
        });
      }
  });

  test('the methods of journeys, and /health, have metrics of their own, and keep their throttles', () => {
    const [stage] = Object.values(region.findResources('AWS::ApiGateway::Stage'));
    const { MethodSettings } = (stage as { Properties: { MethodSettings: Record<string, unknown>[] } })
      .Properties;
    const detailed = MethodSettings.filter(({ MetricsEnabled }) => MetricsEnabled === true);
    const paths = detailed.map(({ HttpMethod, ResourcePath }) => [
      HttpMethod,
      String(ResourcePath).slice(1).replaceAll('~1', '/'),
    ]);
    const journeys = [...CHECKOUT_METHODS, ...BROWSE_METHODS, HEALTH_METHOD].map(({ method, path }) => [
      method,
      path,
    ]);
    expect(paths.sort()).toEqual(journeys.sort());
    for (const { ThrottlingRateLimit, ThrottlingBurstLimit } of MethodSettings)
      expect([ThrottlingRateLimit, ThrottlingBurstLimit]).not.toContain(undefined);
  });

  test('an alarm that rings without data is made after what publishes them', () => {
    const [stalled] = Object.values(
      region.findResources('AWS::CloudWatch::Alarm', {
        Properties: { AlarmName: 'holdfast-sweep-stalled-signal' },
      }),
    ) as { DependsOn?: string[] }[];
    expect(stalled?.DependsOn?.some((id) => id.startsWith('SchedulesSweepOrders'))).toBe(true);
    const breaching = region.findResources('AWS::CloudWatch::Alarm', {
      Properties: { TreatMissingData: 'breaching' },
    });
    for (const alarm of Object.values(breaching)) expect(alarm).toHaveProperty('DependsOn');
  });

  test('each Region watches what it sends to the other one', () => {
    const receivers = synthesize().regions.map((stack) => {
      const alarm = JSON.stringify(alarmsOfType(stack, 'Alarm').get('replication-slow-signal'));
      return /"ReceivingRegion","Value":"([^"]*)"/.exec(alarm)?.[1];
    });
    expect(receivers).toEqual(['us-west-2', 'us-east-1']);
  });

  test('a Region stays far below what a stack may hold: 500 resources and 1 MB', () => {
    const { Resources } = region.toJSON() as { Resources: object };
    expect(Object.keys(Resources).length).toBeLessThan(400);
    expect(JSON.stringify(region.toJSON(), undefined, 1).length).toBeLessThan(700_000);
  });
});
