import type { MetricSource } from '../metrics';
import type { Rule } from './composite/rule';
import type { Suppression, SuppressionStep } from './composite/suppression';
import type {
  AlarmState,
  CompositeAlarm,
  Evaluation,
  MetricAlarm,
  Suppressor,
  UnsupportedAlarm,
} from './types';

export type * from './types';
export type { Rule } from './composite/rule';
export type { SuppressedBy, Suppression, SuppressionStep } from './composite/suppression';

/**
 * Reads the resolved Properties of an `AWS::CloudWatch::Alarm`. Throws an `AlarmDefinitionError` (alarm, position, problem)
 * for what AWS would refuse.
 */
export declare function readMetricAlarm(properties: unknown): MetricAlarm | UnsupportedAlarm;

/** Reads the resolved Properties of an `AWS::CloudWatch::CompositeAlarm`; throws like `readMetricAlarm`. */
export declare function readCompositeAlarm(properties: unknown): CompositeAlarm;

/** Whether CloudWatch looks at the alarm in the minute that begins at `now` (epoch ms). */
export declare function isDue(alarm: MetricAlarm, now: number): boolean;

/** How the alarm stands at `now` (epoch ms); data of the minute that `now` is in is not looked at. */
export declare function evaluateMetricAlarm(
  alarm: MetricAlarm,
  source: MetricSource,
  now: number,
): Evaluation;

/** Which alarms a rule names. */
export declare function alarmsOf(rule: Rule): readonly string[];

/** Whether the rule holds. */
export declare function evaluateRule(rule: Rule, stateOf: (alarm: string) => AlarmState): boolean;

/** ALARM if the rule holds, else OK. */
export declare function evaluateCompositeAlarm(
  alarm: CompositeAlarm,
  stateOf: (alarm: string) => AlarmState,
): { readonly state: 'ALARM' | 'OK'; readonly reason: string };

/** Where a composite alarm with a suppressor begins. */
export declare function startSuppression(state: AlarmState, suppressor: AlarmState): Suppression;

/** One evaluation: called with both alarms' states after each tick, and whenever one has changed. */
export declare function advanceSuppression(
  settings: Suppressor,
  suppression: Suppression,
  seen: { readonly now: number; readonly state: AlarmState; readonly suppressor: AlarmState },
): SuppressionStep;

/** The value of one statistic over the raw values of a period; null where there are none. */
export declare function statisticOf(stat: string, values: readonly number[]): number | null;
