import { Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, type TargetBaseProps } from 'aws-cdk-lib/aws-events-targets';
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
  /** Proves the promises of the shop from the whole Ledger; daily. */
  readonly runAudit: IFunction;
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

/** A missed run is not made up for: the next one, minutes later, does the same work. */
const ONCE: TargetBaseProps = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };

/** The next run is a day away. */
const PATIENT: TargetBaseProps = { retryAttempts: 20, maxEventAge: Duration.hours(1) };

/** The clock of this Region. The functions take the time from the event, never from their own clock. */
export class Schedules extends Construct {
  constructor(scope: Construct, id: string, props: SchedulesProps) {
    super(scope, id);
    const { sweepOrders, settleStock, reconcile, runAudit } = props;
    this.run('SweepOrders', sweepOrders, every(1), 'Advances overdue orders');
    this.run('SettleStock', settleStock, every(15), 'Settles journals of stock buckets');
    this.run('Audit', runAudit, this.auditTime(props), 'Audits stock, orders and charges', PATIENT);
    this.run('Reconcile', reconcile, this.reconcileTimes(props), 'Compares the last days with the provider');
  }

  /**
   * Every 20 minutes, longer than a run may take, for the two hours of this Region: a run goes on where the one before
   * it was ended, and one that finds the day done costs three reads.
   */
  private reconcileTimes({ regions }: SchedulesProps): Schedule {
    const first = this.quietHour() + this.placeIn(regions) * HOURS_APART;
    return Schedule.cron({ minute: '0/20', hour: `${first}-${first + HOURS_APART - 1}` });
  }

  /**
   * Daily: in the first Region in the hour before its comparison begins, in the other one half a day later, so that no
   * difference stands for longer than twelve hours and either Region audits while the other is lost.
   */
  private auditTime({ regions }: SchedulesProps): Schedule {
    const hour = (this.quietHour() + 23 + this.placeIn(regions) * 12) % 24;
    return Schedule.cron({ minute: '20', hour: String(hour) });
  }

  private quietHour(): number {
    return QUIET_HOURS[Stack.of(this).region.slice(0, 2)] ?? 0;
  }

  private placeIn(regions: readonly string[]): number {
    return regions.indexOf(Stack.of(this).region);
  }

  private run(
    id: string,
    target: IFunction,
    schedule: Schedule,
    description: string,
    delivery: TargetBaseProps = ONCE,
  ): void {
    new Rule(this, id, { description, schedule, targets: [new LambdaFunction(target, delivery)] });
  }
}

const every = (minutes: number): Schedule => Schedule.rate(Duration.minutes(minutes));
