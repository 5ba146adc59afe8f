import { Duration, Stack } from 'aws-cdk-lib';
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
  /** Compares charges with orders; daily. */
  readonly reconcile: IFunction;
  /** Regions of the deployment, the primary one first. */
  readonly regions: readonly string[];
}

/** Hour of the night, in UTC, by the beginning of a Region's name; the Regions of a deployment share it. */
const QUIET_HOURS: Readonly<Record<string, number>> = { us: 9, eu: 2, ap: 17 };

/**
 * Hours after the first Region in which the next one looks whether the day is done; by then the first has had six
 * runs of up to 15 minutes.
 */
const HOURS_APART = 2;

/** The clock of this Region. The functions take the time from the event, never from their own clock. */
export class Schedules extends Construct {
  constructor(scope: Construct, id: string, props: SchedulesProps) {
    super(scope, id);
    const { sweepOrders, settleStock, reconcile } = props;
    this.run('SweepOrders', sweepOrders, every(1), 'Advances overdue orders');
    this.run('SettleStock', settleStock, every(15), 'Settles journals of stock buckets');
    this.run('Reconcile', reconcile, this.reconcileTimes(props), 'Compares the last days with the provider');
  }

  /**
   * Every 20 minutes, longer than a run may take, for the two hours of this Region: a run goes on where the one before
   * it was ended, and one that finds the day done costs three reads.
   */
  private reconcileTimes({ regions }: SchedulesProps): Schedule {
    const { region } = Stack.of(this);
    const first = (QUIET_HOURS[region.slice(0, 2)] ?? 0) + regions.indexOf(region) * HOURS_APART;
    return Schedule.cron({ minute: '0/20', hour: `${first}-${first + HOURS_APART - 1}` });
  }

  /** A missed run is not made up for: the next one does the same work. */
  private run(id: string, target: IFunction, schedule: Schedule, description: string): void {
    new Rule(this, id, {
      description,
      schedule,
      targets: [new LambdaFunction(target, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
  }
}

const every = (minutes: number): Schedule => Schedule.rate(Duration.minutes(minutes));
