import { type GlobalTables } from '../dynamodb/global-tables';
import { type MailLog } from '../mail/mail-log';
import { type Closeable, type Log, type RegionTemplate } from '../types';
import { AlarmHistory } from './alarms/history';
import { RegionAlarms } from './alarms/region-alarms';
import { type AlarmView } from './alarms/shape';
import { CloudClock } from './clock';
import { type QueueSample } from './collection/queue-metrics';
import { type AlarmState } from './evaluation';
import { RegionMetrics } from './region-metrics';

/** What CloudWatch needs to know of a Region. */
export interface WatchedRegion {
  readonly template: RegionTemplate;
  readonly isDown: () => boolean;
  readonly tables: GlobalTables;
  readonly mails: MailLog;
  readonly log: Log;
}

/** CloudWatch of one Region. */
export interface RegionWatch {
  readonly region: string;
  readonly metrics: RegionMetrics;
  readonly alarms: RegionAlarms;
  /** From then on, queues are looked at and alarms evaluated in every minute of the clock; the result ends that. */
  begin(queues: () => readonly QueueSample[]): () => void;
}

/** CloudWatch of all Regions: one clock and one history of alarms. */
export class CloudWatch implements Closeable {
  readonly history = new AlarmHistory();
  private readonly regions: RegionWatch[] = [];

  constructor(readonly clock: CloudClock = new CloudClock()) {}

  /**
   * Adds a Region, whose metrics are gathered from now on.
   *
   * @throws AlarmDefinitionError for an alarm of its template that AWS would refuse
   */
  add({ template, isDown, tables, mails, log }: WatchedRegion): RegionWatch {
    const { clock, history } = this;
    const metrics = new RegionMetrics({ template, clock, isDown, log });
    metrics.listenTo(tables);
    const alarms = new RegionAlarms({
      template,
      mails,
      history,
      source: metrics.store,
      now: clock.now,
      realNow: () => new Date(),
    });
    const begin = (queues: () => readonly QueueSample[]): (() => void) =>
      clock.onMinute((minute, jumped) => {
        if (isDown()) return;
        metrics.endMinute(minute, queues(), tables);
        alarms.evaluate(minute, jumped);
      });
    const watch: RegionWatch = { region: template.region, metrics, alarms, begin };
    this.regions.push(watch);
    return watch;
  }

  /** What measures a Region; undefined for one that runs no functions. */
  metricsOf(name: string): RegionMetrics | undefined {
    return this.regions.find(({ region }) => region === name)?.metrics;
  }

  /** Every alarm's state under `region/name`. */
  states(): Readonly<Record<string, AlarmState>> {
    return Object.fromEntries(
      this.regions.flatMap(({ region, alarms }) =>
        [...alarms.states()].map(([name, state]) => [`${region}/${name}`, state] as const),
      ),
    );
  }

  /** Every alarm of every Region. */
  alarms(): AlarmView[] {
    return this.regions.flatMap(({ alarms }) => alarms.views());
  }

  /** What is neither gathered nor evaluated here although the templates ask for it, one line each. */
  gaps(): string[] {
    const alarms = this.regions.flatMap(({ alarms }) =>
      alarms.notEvaluated.map(({ name, reason }) => `alarm ${name}: ${reason}`),
    );
    return [...new Set([...alarms, ...this.regions.flatMap(({ metrics }) => metrics.unsupported)])];
  }

  close(): Promise<void> {
    return this.clock.close();
  }
}
