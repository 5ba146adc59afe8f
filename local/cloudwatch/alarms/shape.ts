import { type AlarmState } from '../evaluation';

/** One alarm of one Region, as `GET /_local/alarms` tells it. */
export interface AlarmView {
  readonly region: string;
  readonly name: string;
  readonly kind: 'metric' | 'composite';
  readonly state: AlarmState;
  /** When it came into this state, by CloudWatch's clock, ISO 8601. */
  readonly since: string;
  readonly reason: string;
  readonly description: string;
  /** Names of the topics that are told when it rings; none for a part of a composite alarm. */
  readonly topics: readonly string[];
  /** Why the local cloud does not evaluate it. */
  readonly notEvaluated?: string;
  /** Why its actions wait: the name of the alarm that suppresses it, and the kind of wait where it is not that alarm itself. */
  readonly suppressedBy?: string;
}

/** One change of an alarm's state, as `GET /_local/alarms/history` tells it. */
export interface AlarmChange {
  readonly region: string;
  readonly name: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  /** By CloudWatch's clock, ISO 8601. */
  readonly at: string;
  readonly realAt: string;
  readonly reason: string;
  /** Who was told, at once or once a suppression had ended: `email ops@example.com`. */
  readonly notified: readonly string[];
}
