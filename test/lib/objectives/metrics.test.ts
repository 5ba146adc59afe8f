import {
  type GaugeName as Measured,
  type MetricName as Counted,
} from '../../../lambdas/shared/telemetry/telemetry';
import {
  COUNTS,
  type CountName,
  errorLogsNamespace,
  type GaugeName,
  GAUGES,
} from '../../../lib/objectives/metrics';

/** True where two unions have the same members; anything else does not compile. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;

test('alarms and functions know the same counts and gauges', () => {
  const counts: Same<CountName, Counted> = true;
  const gauges: Same<GaugeName, Measured> = true;
  expect([counts, gauges]).toEqual([true, true]);
});

test('no name stands for two metrics', () => {
  const names = [...COUNTS, ...GAUGES];
  expect(new Set(names).size).toBe(names.length);
});

test('two shops in one account count their error lines apart', () => {
  expect(errorLogsNamespace('holdfast')).toBe('Holdfast/holdfast');
  expect(errorLogsNamespace('my-shop')).toBe('Holdfast/my-shop');
});
