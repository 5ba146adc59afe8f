import { type Template } from 'aws-cdk-lib/assertions';
import { type DashboardBody, readBody } from '../../../tools/dashboards/body';
import { configuration, synthesize } from '../synthesized';

/** Templates of a deployment with the shipped configuration. */
export const CONFIG = configuration();
export const TEMPLATES = synthesize(CONFIG);

/** All dashboards of a deployment. */
export function bodies({ regions, edge } = TEMPLATES): readonly DashboardBody[] {
  return [...regions, edge].flatMap((template) =>
    resources(template, 'AWS::CloudWatch::Dashboard').map(readBody),
  );
}

/** Saved queries of all Regions: `holdfast/name`, log groups, text. */
export function savedQueries() {
  return [...TEMPLATES.regions, ...TEMPLATES.probes].flatMap((template) =>
    resources(template, 'AWS::Logs::QueryDefinition').map((properties) => ({
      name: String(properties['Name']),
      groups: properties['LogGroupNames'] as readonly unknown[],
      text: String(properties['QueryString']),
    })),
  );
}

/** Properties of all resources of a type. */
export function resources(template: Template, type: string): readonly Record<string, unknown>[] {
  return Object.values(template.findResources(type)).map(
    (resource) => (resource as { Properties: Record<string, unknown> }).Properties,
  );
}
