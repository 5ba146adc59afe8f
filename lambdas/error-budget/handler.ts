import { CloudWatchDailyMetrics } from '../adapters/cloudwatch/daily-metrics';
import { DynamoDbBudgetStore } from '../adapters/dynamodb/budget-store';
import { signedCalls } from '../adapters/signed-call';
import { functionRuntime } from '../shared/ports/runtime';
import { Tables } from '../shared/ports/tables';
import { watchCalls } from '../shared/telemetry/watch-calls';
import { errorBudgetFunction } from './error-budget';
import { objectivesOf } from './objectives';

const runtime = functionRuntime('error-budget');
const { environment, region, clock, telemetry } = runtime;

/** Counts the objectives of this Region and publishes what is left of their budgets, every hour. */
export const handler = errorBudgetFunction({
  metrics: watchCalls('metrics', new CloudWatchDailyMetrics(signedCalls(region), runtime), runtime),
  store: watchCalls('budgets', new DynamoDbBudgetStore(new Tables(runtime).shop()), runtime),
  objectives: objectivesOf(environment),
  region,
  regions: environment.list('REGIONS'),
  clock,
  telemetry,
});
