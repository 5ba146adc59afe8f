import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Alarms } from '../../../lib/alarms/alarms';
import { type HoldfastConfig } from '../../../lib/config/schema';
import { namesOf } from '../../../lib/names';
import { evaluateMetricAlarm, readMetricAlarm } from '../../../local/cloudwatch/evaluation';
import { type MetricId, type MetricSource } from '../../../local/cloudwatch/metrics';
import { configuration } from '../synthesized';

/** Properties of an alarm in a template. */
export type AlarmProperties = Readonly<Record<string, unknown>> & { readonly AlarmName: string };

/**
 * What metrics say in each period, the newest last; earlier periods have no data, and none that is NaN. By the name of the metric, with `:` and
 * its statistic, or `@` and the route, where it matters; with `#` and the index of a table.
 */
export type Data = Readonly<Record<string, readonly number[]>>;

/** The template of a stack that holds the alarms of a Region and nothing else. */
export function alarmsTemplate(config: HoldfastConfig = configuration()): Template {
  const stack = new Stack(new App(), 'Alarmed', { env: { region: 'us-east-1' } });
  const api = { apiName: config.name, stageName: 'prod' };
  new Alarms(stack, 'Alarms', { config, names: namesOf(config), api, otherRegion: 'us-west-2' });
  return Template.fromStack(stack);
}

/** Properties of all alarms of a type, by their names without the shop's. */
export function alarmsOfType(
  template: Template,
  type: 'Alarm' | 'CompositeAlarm',
): ReadonlyMap<string, AlarmProperties> {
  const resources = Object.values(template.findResources(`AWS::CloudWatch::${type}`));
  const all = resources.map((resource) => (resource as { Properties: AlarmProperties }).Properties);
  return new Map(all.map((properties) => [properties.AlarmName.replace(/^holdfast-/, ''), properties]));
}

/** How an alarm stands with these data, evaluated as CloudWatch would. */
export function stateOf(properties: AlarmProperties | undefined, data: Data): string {
  if (properties === undefined) throw new Error('no such alarm');
  const alarm = readMetricAlarm({ ...properties, AlarmActions: [] });
  if (alarm.kind !== 'metric') throw new Error(alarm.unsupported);
  return evaluateMetricAlarm(alarm, sourceOf(data), NOON).state;
}

const NOON = Date.UTC(2026, 10, 21, 12);

function sourceOf(data: Data): MetricSource {
  return {
    statistic: (id, stat, periodSeconds, _from, to) => {
      const values = valuesOf(id, stat, data);
      const start = to - values.length * periodSeconds * 1000;
      const points = values.map((value, index) => [start + index * periodSeconds * 1000, value] as const);
      return new Map(points.filter(([, value]) => !Number.isNaN(value)));
    },
  };
}

function valuesOf({ name, dimensions }: MetricId, stat: string, data: Data): readonly number[] {
  const route = `${name}@${dimensions['Method'] ?? ''} ${dimensions['Resource'] ?? ''}`;
  const index = dimensions['GlobalSecondaryIndexName'];
  if (index !== undefined) return data[`${name}#${index}`] ?? [];
  return data[`${name}:${stat}`] ?? data[route] ?? data[name] ?? [];
}
