import { type Template } from 'aws-cdk-lib/assertions';
import { configuration, synthesize } from '../synthesized';

/** One widget of a dashboard's body (CloudWatch API reference, "Dashboard body structure and syntax"). */
export interface Widget {
  readonly type: 'metric' | 'text' | 'alarm';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: WidgetProperties;
}

/** What the tests look at. */
export interface WidgetProperties {
  readonly title?: string;
  readonly view?: string;
  readonly region?: string;
  readonly metrics?: readonly (readonly unknown[])[];
  readonly markdown?: string;
  readonly alarms?: readonly string[];
  readonly yAxis?: { readonly left?: { readonly min?: number; readonly label?: string } };
  readonly annotations?: {
    readonly horizontal?: readonly { readonly value: number; readonly label?: string }[];
  };
}

/** A dashboard, as the console would get it. */
export interface Body {
  readonly name: string;
  readonly text: string;
  readonly widgets: readonly Widget[];
}

/** Stands for account and partition, which only CloudFormation knows. */
const PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::AccountId': '111111111111',
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** Templates of a deployment with the shipped configuration. */
export const CONFIG = configuration();
export const TEMPLATES = synthesize(CONFIG);

/** All dashboards of a deployment. */
export function bodies({ regions, edge } = TEMPLATES): readonly Body[] {
  return [...regions, edge].flatMap((template) =>
    resources(template, 'AWS::CloudWatch::Dashboard').map(bodyOf),
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

function bodyOf(properties: Record<string, unknown>): Body {
  const text = resolved(properties['DashboardBody']);
  const { widgets } = JSON.parse(text) as { widgets: readonly Widget[] };
  return { name: String(properties['DashboardName']), text, widgets };
}

function resolved(value: unknown): string {
  if (typeof value === 'string') return value;
  if (isJoin(value)) return value['Fn::Join'][1].map(resolved).join(value['Fn::Join'][0]);
  if (isReference(value)) return PARAMETERS[value.Ref] ?? value.Ref;
  throw new Error(`A dashboard's body has ${JSON.stringify(value)}, which nothing here resolves.`);
}

const isJoin = (value: unknown): value is { 'Fn::Join': [string, unknown[]] } =>
  typeof value === 'object' && value !== null && 'Fn::Join' in value;

const isReference = (value: unknown): value is { Ref: string } =>
  typeof value === 'object' && value !== null && 'Ref' in value;
