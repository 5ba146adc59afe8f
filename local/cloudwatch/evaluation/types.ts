import type { MetricId } from '../metrics';
import type { Expression } from './math/expression';
import type { Rule } from './composite/rule';

/** "Alarm evaluation", Metric alarm states. */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** What an alarm does when it changes its state: ARNs of topics, and whether they are told at all. */
export interface AlarmActions {
  readonly enabled: boolean;
  readonly onAlarm: readonly string[];
  readonly onOk: readonly string[];
  readonly onInsufficientData: readonly string[];
}

interface NamedAlarm {
  readonly name: string;
  readonly description: string;
  readonly actions: AlarmActions;
}

/** `PutMetricAlarm`, ComparisonOperator; operators with `Upper` or `Lower` belong to anomaly bands. */
export type ComparisonOperator =
  | 'GreaterThanOrEqualToThreshold'
  | 'GreaterThanThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold';

/** "Configuring how CloudWatch alarms treat missing data". */
export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

/** One entry of an alarm's `Metrics`, or the metric that the alarm names itself. */
export type Query = MetricQuery | ExpressionQuery;

export interface MetricQuery {
  readonly kind: 'metric';
  readonly id: string;
  readonly metric: MetricId;
  /** Such as `Sum`, `p99` or `TC(300:)`; one that `statisticOf` takes. */
  readonly stat: string;
}

export interface ExpressionQuery {
  readonly kind: 'expression';
  readonly id: string;
  readonly expression: Expression;
}

/** An alarm on a metric or on a metric math expression. */
export interface MetricAlarm extends NamedAlarm {
  readonly kind: 'metric';
  /** By their ids, in the template's order. */
  readonly queries: readonly Query[];
  /** The id of the query whose points are compared with the threshold. */
  readonly watched: string;
  readonly comparison: ComparisonOperator;
  readonly threshold: number;
  /** Seconds; the same for all queries. */
  readonly periodSeconds: number;
  /** N: how many data points are looked at. */
  readonly evaluationPeriods: number;
  /** M: how many of them have to breach. */
  readonly datapointsToAlarm: number;
  readonly missingData: MissingData;
}

/** "Composite alarm action suppression", times in seconds. */
export interface Suppressor {
  /** The name of the alarm that suppresses, also where the template gives its ARN. */
  readonly alarm: string;
  readonly waitSeconds: number;
  readonly extensionSeconds: number;
}

export interface CompositeAlarm extends NamedAlarm {
  readonly kind: 'composite';
  readonly rule: Rule;
  readonly suppressor: Suppressor | null;
}

/** An alarm that would be evaluated on AWS and is not here. */
export interface UnsupportedAlarm extends NamedAlarm {
  readonly kind: 'unsupported';
  /** Why, in words for the terminal. */
  readonly unsupported: string;
}

/** What one evaluation says; `keep` is the documentation's "retain current state". */
export interface Evaluation {
  readonly state: AlarmState | 'keep';
  /** In the manner of CloudWatch's StateReason. */
  readonly reason: string;
}
