import { BROWSE_METHODS, HEALTH_METHOD } from '../../objectives/objectives';
import { FEWEST_BAD_EVENTS } from '../burn-rates';
import { ORDERS_STOPPED_LONG, signalOf } from '../catalogue';
import { type Condition, DAILY_FIGURE_SECONDS, LATE_MINUTES, TWO_MINUTES } from './condition';
import { type AlarmContext, Terms } from './terms';

const MINUTE = 60;

/** For metrics whose gaps are left as they are: CloudWatch looks further back then. */
const TWO_OF_THREE = { periodSeconds: MINUTE, periods: 3, breaching: 2 } as const;

/** Half of all calls to the provider: at that share the circuit opens, too (docs/architecture.md). */
const PAYMENTS_DOWN_SHARE = 0.5;
const STORE_DOWN_SHARE = 0.05;
const ERRORS_HIGH_SHARE = 0.05;

/**
 * Calls for products and carts from which on an order is to be expected: at some 25 calls an order (tools/cost) that would
 * be 20 orders, and none by chance once in 500 million times.
 */
const BUSY_CALLS = 500;

/** A busy shop makes so many calls in the first of these windows, one with 90 orders a day in the second by day. */
const STOPPED_SECONDS = { busy: 15 * MINUTE, quiet: 240 * MINUTE } as const;

const MORE_THAN_A_FEW = `> ${FEWEST_BAD_EVENTS - 0.5}`;

/** When the pages ring, the burn rates aside; by the names of the alarms that look at metrics. */
export function pageConditions(context: AlarmContext): Record<string, Condition> {
  const terms = new Terms(context);
  return {
    // Published with each audit, 0 included: what was found stands until an audit finds nothing.
    'stock-integrity': {
      metrics: { differences: terms.own('AuditDifferences', 'Maximum') },
      comparison: 'above',
      threshold: 0,
      periodSeconds: DAILY_FIGURE_SECONDS,
      missing: 'ignore',
    },
    'payments-down': paymentsDown(terms),
    'store-unavailable': storeUnavailable(terms),
    'other-region-lost': otherRegionLost(terms),
    'entry-down': entryDown(terms),
    [signalOf('orders-stopped')]: ordersStopped(terms, STOPPED_SECONDS.busy),
    [ORDERS_STOPPED_LONG]: ordersStopped(terms, STOPPED_SECONDS.quiet),
    [signalOf('errors-high')]: errorsHigh(terms),
    // Filled, or CloudWatch would look at older sweeps for as long as it finds any: 15 minutes.
    [signalOf('sweep-stalled')]: {
      metrics: { sweeps: terms.own('SweepRuns') },
      expressions: { ended: 'FILL(sweeps, 0)' },
      comparison: 'below',
      threshold: 1,
      periodSeconds: 5 * MINUTE,
      missing: 'breaching',
    },
    'lambda-throttles': {
      metrics: { throttles: terms.account('Throttles', 'Sum') },
      comparison: 'above',
      threshold: 0,
      ...TWO_OF_THREE,
    },
  };
}

const paymentsDown = (terms: Terms): Condition => ({
  metrics: {
    circuit: terms.own('CircuitOpen', 'Maximum'),
    unavailable: terms.own('PaymentsUnavailable'),
    refused: terms.own('PaymentsShortCircuited'),
    calls: terms.own('PaymentCalls'),
  },
  expressions: {
    bad: 'FILL(SUM([unavailable, refused]), 0)',
    failing: `IF(bad ${MORE_THAN_A_FEW}, bad / calls, 0)`,
    share: 'FILL(MAX([circuit, failing]), 0)',
  },
  comparison: 'at-least',
  threshold: PAYMENTS_DOWN_SHARE,
  ...TWO_MINUTES,
});

/**
 * Calls that met an unavailable store, among these and all calls of the API: 0.5 when every call does. Three minutes, for
 * these come from logs and those from API Gateway: where the calls are later, two minutes are nothing but failures.
 */
const storeUnavailable = (terms: Terms): Condition => ({
  metrics: { unavailable: terms.own('StoreUnavailable'), calls: terms.stage('Count', 'SampleCount') },
  expressions: {
    bad: 'FILL(unavailable, 0)',
    share: `IF(bad ${MORE_THAN_A_FEW}, bad / SUM([bad, calls]), 0)`,
  },
  comparison: 'at-least',
  threshold: STORE_DOWN_SHARE,
  periodSeconds: MINUTE,
  periods: 3 + LATE_MINUTES,
  breaching: 3,
});

/** Not one look saw the other Region well, and at each look the own quorum read of the Ledger succeeded. */
const otherRegionLost = (terms: Terms): Condition => ({
  metrics: {
    other: terms.own('OtherRegionHealthy', 'Maximum'),
    observer: terms.own('ObserverHealthy', 'Minimum'),
  },
  expressions: { lost: 'IF(observer > 0 AND other < 1, 1, 0)' },
  comparison: 'at-least',
  threshold: 1,
  ...TWO_OF_THREE,
});

/**
 * At the shop's own address was nobody, while this Region could reach its Ledger, and so was not cut off itself. A look a
 * minute: one that is lost wakes nobody, and of three in a row two may come late.
 */
const entryDown = (terms: Terms): Condition => ({
  metrics: {
    entry: terms.own('EntryHealthy', 'Maximum'),
    observer: terms.own('ObserverHealthy', 'Minimum'),
  },
  expressions: { closed: 'IF(observer > 0 AND entry < 1, 1, 0)' },
  comparison: 'at-least',
  threshold: 1,
  periodSeconds: MINUTE,
  periods: 5,
  breaching: 3,
});

/** Whoever is told that something is sold out has been served: a sold-out shop is not broken. */
function ordersStopped(terms: Terms, periodSeconds: number): Condition {
  const looks = BROWSE_METHODS.map((method, index) => [
    `m${index}`,
    terms.method(method, 'Count', 'SampleCount'),
  ]);
  return {
    metrics: {
      ...(Object.fromEntries(looks) as Condition['metrics']),
      placed: terms.own('OrdersPlaced'),
      soldout: terms.own('OrdersOutOfStock'),
    },
    expressions: {
      browsing: `FILL(SUM([${BROWSE_METHODS.map((_, index) => `m${index}`).join(', ')}]), 0)`,
      answered: 'FILL(SUM([placed, soldout]), 0)',
      stopped: `IF(browsing >= ${BUSY_CALLS} AND answered < 1, 1, 0)`,
    },
    comparison: 'at-least',
    threshold: 1,
    periodSeconds,
  };
}

/** Of all calls but those of /health. */
const errorsHigh = (terms: Terms): Condition => ({
  metrics: {
    errors: terms.stage('5XXError', 'Sum'),
    calls: terms.stage('Count', 'SampleCount'),
    unwell: terms.method(HEALTH_METHOD, '5XXError', 'Sum'),
    looks: terms.method(HEALTH_METHOD, 'Count', 'SampleCount'),
  },
  expressions: {
    bad: 'FILL(errors, 0) - FILL(unwell, 0)',
    share: `IF(bad ${MORE_THAN_A_FEW}, bad / (FILL(calls, 0) - FILL(looks, 0)), 0)`,
  },
  comparison: 'above',
  threshold: ERRORS_HIGH_SHARE,
  periodSeconds: 5 * MINUTE,
});
