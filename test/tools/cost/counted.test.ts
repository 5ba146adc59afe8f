import { type Template } from 'aws-cdk-lib/assertions';
import {
  BROWSE_METHODS,
  CHECKOUT_METHODS,
  HEALTH_METHOD,
  objectivesOf,
} from '../../../lib/objectives/objectives';
import { ASSUMPTIONS } from '../../../tools/cost/assumptions';
import {
  ALARM_METRICS,
  EDGE_ALARM_METRICS,
  COMPOSITE_ALARMS,
  DASHBOARDS,
  OBJECTIVE_SERIES,
} from '../../../tools/cost/usage';
import { configuration, synthesize } from '../../lib/synthesized';

/** What the estimate counts is counted again, where it is made. */
let regions: readonly Template[];
let edge: Template;

beforeAll(() => {
  ({ regions, edge } = synthesize());
});

const all = (type: string): readonly (readonly unknown[])[] =>
  regions.map((template) => Object.values(template.findResources(type)));

interface Query {
  readonly MetricStat?: object;
}

/** An alarm on a band pays for the metric and for both bounds. */
function metricsOf(alarm: unknown): number {
  const { Metrics, ThresholdMetricId } = (
    alarm as { Properties: { Metrics?: readonly Query[]; ThresholdMetricId?: string } }
  ).Properties;
  const metrics = Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1;
  return ThresholdMetricId === undefined ? metrics : metrics + 2;
}

it('counts the metrics in the alarms of each Region', () => {
  const counted = all('AWS::CloudWatch::Alarm').map((alarms) =>
    alarms.reduce<number>((sum, alarm) => sum + metricsOf(alarm), 0),
  );
  expect(counted).toEqual([ALARM_METRICS, ALARM_METRICS]);
});

it('counts those of the edge', () => {
  const alarms = Object.values(edge.findResources('AWS::CloudWatch::Alarm'));
  expect(alarms.map(metricsOf)).toEqual([EDGE_ALARM_METRICS]);
});

it('counts composites and dashboards', () => {
  const composites = all('AWS::CloudWatch::CompositeAlarm').map(({ length }) => length);
  expect(composites).toEqual([COMPOSITE_ALARMS, COMPOSITE_ALARMS]);
  const dashboards = [...regions, edge].flatMap((template) =>
    Object.keys(template.findResources('AWS::CloudWatch::Dashboard')),
  );
  expect(dashboards).toHaveLength(DASHBOARDS);
});

it('counts the detailed metrics, and the series that budgets are made of', () => {
  const methods = [...CHECKOUT_METHODS, ...BROWSE_METHODS, HEALTH_METHOD].length;
  expect(ASSUMPTIONS.detailedMetricsARegion.value).toBe(5 * methods);
  const api = { apiName: 'holdfast', stageName: 'prod' };
  const series = objectivesOf(configuration(), api).flatMap(({ bad, total }) => [...bad, ...total]);
  expect(series).toHaveLength(OBJECTIVE_SERIES);
});
