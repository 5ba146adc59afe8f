import { type Scenario } from '../scenario';
import { type Stage } from '../stage';

const SIDES = ['first', 'second'] as const;
const DAY_MS = 86_400_000;
/** Days that a reconciliation looks back (lambdas/reconcile). */
const DAYS_BACK = 3;

/** The last days are to be reconciled again, and the provider lists no charges. */
async function stopReconciling(stage: Stage): Promise<void> {
  await stage.faults({ payments: { mode: 'error' } });
  for (let back = 1; back <= DAYS_BACK; back++) {
    const day = new Date(stage.now() - back * DAY_MS).toISOString().slice(0, 10);
    await Promise.all(SIDES.map((side) => stage.aws(side).forgetDay(day)));
  }
}

/** What is heard of only because it is not heard any more. */
export const HEARTBEAT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'nothing-reconciled',
    what: 'the provider lists no charges for more than a day, so that no audit and no reconciliation ends; an hour a step',
    means: 'fault',
    fires: ['audit-stalled', 'reconcile-stalled'],
    alongside: ['audit-stalled', 'reconcile-stalled', 'error-logs', 'sweep-stalled', 'probes-blind'],
    within: 40 * 60,
    stepSeconds: 3_600,
    prepare: stopReconciling,
    minute: () => Promise.resolve(),
    heal: async (stage) => {
      for (const side of SIDES)
        await Promise.all([stage.region(side).operator.audit(), stage.runScheduled('reconcile', side)]);
    },
  },
];
