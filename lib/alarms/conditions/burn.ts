import { type MetricTerm, type Objective } from '../../objectives/objectives';
import { BURN_WINDOWS, type BurnWindow, burnThreshold, FEWEST_BAD_EVENTS } from '../burn-rates';
import { type Condition } from './condition';

/** Beyond the 29 s for which API Gateway waits for a function. */
const LONGEST_ANSWER_MS = 60_000;

/** The conditions of all windows of an objective, by the names of their alarms. */
export function burnConditions(objective: Objective): Record<string, Condition> {
  return Object.fromEntries(
    BURN_WINDOWS.map((window) => [
      `${objective.name}-burn-${window.suffix}`,
      burnCondition(objective, window),
    ]),
  );
}

/**
 * The share of bad events over one period as long as the window. A window without events, or with fewer bad ones than
 * {@link FEWEST_BAD_EVENTS}, does not burn. Where data are missing nothing happened, so that counts as none.
 */
function burnCondition({ target, bad, total }: Objective, window: BurnWindow): Condition {
  const all = Object.fromEntries(total.map((term, index) => [`t${index}`, term]));
  const worse = Object.fromEntries(bad.map((term, index) => [`b${index}`, forAlarm(term)]));
  const slow = Object.fromEntries(
    bad.flatMap((term, index) => (isShare(term) ? [[`s${index}`, `b${index} / 100 * t${index}`]] : [])),
  );
  return {
    metrics: { ...worse, ...all },
    expressions: {
      ...slow,
      bad: sumOf(bad.map((term, index) => `${isShare(term) ? 's' : 'b'}${index}`)),
      total: sumOf(Object.keys(all)),
      share: `IF(bad > ${FEWEST_BAD_EVENTS - 0.5}, bad / total, 0)`,
    },
    comparison: 'above',
    threshold: burnThreshold(target, window),
    periodSeconds: window.seconds,
  };
}

/**
 * A sum over an array takes what is there, whatever FILL makes of a metric that was never published; FILL around it ends
 * what is over in a shop without a call.
 */
const sumOf = (ids: readonly string[]): string => `FILL(SUM([${ids.join(', ')}]), 0)`;

const isShare = ({ stat }: MetricTerm): boolean => stat.startsWith('TC(');

/**
 * Of the counts between two values an alarm takes percentages of the sample only, but any percentile rank ("PutMetricAlarm",
 * ExtendedStatistic): the share above the limit, in percent, times the calls is the same number.
 */
function forAlarm(term: MetricTerm): MetricTerm {
  if (!isShare(term)) return term;
  const limit = term.stat.slice('TC('.length, -':)'.length);
  return { ...term, stat: `PR(${limit}:${LONGEST_ANSWER_MS})` };
}
