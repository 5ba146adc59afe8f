import { type Scenario } from '../scenario';
import { type Stage } from '../stage';

const HOUR_SECONDS = 3_600;
const MINUTE_SECONDS = 60;
/** Schedules are looked at every second of real time; one that comes by while its Region is down is passed over. */
const PASSED_OVER_MS = 1_100;

/** An hour of which the Region lives the last minute alone: it sweeps, and nothing that is due in between runs. */
async function missSchedules(stage: Stage): Promise<void> {
  await stage.faults({ regions: { [stage.nameOf('first')]: 'down' } });
  await stage.cloudWatch.advance(HOUR_SECONDS - MINUTE_SECONDS);
  await stage.sleep(PASSED_OVER_MS);
  await stage.heal();
}

/** What is heard of only because it is not heard any more. */
export const HEARTBEAT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'schedules-missed',
    what: 'for more than a day the Region is down whenever its audit or reconciliation is due, and sweeps in between',
    means: 'fault',
    fires: ['audit-stalled', 'reconcile-stalled'],
    alongside: [
      'audit-stalled',
      'reconcile-stalled',
      'error-logs',
      'sweep-stalled',
      'probes-blind',
      'other-region-lost',
      'routing-changed',
    ],
    // Rounds of an hour each.
    within: 32,
    minute: missSchedules,
    heal: async (stage) => {
      await Promise.all([stage.region('first').operator.audit(), stage.runScheduled('reconcile')]);
    },
  },
];
