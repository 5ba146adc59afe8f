import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** The functions that run by the clock. */
export interface SchedulesProps {
  /** Advances overdue orders; every minute. */
  readonly sweepOrders: IFunction;
  /** Settles the journals of stock buckets; every 15 minutes. */
  readonly settleStock: IFunction;
}

/** The clock of this Region. The functions take the time from the event, never from their own clock. */
export class Schedules extends Construct {
  constructor(scope: Construct, id: string, props: SchedulesProps) {
    super(scope, id);
    this.run('SweepOrders', props.sweepOrders, Duration.minutes(1), 'Advances overdue orders');
    this.run('SettleStock', props.settleStock, Duration.minutes(15), 'Settles journals of stock buckets');
  }

  /** A missed run is not made up for: the next one does the same work. */
  private run(id: string, target: IFunction, every: Duration, description: string): void {
    new Rule(this, id, {
      description,
      schedule: Schedule.rate(every),
      targets: [new LambdaFunction(target, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
  }
}
