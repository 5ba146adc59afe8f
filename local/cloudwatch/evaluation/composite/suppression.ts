import type { AlarmState, Suppressor } from '../types';

/** Why a composite alarm's actions wait, as `ActionsSuppressedBy` of `DescribeAlarms` names it. */
export type SuppressedBy = 'Alarm' | 'WaitPeriod' | 'ExtensionPeriod';

/** What a composite alarm with a suppressor remembers from one evaluation to the next. */
export interface Suppression {
  readonly state: AlarmState;
  readonly suppressor: AlarmState;
  /** `until` is in epoch ms; none while the suppressor is in ALARM. */
  readonly by: { readonly kind: SuppressedBy; readonly until: number } | null;
  /** The alarm has changed its state and has not acted on that yet. */
  readonly owesActions: boolean;
}

/** The outcome of one evaluation of a composite alarm with a suppressor. */
export interface SuppressionStep {
  readonly suppression: Suppression;
  /** The state whose actions are to be performed now; null for none. */
  readonly perform: AlarmState | null;
  /** Why none are performed, while that is so. */
  readonly suppressedBy: SuppressedBy | null;
}

/** What is seen at one moment (`now` in epoch ms). */
export interface SuppressionView {
  readonly now: number;
  readonly state: AlarmState;
  readonly suppressor: AlarmState;
}

/** Before the first evaluation: the states that both alarms begin in. */
export const startSuppression = (state: AlarmState, suppressor: AlarmState): Suppression => ({
  state,
  suppressor,
  by: null,
  owesActions: false,
});

/**
 * One evaluation of a composite alarm's suppression ("Composite alarm action suppression", WaitPeriod and ExtensionPeriod):
 * to be called after each tick of the clock with the states that both alarms are in then. Actions are those of the state at
 * the end of what held them back, and are performed only if the alarm has changed its state since it last acted: the guide
 * does not say so of an alarm that was in ALARM before its suppressor, but alarms act on changes alone ("Alarm actions").
 * Where the suppressor comes at the very moment at which a period ends, it suppresses.
 */
export function advanceSuppression(
  settings: Suppressor,
  before: Suppression,
  seen: SuppressionView,
): SuppressionStep {
  const changed = seen.state !== before.state;
  const by = suppressedBy(settings, before, seen, changed);
  const owes = before.owesActions || changed;
  const { state, suppressor } = seen;
  return {
    suppression: { state, suppressor, by, owesActions: by !== null && owes },
    perform: by === null && owes ? state : null,
    suppressedBy: by?.kind ?? null,
  };
}

function suppressedBy(
  { waitSeconds, extensionSeconds }: Suppressor,
  before: Suppression,
  { now, suppressor }: SuppressionView,
  changed: boolean,
): Suppression['by'] {
  if (suppressor === 'ALARM') return { kind: 'Alarm', until: Infinity };
  if (changed) return period('WaitPeriod', now, waitSeconds);
  if (before.suppressor === 'ALARM') return period('ExtensionPeriod', now, extensionSeconds);
  return before.by !== null && now < before.by.until ? before.by : null;
}

/** One of no length is over at once. */
const period = (kind: SuppressedBy, now: number, seconds: number): Suppression['by'] =>
  seconds > 0 ? { kind, until: now + seconds * 1000 } : null;
