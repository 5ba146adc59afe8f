export { AlarmDefinitionError } from './alarm-definition-error';
export { alarmsOf, evaluateCompositeAlarm, evaluateRule, type StateOf } from './composite/evaluate';
export { readCompositeAlarm } from './composite/read';
export type { Rule } from './composite/rule';
export {
  advanceSuppression,
  startSuppression,
  type SuppressedBy,
  type Suppression,
  type SuppressionStep,
  type SuppressionView,
} from './composite/suppression';
export { evaluateMetricAlarm } from './metric-alarm/evaluate';
export { readMetricAlarm } from './metric-alarm/read';
export { isDue } from './metric-alarm/window';
export { parseStatistic, statisticOf } from './statistics';
export type * from './types';
