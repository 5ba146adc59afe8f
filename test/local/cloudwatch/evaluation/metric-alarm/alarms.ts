import { readMetricAlarm } from '../../../../../local/cloudwatch/evaluation';
import type { MetricAlarm } from '../../../../../local/cloudwatch/evaluation/types';
import type { MetricId, MetricSource } from '../../../../../local/cloudwatch/metrics';

export const METRIC = { Namespace: 'Holdfast', MetricName: 'Errors' } as const;

/** One alarm's properties: the sum of a metric above 3 in 3 of 3 minutes, with what a test changes. */
export const properties = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  AlarmName: 'errors',
  ...METRIC,
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 3,
  ComparisonOperator: 'GreaterThanThreshold',
  Threshold: 3,
  ...changes,
});

/** Properties with `Metrics` in place of a metric of its own; the first query is the one that is watched. */
export function mathProperties(
  expression: string,
  changes: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const { Namespace, MetricName: _, Statistic, Period, ...rest } = properties(changes);
  const stat = (name: string) => ({ Metric: { Namespace, MetricName: name }, Stat: Statistic, Period });
  return {
    ...rest,
    Metrics: [
      { Id: 'watched', Expression: expression },
      { Id: 'bad', ReturnData: false, MetricStat: stat('Bad') },
      { Id: 'total', ReturnData: false, MetricStat: stat('Total') },
    ],
    ...('Metrics' in changes && { Metrics: changes.Metrics }),
  };
}

/** An alarm that is evaluated here; fails the test otherwise. */
export function alarmOf(read: Readonly<Record<string, unknown>>): MetricAlarm {
  const alarm = readMetricAlarm(read);
  if (alarm.kind === 'unsupported') throw new Error(alarm.unsupported);
  return alarm;
}

export interface Asked {
  readonly id: MetricId;
  readonly stat: string;
  readonly periodSeconds: number;
  readonly from: number;
  readonly to: number;
}

/** A source that writes down what it was asked, and has for each metric the sum of the values of its minutes. */
export function sourceOf(
  minutes: Readonly<Record<string, ReadonlyMap<number, number>>>,
): MetricSource & { readonly asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    statistic(id, stat, periodSeconds, from, to) {
      asked.push({ id, stat, periodSeconds, from, to });
      const sums = new Map<number, number>();
      for (const [at, value] of minutes[id.name] ?? []) {
        if (at < from || at >= to) continue;
        const start = at - ((at - from) % (periodSeconds * 1000));
        sums.set(start, (sums.get(start) ?? 0) + value);
      }
      return new Map([...sums].sort(([a], [b]) => a - b));
    },
  };
}
