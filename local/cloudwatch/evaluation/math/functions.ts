import { AGGREGATIONS } from './functions/aggregations';
import { ARRAYS } from './functions/arrays';
import { CALENDAR } from './functions/calendar';
import { CHANGES } from './functions/changes';
import { fill } from './functions/fill';
import { condition } from './functions/if';
import { VALUES } from './functions/values';
import type { MathFunction } from './call';

/**
 * The functions of metric math that are evaluated here ("Functions supported for metric math"). Not among them are those
 * whose answer is AWS's own (ANOMALY_DETECTION_BAND, INSIGHT_RULE_METRIC, SERVICE_QUOTA, DB_PERF_INSIGHTS, LAMBDA), SEARCH,
 * with which no alarm can be made, and STDDEV, of which the guide does not say whether it is that of a sample.
 */
export const FUNCTIONS: ReadonlyMap<string, MathFunction> = new Map(
  Object.entries({
    ...AGGREGATIONS,
    ...ARRAYS,
    ...CALENDAR,
    ...CHANGES,
    ...VALUES,
    FILL: fill,
    IF: condition,
  }),
);
