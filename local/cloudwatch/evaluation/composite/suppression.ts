import type { AlarmState } from '../types';

/** Why a composite alarm's actions wait, as `ActionsSuppressedBy` of DescribeAlarms names it. */
export type SuppressedBy = 'Alarm' | 'WaitPeriod' | 'ExtensionPeriod';

/** What a composite alarm with a suppressor remembers from one evaluation to the next. Times are epoch ms. */
export interface Suppression {
  readonly state: AlarmState;
  readonly suppressor: AlarmState;
  readonly by: { readonly kind: SuppressedBy; readonly until: number } | null;
  /** The alarm has changed its state and has not acted on that yet. */
  readonly owesActions: boolean;
}

/** The outcome of one evaluation of a composite alarm with a suppressor. */
export interface SuppressionStep {
  readonly suppression: Suppression;
  /** The state whose actions are to be performed now; null for none. */
  readonly perform: AlarmState | null;
  readonly suppressedBy: SuppressedBy | null;
}
