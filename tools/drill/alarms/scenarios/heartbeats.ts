import { type Scenario } from '../scenario';

/** What is heard of only because it is not heard any more. */
export const HEARTBEAT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'nothing-runs',
    what: 'the clock goes on by more than a day in which no audit and no reconciliation runs',
    means: 'cause',
    fires: ['audit-stalled', 'reconcile-stalled'],
    alongside: ['audit-stalled', 'reconcile-stalled', 'sweep-stalled', 'probes-blind'],
    within: 60 * 60,
    stepSeconds: 3_600,
    minute: () => Promise.resolve(),
  },
];
