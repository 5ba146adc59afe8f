import { type Scenario } from '../scenario';

/** What is heard of only because it is not heard any more. */
export const HEARTBEAT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'nothing-reconciled',
    what: 'the provider lists no charges for more than a day, so that no audit and no reconciliation ends; an hour a step',
    means: 'fault',
    fires: ['audit-stalled', 'reconcile-stalled'],
    alongside: ['error-logs', 'sweep-stalled', 'probes-blind'],
    within: 40 * 60,
    stepSeconds: 3_600,
    prepare: (stage) => stage.faults({ payments: { mode: 'error' } }),
    minute: () => Promise.resolve(),
    heal: async (stage) => {
      for (const side of ['first', 'second'] as const)
        await Promise.all([stage.region(side).operator.audit(), stage.runScheduled('reconcile', side)]);
    },
  },
];
