import { type MailLog } from '../../mail/mail-log';
import { type RegionTemplate } from '../../types';
import {
  advanceSuppression,
  type AlarmState,
  type CompositeAlarm,
  evaluateCompositeAlarm,
  evaluateMetricAlarm,
  isDue,
  type MetricAlarm,
} from '../evaluation';
import { type MetricSource } from '../metrics';
import { type Alarm, type Transition } from './alarm';
import { alarmsIn } from './definitions';
import { type AlarmHistory } from './history';
import { publish } from './notifications';
import { type AlarmChange, type AlarmView } from './shape';
import { type Topics, topicsOf } from './topics';

/** An alarm that looks back further has more to go by than gaps. */
const FIRST_MINUTES_MS = 5 * 60_000;

export interface RegionAlarmsOptions {
  readonly template: RegionTemplate;
  readonly source: MetricSource;
  readonly mails: MailLog;
  readonly history: AlarmHistory;
  /** CloudWatch's time, epoch ms. */
  readonly now: () => number;
  readonly realNow: () => Date;
}

/** The alarms of one Region. */
export class RegionAlarms {
  private readonly alarms: readonly Alarm[];
  private readonly byName: ReadonlyMap<string, Alarm>;
  private readonly topics: Topics;
  private readonly startedAt: number;
  /** Of each alarm the newest change, to which a late notification belongs. */
  private readonly latest = new Map<Alarm, { readonly from: AlarmState; readonly notified: string[] }>();

  /** @throws AlarmDefinitionError for an alarm that AWS would refuse */
  constructor(private readonly options: RegionAlarmsOptions) {
    this.startedAt = options.now();
    this.alarms = alarmsIn(options.template, this.startedAt);
    this.byName = new Map(this.alarms.map((alarm) => [alarm.name, alarm]));
    this.topics = topicsOf(options.template);
  }

  /** Alarms that are not evaluated here, with the reason. */
  get notEvaluated(): readonly { readonly name: string; readonly reason: string }[] {
    return this.alarms.flatMap(({ name, definition }) =>
      definition.kind === 'unsupported' ? [{ name, reason: definition.unsupported }] : [],
    );
  }

  /** States by name. */
  states(): ReadonlyMap<string, AlarmState> {
    return new Map(this.alarms.map(({ name, state }) => [name, state]));
  }

  /** All of them, for people and tools. */
  views(): AlarmView[] {
    return this.alarms.map((alarm) => this.view(alarm));
  }

  /**
   * Looks at all alarms that are due in the minute that begins at `minute` (epoch ms), at all of them if `all`. Metric alarms
   * come first, then composite ones, then what they do.
   */
  evaluate(minute: number, all: boolean): void {
    for (const alarm of this.alarms) {
      const transition = this.look(alarm, minute, all);
      if (transition !== null) this.changed(alarm, transition, minute);
    }
    for (const alarm of this.alarms) if (isSuppressible(alarm)) this.suppress(alarm, minute);
  }

  private look(alarm: Alarm, minute: number, all: boolean): Transition | null {
    const { definition } = alarm;
    if (definition.kind === 'unsupported') return null;
    if (definition.kind === 'composite') {
      const { state, reason } = evaluateCompositeAlarm(definition, this.stateOf);
      return alarm.become(state, reason, minute);
    }
    if (!(all || isDue(definition, minute)) || this.knowsTooLittle(definition, minute)) return null;
    const { state, reason } = evaluateMetricAlarm(definition, this.options.source, minute);
    if (state === 'ALARM' && this.mayYetCome(definition, minute)) return null;
    return alarm.become(state, reason, minute);
  }

  /**
   * An alarm that fills gaps by itself, `FILL(looks, 0)`, takes for missing what has had no time to come: the probe's first
   * looks are published a minute after the start. It does not ring for that in its first minutes.
   */
  private mayYetCome(alarm: MetricAlarm, minute: number): boolean {
    const lookedAtMs = lookedAt(alarm);
    const from = minute - lookedAtMs;
    if (from >= this.startedAt || lookedAtMs > FIRST_MINUTES_MS) return false;
    return alarm.queries.some(
      (query) =>
        query.kind === 'metric' &&
        this.options.source.statistic(query.metric, 'SampleCount', lookedAtMs / 1_000, from, minute).size ===
          0,
    );
  }

  /**
   * Before the start nothing was gathered, and whether something was missing then nobody knows: an alarm on missing data,
   * a heartbeat's, waits until all that it looks at came after the start.
   */
  private knowsTooLittle(alarm: MetricAlarm, minute: number): boolean {
    return alarm.missingData === 'breaching' && minute - lookedAt(alarm) < this.startedAt;
  }

  private readonly stateOf = (name: string): AlarmState =>
    this.byName.get(name)?.state ?? 'INSUFFICIENT_DATA';

  private changed(alarm: Alarm, transition: Transition, minute: number): void {
    const notified: string[] = [];
    this.latest.set(alarm, { from: transition.from, notified });
    this.options.history.add({ ...this.changeOf(alarm, transition, minute), notified });
    if (!isSuppressible(alarm)) this.act(alarm, transition, minute);
  }

  private changeOf(alarm: Alarm, { from, to }: Transition, minute: number): Omit<AlarmChange, 'notified'> {
    return {
      region: this.options.template.region,
      name: alarm.name,
      from,
      to,
      at: new Date(minute).toISOString(),
      realAt: this.options.realNow().toISOString(),
      reason: alarm.reason,
    };
  }

  private act(alarm: Alarm, { from, to }: Transition, minute: number): void {
    const { mails, realNow, template } = this.options;
    const { description } = alarm.definition;
    const told = publish(
      { region: template.region, name: alarm.name, description, from, to, reason: alarm.reason, at: minute },
      alarm.actionsFor(to),
      { topics: this.topics, mails, realNow: realNow() },
    );
    this.latest.get(alarm)?.notified.push(...told);
  }

  private suppress(alarm: SuppressibleAlarm, minute: number): void {
    const { suppressor } = alarm.definition;
    const seen = { now: minute, state: alarm.state, suppressor: this.stateOf(suppressor.alarm) };
    const step = advanceSuppression(suppressor, alarm.suppression, seen);
    alarm.suppression = step.suppression;
    alarm.suppressedBy = step.suppressedBy;
    const { from = alarm.state } = this.latest.get(alarm) ?? {};
    if (step.perform !== null) this.act(alarm, { from, to: step.perform }, minute);
  }

  private view(alarm: Alarm): AlarmView {
    const { definition, suppressedBy } = alarm;
    const { onAlarm, enabled } = definition.actions;
    const suppressor = isSuppressible(alarm) ? alarm.definition.suppressor.alarm : '';
    const wait = suppressedBy === 'Alarm' ? '' : ` (${suppressedBy})`;
    return {
      region: this.options.template.region,
      name: alarm.name,
      kind: alarm.kind,
      state: alarm.state,
      since: new Date(alarm.since).toISOString(),
      reason: alarm.reason,
      description: definition.description,
      topics: enabled ? onAlarm.map((arn) => arn.slice(arn.lastIndexOf(':') + 1)) : [],
      ...(definition.kind === 'unsupported' ? { notEvaluated: definition.unsupported } : {}),
      ...(suppressedBy === null ? {} : { suppressedBy: `${suppressor}${wait}` }),
    };
  }
}

/** How far back an alarm looks, in ms. */
const lookedAt = ({ periodSeconds, evaluationPeriods }: MetricAlarm): number =>
  periodSeconds * evaluationPeriods * 1_000;

type SuppressibleAlarm = Alarm<
  CompositeAlarm & { readonly suppressor: NonNullable<CompositeAlarm['suppressor']> }
>;

const isSuppressible = (alarm: Alarm): alarm is SuppressibleAlarm =>
  alarm.definition.kind === 'composite' && alarm.definition.suppressor !== null;
