import { API_FUNCTIONS, BACKGROUND_FUNCTIONS } from '../../function-folders';
import { ERROR_LOG_PARTS } from '../catalogue';
import { type Condition } from './condition';
import { type Terms } from './terms';

/**
 * Invocations that failed without a log line of their own: a time-out, too little memory, a crash while starting. Lambda
 * logs those as plain text, which the filters for level ERROR do not see. Two alarms, for one takes ten metrics.
 */
export function functionErrorConditions(terms: Terms): Record<string, Condition> {
  const [api, background] = ERROR_LOG_PARTS;
  return {
    [api]: errorsOfAny(API_FUNCTIONS, terms),
    [background]: errorsOfAny(BACKGROUND_FUNCTIONS, terms),
  };
}

const errorsOfAny = (folders: readonly string[], terms: Terms): Condition => ({
  metrics: Object.fromEntries(folders.map((folder, index) => [`m${index}`, terms.errorsOf(folder)])),
  expressions: { errors: 'SUM(METRICS())' },
  comparison: 'above',
  threshold: 0,
  periodSeconds: 300,
});
