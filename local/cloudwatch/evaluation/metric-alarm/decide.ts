import type { AlarmState, MissingData } from '../types';

/** A data point of the evaluation range: breaching, not breaching, or missing. */
export type Point = 'X' | '0' | '-';

/** N, M and what is done about missing data. */
export interface Rules {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly missingData: MissingData;
}

/**
 * The state for the data points of an evaluation range, the most recent one last ("How alarm state is evaluated when data
 * is missing"): with N real ones or more, the last N of them decide; with fewer, all of them and as many missing ones
 * as are lacking.
 */
export function decide(range: readonly Point[], rules: Rules): AlarmState | 'keep' {
  const real = range.filter((point) => point !== '-').slice(-rules.evaluationPeriods);
  const breaching = real.filter((point) => point === 'X').length;
  if (breaching >= rules.datapointsToAlarm) return 'ALARM';
  const lacking = rules.evaluationPeriods - real.length;
  if (lacking === 0) return 'OK';
  switch (rules.missingData) {
    case 'notBreaching':
      return 'OK';
    case 'breaching':
      return breaching + lacking >= rules.datapointsToAlarm ? 'ALARM' : 'OK';
    case 'ignore':
      return real.includes('0') ? 'OK' : 'keep';
    case 'missing':
      return withMissing(range, real, rules);
  }
}

/**
 * Missing data that is treated as missing. Nothing but missing data is INSUFFICIENT_DATA; one real data point within the
 * threshold makes it OK. Nothing but breaching data is ALARM once the oldest of it is "at least as old as the value of
 * Datapoints to Alarm" ("Avoiding premature transitions to alarm state"), counted from 1 for the most recent period. Before
 * that the alarm "does not go immediately into ALARM state"; the guide does not say into which, so it stays in the one that
 * it is in.
 */
function withMissing(range: readonly Point[], real: readonly Point[], rules: Rules): AlarmState | 'keep' {
  if (real.length === 0) return 'INSUFFICIENT_DATA';
  if (real.includes('0')) return 'OK';
  const age = range.length - range.indexOf('X');
  return age >= rules.datapointsToAlarm ? 'ALARM' : 'keep';
}
