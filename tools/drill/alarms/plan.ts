import { ANSWER_SCENARIOS } from './scenarios/answers';
import { BUDGET_SCENARIOS } from './scenarios/budget';
import { FIGURE_SCENARIOS } from './scenarios/figures';
import { HEARTBEAT_SCENARIOS } from './scenarios/heartbeats';
import { MONEY_SCENARIOS } from './scenarios/money';
import { PAYMENT_SCENARIOS } from './scenarios/payments';
import { REGION_SCENARIOS } from './scenarios/regions';
import { STORE_SCENARIOS } from './scenarios/store';
import { WORK_SCENARIOS } from './scenarios/work';
import { awaitedIn, type Scenario } from './scenario';

/** All scenarios, in the order in which they are played: what leaves marks in the shop comes last. */
export const SCENARIOS: readonly Scenario[] = [
  ...HEARTBEAT_SCENARIOS,
  ...PAYMENT_SCENARIOS,
  ...ANSWER_SCENARIOS,
  ...STORE_SCENARIOS,
  ...REGION_SCENARIOS,
  ...WORK_SCENARIOS,
  ...FIGURE_SCENARIOS,
  ...MONEY_SCENARIOS,
  ...BUDGET_SCENARIOS,
];

/** Alarms that no scenario is for, with the reason. */
export const NOT_DRILLED: Readonly<Record<string, string>> = {
  'orders-anomaly': 'an anomaly band, whose model is AWS’s own; its static backstop is orders-stopped',
  'errors-anomaly': 'an anomaly band, whose model is AWS’s own; its static backstop is errors-high',
};

/**
 * Heartbeats: the clock jumps while alarms clear, and what runs by the clock does not run in the time that is left out.
 * They may ring then. budget-low may whenever the hourly count comes by after an outage.
 */
export const RING_AFTER_JUMPS: readonly string[] = [
  'sweep-stalled',
  'probes-blind',
  'audit-stalled',
  'reconcile-stalled',
  'budget-low',
];

/** The scenarios of that name, or those in which an alarm of that name is awaited. */
export const scenariosFor = (name: string): readonly Scenario[] =>
  SCENARIOS.filter(
    (scenario) => scenario.name === name || awaitedIn(scenario).some(({ alarm }) => alarm === name),
  );
