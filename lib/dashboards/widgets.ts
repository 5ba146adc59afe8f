import { type Duration } from 'aws-cdk-lib';
import {
  GraphWidget,
  GraphWidgetView,
  type IMetric,
  LegendPosition,
  Shading,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { COLOURS } from './palette';

/** Columns of CloudWatch's grid. */
export const GRID = 24;

/** Four graphs stand side by side. */
const GRAPH = { width: 6, height: 6 } as const;

/** A value that must not be crossed, or is promised. */
export interface Limit {
  readonly value: number;
  readonly label: string;
}

/** Share of a limit from which a ticket tells of it (lib/alarms). */
export const NEAR_LIMIT: Limit = { value: 80, label: 'a ticket tells' };

/** A line for each metric, from 0 upwards. */
export interface GraphProps {
  /** A question that a glance answers, or a fact. */
  readonly title: string;
  /** Unit of the axis. */
  readonly unit: string;
  readonly region: string;
  readonly lines: readonly IMetric[];
  /** Drawn across. @default none */
  readonly limits?: readonly Limit[];
  /** Of the axis. @default follows the values */
  readonly max?: number;
  /** One upon the other: only for parts of a whole. @default false */
  readonly stacked?: boolean;
  /** @default 6 of 24 */
  readonly width?: number;
  /** Looks this far back, whatever the dashboard shows; an ISO 8601 duration such as `-P14D`. @default as the dashboard */
  readonly since?: string;
  /** Bars of the newest values. @default lines */
  readonly bars?: boolean;
}

export function graph(props: GraphProps): GraphWidget {
  return new GraphWidget({
    title: props.title,
    region: props.region,
    width: props.width ?? GRAPH.width,
    height: GRAPH.height,
    left: [...props.lines],
    leftYAxis: {
      min: 0,
      label: props.unit,
      showUnits: false,
      ...(props.max !== undefined && { max: props.max }),
    },
    leftAnnotations: (props.limits ?? []).map((limit) => ({
      ...limit,
      color: COLOURS.bad,
      fill: Shading.NONE,
    })),
    legendPosition: LegendPosition.BOTTOM,
    stacked: props.stacked ?? false,
    ...(props.since !== undefined && { start: props.since }),
    ...(props.bars === true && { view: GraphWidgetView.BAR }),
  });
}

/** One number for the whole time that the dashboard shows. */
export interface NumberProps {
  readonly title: string;
  readonly unit: string;
  readonly region: string;
  readonly metric: IMetric;
  readonly period: Duration;
  readonly width: number;
}

/** The axis of a number is its title: there is no other place for the unit. */
export function number({ title, unit, region, metric, period, width }: NumberProps): SingleValueWidget {
  return new SingleValueWidget({
    title: `${title} (${unit})`,
    region,
    metrics: [metric],
    period,
    width,
    height: 4,
    setPeriodToTimeRange: true,
    fullPrecision: true,
  });
}

/** The heading of a row. */
export const heading = (text: string): TextWidget =>
  new TextWidget({ markdown: `## ${text}`, width: GRID, height: 1 });

/** What a dashboard is for, at its top. */
export const introduction = (markdown: string): TextWidget =>
  new TextWidget({ markdown, width: GRID, height: 2 });
