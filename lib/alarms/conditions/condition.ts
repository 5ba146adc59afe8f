import { type MetricTerm } from '../../objectives/objectives';

/**
 * How an alarm looks at metrics ("PutMetricAlarm" in the CloudWatch API reference). Periods are multiples of 60 s. An alarm
 * looks back at most a day, or seven days where its period is an hour or longer; see {@link assertRange}.
 */
export interface Condition {
  /** By the names that the expressions use. Ten at most (CloudWatch user guide, alarm limits). */
  readonly metrics: Readonly<Record<string, MetricTerm>>;
  /**
   * Metric math by names of their own; the last one is compared with the threshold.
   * @default none: the only metric is compared
   */
  readonly expressions?: Readonly<Record<string, string>>;
  readonly comparison: 'above' | 'at-least' | 'below';
  readonly threshold: number;
  readonly periodSeconds: number;
  /** How many of the newest periods are looked at. @default 1 */
  readonly periods?: number;
  /** How many of them must breach. @default all of them */
  readonly breaching?: number;
  /**
   * What a period without data means. Nothing bad for counts, which are published when something happens; a breach for
   * heartbeats; no change for what is published now and then. Alarms on AWS/DynamoDB never change without data, whatever
   * is said here (PutMetricAlarm, TreatMissingData): their expressions fill the gaps.
   * @default 'notBreaching'
   */
  readonly missing?: 'notBreaching' | 'breaching' | 'ignore';
}

/**
 * Minutes that an expression with `FILL` sees as zeros although their data are only late: Lambda's log lines, API Gateway and
 * DynamoDB are a minute or two behind (CloudWatch user guide, "Using math expressions", on FILL: M out of N is its way out).
 * So of the newest minutes, where they are filled, at least so many need not breach.
 */
export const LATE_MINUTES = 2;

/** Two bad minutes, of those that are there: a page waits two minutes, and a single bad minute wakes nobody. */
export const TWO_MINUTES = { periodSeconds: 60, periods: 3 + LATE_MINUTES, breaching: 2 } as const;

/**
 * The period of a figure that is published once a day and stands until the next: CloudWatch looks at the newest few periods
 * only, and a log line may arrive some minutes after the time that it tells.
 */
export const DAILY_FIGURE_SECONDS = 300;

/** An alarm on an anomaly band, whose threshold is CloudWatch's model of the metric. */
export interface AnomalyCondition {
  readonly metric: MetricTerm;
  readonly outside: 'above' | 'below';
  /** Width of the band in standard deviations. */
  readonly deviations: number;
  readonly periodSeconds: number;
  readonly periods: number;
}

/** Metrics and expressions that one alarm may use, and characters of an expression (API reference, MetricDataQuery). */
const MOST_METRICS = 10;
const MOST_EXPRESSIONS = 10;
const LONGEST_EXPRESSION = 1024;
const HOUR = 3600;
const DAY = 86_400;

/** Throws where CloudWatch would refuse an alarm while it is deployed. */
export function assertRange(name: string, condition: Condition): void {
  const { metrics, expressions = {}, periodSeconds, periods = 1, breaching = periods } = condition;
  const formulas = Object.values(expressions);
  const longest = periodSeconds < HOUR ? DAY : 7 * DAY;
  const faults = [
    ...(periodSeconds % 60 === 0 ? [] : [`a period of ${periodSeconds} s is no multiple of 60`]),
    ...(periodSeconds * periods <= longest
      ? []
      : [`it looks back ${periodSeconds * periods} s, more than ${longest}`]),
    ...(Object.keys(metrics).length <= MOST_METRICS ? [] : [`more than ${MOST_METRICS} metrics`]),
    ...(formulas.length <= MOST_EXPRESSIONS ? [] : [`more than ${MOST_EXPRESSIONS} expressions`]),
    ...(formulas.every(({ length }) => length <= LONGEST_EXPRESSION)
      ? []
      : [`an expression of more than ${LONGEST_EXPRESSION} characters`]),
    ...(breaching <= periods ? [] : [`${breaching} of ${periods} periods cannot breach`]),
  ];
  if (faults.length > 0) throw new Error(`The alarm ${name} would be refused: ${faults.join('; ')}`);
}
