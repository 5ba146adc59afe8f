import { type Scenario } from '../scenario';

/** Beyond the 10 s from which on replication is slow. */
const LATE_MS = 12_000;

/** What is about DynamoDB. */
export const STORE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'store-lost',
    what: 'DynamoDB throttles every call',
    means: 'fault',
    fires: ['store-unavailable', 'ledger-throttled', 'shop-throttled'],
    suppressed: [
      'checkout-availability-fast-burn',
      'browse-availability-fast-burn',
      'errors-high',
      'error-logs',
    ],
    alongside: [
      'store-unavailable',
      'ledger-throttled',
      'shop-throttled',
      'probes-blind',
      'error-logs',
      'routing-changed',
      'other-region-lost',
      'sweep-stalled',
      'checkout-latency-fast-burn',
      'browse-latency-fast-burn',
      'api-slow',
    ],
    within: 15,
    prepare: (stage) => stage.faults({ dynamodb: { throttleRate: 1 } }),
    minute: async (stage) => {
      await Promise.all([stage.order(3), stage.browse(6)]);
    },
  },
  {
    name: 'replication-lags',
    what: 'what is written to the Shop table takes two minutes to the other Region',
    means: 'fault',
    fires: ['replication-slow'],
    alongside: ['replication-slow'],
    within: 15,
    prepare: (stage) => stage.faults({ replication: { lagMs: 120_000 } }),
    // How long a write has been on its way is told in real time.
    minute: async (stage, minute) => {
      if (minute > 0) return;
      await stage.fillCart();
      await stage.sleep(LATE_MS);
    },
  },
];
