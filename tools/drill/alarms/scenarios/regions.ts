import { type Scenario } from '../scenario';
import { type Stage } from '../stage';

/** Longer than any page about a Region that fails looks back, and the minutes in which its metrics may come late. */
const EVACUATED_MINUTES = 8;

/** A running probe looks every 5 s of real time; three minutes of the clock give it the looks to be sure. */
const PROBE_DECIDES_MS = 5_000;
/** After three good looks the Region is let in again (lambdas/domain/routing). */
const LET_IN_MS = 35_000;

/** A run of the probe publishes what it has counted when it ends, which is a minute after it began (WATCH_MS). */
const PROBE_RUN_MS = 60_000;

/** After a pause of 15 s a probe reads the store anew, instead of believing what it read before (lambdas/domain/routing). */
const PROBE_READS_MS = 16_000;

/** A minute of looks, as the probes' schedule has them. */
async function lookOften(stage: Stage): Promise<void> {
  for (let look = 0; look < 10; look++) await stage.look();
}

/** What is about a Region and the routing between them. */
export const REGION_SCENARIOS: readonly Scenario[] = [
  {
    name: 'other-region-lost',
    what: 'nothing in the other Region answers or runs',
    means: 'fault',
    fires: ['other-region-lost'],
    suppressed: ['routing-changed'],
    alongside: ['replication-slow'],
    within: 12,
    prepare: (stage) => stage.faults({ regions: { [stage.nameOf('second')]: 'down' } }),
    minute: async (stage) => {
      await stage.order(3);
      await stage.sleep(PROBE_DECIDES_MS);
    },
    heal: (stage) => stage.sleep(LET_IN_MS),
  },
  {
    name: 'cut-off',
    what: 'the Region is cut off from the others: it judges nobody, and the other one sees that it is lost',
    means: 'fault',
    fires: ['probes-blind'],
    firesThere: ['other-region-lost'],
    alongside: [
      'routing-changed',
      'replication-slow',
      'routing-unavailable',
      'sweep-stalled',
      'error-logs',
      'store-unavailable',
    ],
    within: 12,
    prepare: (stage) => stage.faults({ regions: { [stage.nameOf('first')]: 'isolated' } }),
    minute: async (stage) => {
      await stage.order(3, { side: 'second' });
    },
  },
  {
    name: 'evacuation',
    what: 'an operator evacuates the other Region, and this one’s probe takes it out of the entry; no page for a lost Region follows in 8 minutes',
    means: 'cause',
    fires: ['routing-changed'],
    // The command warms the survivor up: many cold starts at once, and here no shoppers beside whom they would be few.
    alongside: ['routing-changed', 'browse-latency-fast-burn'],
    within: EVACUATED_MINUTES + 4,
    atLeast: EVACUATED_MINUTES,
    minute: async (stage, minute) => {
      if (minute > 0) return;
      await stage.ops('region', 'evacuate', stage.nameOf('second'), '--yes');
      await stage.sleep(PROBE_RUN_MS);
    },
    heal: (stage) =>
      stage.ops('region', 'return', stage.nameOf('second'), '--yes', '--weight', '100', '--force'),
  },
  {
    name: 'entry-fails',
    what: 'the edge answers everything with 5xx, while both Regions are well',
    means: 'fault',
    fires: ['entry-down', 'entry-errors'],
    alongside: ['entry-down'],
    within: 12,
    prepare: (stage) => stage.faults({ edge: { failRate: 1 } }),
    minute: (stage) => stage.enter(20),
  },
  {
    name: 'routing-store-fails',
    what: 'CloudFront’s key-value store answers every call with 500, so that no probe can read what the entry goes by',
    means: 'fault',
    fires: ['routing-unavailable'],
    firesThere: ['routing-unavailable'],
    // A probe that does not know what is there writes what it sees after three good looks, and logs that it could not.
    alongside: ['error-logs'],
    within: 8,
    prepare: (stage) => stage.faults({ keyValueStore: { failRate: 1 } }),
    minute: async (stage) => {
      await stage.sleep(PROBE_READS_MS);
      await lookOften(stage);
    },
    heal: (stage) => stage.sleep(PROBE_RUN_MS),
  },
  {
    name: 'looks-throttled',
    what: 'API Gateway throttles every request, and so the looks of the other Region’s probe',
    means: 'fault',
    fires: ['probe-unclear'],
    firesThere: ['probe-unclear'],
    within: 8,
    prepare: (stage) => stage.faults({ apiGateway: { throttleRate: 1 } }),
    minute: lookOften,
  },
];
