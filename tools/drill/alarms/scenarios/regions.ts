import { type Scenario } from '../scenario';

/** Longer than any page about a Region that fails looks back, and the minutes in which its metrics may come late. */
const EVACUATED_MINUTES = 8;

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
    },
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
    what: 'an operator evacuates the other Region, and this one’s probe takes it out of the entry; nothing else rings for 8 minutes',
    means: 'cause',
    fires: ['routing-changed'],
    alongside: ['routing-changed'],
    within: EVACUATED_MINUTES + 4,
    atLeast: EVACUATED_MINUTES,
    minute: async (stage, minute) => {
      if (minute === 0) await stage.ops('region', 'evacuate', stage.nameOf('second'), '--yes');
    },
    heal: (stage) =>
      stage.ops('region', 'return', stage.nameOf('second'), '--yes', '--weight', '100', '--force'),
  },
];
