import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EdgeAlarms } from '../../../lib/alarms/edge-alarms';
import { alarmsOfType, type AlarmProperties, stateOf } from '../alarms/evaluated';
import { configuration, synthesize } from '../synthesized';

const ALARM = 'entry-errors';

let edge: Template;
let alarm: AlarmProperties | undefined;

beforeAll(() => {
  edge = synthesize().edge;
  alarm = alarmsOfType(edge, 'Alarm').get(ALARM);
});

test('the edge has its alarm, on the metrics of its distribution', () => {
  const [distribution] = Object.keys(edge.findResources('AWS::CloudFront::Distribution'));
  const dimensions = [
    { Name: 'DistributionId', Value: { Ref: distribution } },
    { Name: 'Region', Value: 'Global' },
  ];
  const metric = (MetricName: string, Stat: string) => ({
    MetricStat: {
      Metric: { Namespace: 'AWS/CloudFront', MetricName, Dimensions: dimensions },
      Stat,
      Period: 300,
    },
  });
  expect([...alarmsOfType(edge, 'Alarm').keys()]).toEqual([ALARM]);
  expect(alarm?.['Metrics']).toMatchObject([
    metric('5xxErrorRate', 'Average'),
    metric('Requests', 'Sum'),
    {},
    {},
  ]);
});

test('it tells the topic of the Region in which it stands, which is made there', () => {
  edge.resourceCountIs('AWS::SNS::Topic', 0);
  expect(alarm?.['AlarmActions']).toEqual([
    {
      'Fn::Join': ['', ['arn:aws:sns:us-east-1:', { Ref: 'AWS::AccountId' }, ':holdfast-pages']],
    },
  ]);
});

test('it has a topic of its own where the shop has no Region beside the edge', () => {
  const elsewhere = synthesize(
    configuration({ regions: ['us-east-2', 'us-west-2'], witness: 'us-east-1' }),
  ).edge;
  const [topic] = Object.keys(
    elsewhere.findResources('AWS::SNS::Topic', { Properties: { TopicName: 'holdfast-pages' } }),
  );
  expect(topic).toBeDefined();
  expect(alarmsOfType(elsewhere, 'Alarm').get(ALARM)?.['AlarmActions']).toEqual([{ Ref: topic }]);
});

test.each([
  ['one in twenty', { '5xxErrorRate': [5], Requests: [1_000] }, 'OK'],
  ['more', { '5xxErrorRate': [5.1], Requests: [1_000] }, 'ALARM'],
  ['all of fifteen', { '5xxErrorRate': [100], Requests: [15] }, 'ALARM'],
  ['all that the probes send', { '5xxErrorRate': [100], Requests: [10] }, 'OK'],
  ['nobody', {}, 'OK'],
])('it rings, or does not: %s', (_, data, state) => {
  const stack = new Stack(new App(), 'Edge');
  new EdgeAlarms(stack, 'Alarms', { config: configuration(), distributionId: 'E1234567890ABC' });
  expect(stateOf(alarmsOfType(Template.fromStack(stack), 'Alarm').get(ALARM), data)).toBe(state);
});
