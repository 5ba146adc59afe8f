import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { objectivesOf } from '../objectives/objectives';
import { BACKGROUND_TIMEOUTS, type FunctionContext } from './function-settings';
import { objectivesVariable } from './objectives-variable';
import { STAGE_NAME } from './shop-api';
import { ShopFunction } from './shop-function';

/** What the error budgets are made from. */
export interface ErrorBudgetProps extends FunctionContext {
  /** Directory that holds one folder for each function. */
  readonly lambdasRoot: string;
}

/**
 * The function that counts the objectives of its Region and publishes what is left of their budgets, and its schedule.
 * Hourly: burn-rate alarms tell of what happens fast; a budget of thirty days is looked at before a deployment.
 */
export class ErrorBudget extends Construct {
  constructor(scope: Construct, id: string, { lambdasRoot, config, names, permissions }: ErrorBudgetProps) {
    super(scope, id);
    const objectives = objectivesOf(config, { apiName: config.name, stageName: STAGE_NAME });
    const { function: count } = new ShopFunction(this, 'Count', {
      folder: 'error-budget',
      lambdasRoot,
      functionName: names.functionNamed('error-budget'),
      description: 'Counts what the objectives allow to go wrong, and what is left of it',
      timeout: BACKGROUND_TIMEOUTS.errorBudget,
      scheduled: true,
      environment: {
        SHOP_TABLE: names.shopTable,
        REGIONS: config.regions.join(','),
        OBJECTIVES: objectivesVariable(objectives),
      },
      permissions: [permissions.readMetrics(), ...permissions.keepErrorBudgets()],
    });
    // A missed run is not made up for: the next one reads the whole window again.
    new Rule(this, 'Hourly', {
      description: 'Counts the error budgets',
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [new LambdaFunction(count, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
  }
}
