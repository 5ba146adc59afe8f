/** Options of an entry of `metrics` (CloudWatch API reference, "Dashboard body structure and syntax"). */
export interface LineOptions {
  readonly id?: string;
  readonly expression?: string;
  readonly label?: string;
  readonly color?: string;
  readonly region?: string;
  readonly stat?: string;
  readonly period?: number;
  readonly visible?: boolean;
}

/** A line that is drawn across. */
export interface Annotation {
  readonly value: number;
  readonly label?: string;
  readonly color?: string;
}

/** What a widget shows; which members there are depends on its type. */
export interface WidgetProperties {
  readonly title?: string;
  readonly view?: 'timeSeries' | 'bar' | 'singleValue' | 'table';
  readonly stacked?: boolean;
  readonly region?: string;
  readonly stat?: string;
  readonly period?: number;
  readonly metrics?: readonly (readonly unknown[])[];
  readonly markdown?: string;
  /** ARNs. */
  readonly alarms?: readonly string[];
  readonly yAxis?: {
    readonly left?: { readonly min?: number; readonly max?: number; readonly label?: string };
  };
  readonly annotations?: { readonly horizontal?: readonly Annotation[] };
}

/** A rectangle of the grid, 24 columns wide. */
export interface Widget {
  readonly type: 'metric' | 'text' | 'alarm';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: WidgetProperties;
}

/** A dashboard, as the console would get it. */
export interface DashboardBody {
  readonly name: string;
  readonly text: string;
  readonly widgets: readonly Widget[];
}

/** A series of CloudWatch that a widget reads. */
export interface ShownMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Its own, or its widget's. */
  readonly region: string;
  readonly options: LineOptions;
}

/** Stands for account and partition, which only CloudFormation knows. */
const PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::AccountId': '111111111111',
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** A dashboard from the properties of its resource in a template. */
export function readBody(properties: Readonly<Record<string, unknown>>): DashboardBody {
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

/** The options of an entry stand last, if there are any. */
export const optionsOf = (entry: readonly unknown[]): LineOptions => {
  const last = entry.at(-1);
  return typeof last === 'object' && last !== null ? last : {};
};

/**
 * The series of a widget, expressions left out. An entry is `[namespace, name, dimension, value, …, options]`; the
 * abbreviation `.` is not written by the CDK.
 */
export function metricsOf({ properties }: Widget): readonly ShownMetric[] {
  return (properties.metrics ?? []).flatMap((entry) => {
    const [namespace, name, ...pairs] = entry.filter((part): part is string => typeof part === 'string');
    if (namespace === undefined || name === undefined) return [];
    const options = optionsOf(entry);
    const region = options.region ?? properties.region ?? '';
    return [{ namespace, name, dimensions: inPairs(pairs), region, options }];
  });
}

function inPairs(parts: readonly string[]): Record<string, string> {
  const pairs = parts.flatMap((part, index) =>
    index % 2 === 0 ? [[part, parts[index + 1] ?? ''] as const] : [],
  );
  return Object.fromEntries(pairs);
}
