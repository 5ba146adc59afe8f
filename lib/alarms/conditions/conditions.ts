import { objectivesOf } from '../../objectives/objectives';
import { burnConditions } from './burn';
import { type Condition } from './condition';
import { pageConditions } from './pages';
import { type AlarmContext } from './terms';
import { ticketConditions } from './tickets';

/** Conditions of all alarms of a Region that look at metrics, anomaly bands aside. */
export function conditionsOf(context: AlarmContext): Readonly<Record<string, Condition>> {
  const objectives = objectivesOf(context.config, context.api);
  const burns = objectives.flatMap((objective) => Object.entries(burnConditions(objective)));
  return { ...Object.fromEntries(burns), ...pageConditions(context), ...ticketConditions(context) };
}
