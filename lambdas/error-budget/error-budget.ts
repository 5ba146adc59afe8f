import { type ScheduledEvent } from 'aws-lambda';
import { measureBudgets, type MeasureDeps } from '../domain/budget/measure';
import { type Clock } from '../domain/runtime';
import { backgroundFunction, type BackgroundHandler } from '../shared/middleware/background-function';
import { scheduleOf } from '../shared/schedule/event-clock';
import { type Telemetry } from '../shared/telemetry/telemetry';

/** What the function needs. */
export interface ErrorBudget extends MeasureDeps {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** The function behind the hourly schedule: counts every objective, and publishes what is left of its budget. */
export function errorBudgetFunction(deps: ErrorBudget): BackgroundHandler<ScheduledEvent, void> {
  const { telemetry } = deps;
  return backgroundFunction(telemetry, async (event, context) => {
    const { now } = scheduleOf(event, context, deps);
    const budgets = await measureBudgets(deps, now);
    for (const { name, left, bad, total, allowed, spent } of budgets) {
      telemetry.measure('BudgetRemaining', left, 'Percent', { objective: name });
      const fields = { objective: name, left, bad, total, allowed };
      if (spent) telemetry.log.warn('an error budget is spent', fields);
      else telemetry.log.info('error budget', fields);
    }
  });
}
