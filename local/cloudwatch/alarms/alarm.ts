import {
  type AlarmState,
  type CompositeAlarm,
  type MetricAlarm,
  startSuppression,
  type SuppressedBy,
  type Suppression,
  type UnsupportedAlarm,
} from '../evaluation';

/** An alarm of the template, as the evaluation reads it. */
export type AlarmDefinition = MetricAlarm | CompositeAlarm | UnsupportedAlarm;

/** What a change of state amounts to. */
export interface Transition {
  readonly from: AlarmState;
  readonly to: AlarmState;
}

const FIRST_REASON = 'Unchecked: Initial alarm creation';

/** One alarm with its state. It begins as CloudWatch's do: with insufficient data. */
export class Alarm<Definition extends AlarmDefinition = AlarmDefinition> {
  state: AlarmState = 'INSUFFICIENT_DATA';
  reason = FIRST_REASON;
  suppression: Suppression = startSuppression('INSUFFICIENT_DATA', 'INSUFFICIENT_DATA');
  suppressedBy: SuppressedBy | null = null;

  constructor(
    readonly definition: Definition,
    /** Whether the resource is an `AWS::CloudWatch::CompositeAlarm`. */
    readonly kind: 'metric' | 'composite',
    /** When it came into its state, by CloudWatch's clock (epoch ms). */
    public since: number,
  ) {}

  get name(): string {
    return this.definition.name;
  }

  /** Takes the outcome of an evaluation; null where the state stays. */
  become(state: AlarmState | 'keep', reason: string, now: number): Transition | null {
    if (state === 'keep') return null;
    this.reason = reason;
    if (state === this.state) return null;
    const from = this.state;
    this.state = state;
    this.since = now;
    return { from, to: state };
  }

  /** What it does on entering a state: ARNs. */
  actionsFor(state: AlarmState): readonly string[] {
    const { enabled, onAlarm, onOk, onInsufficientData } = this.definition.actions;
    if (!enabled) return [];
    return { ALARM: onAlarm, OK: onOk, INSUFFICIENT_DATA: onInsufficientData }[state];
  }
}
