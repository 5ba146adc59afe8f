import { ALARMS, BACKSTOPS } from '../../../lib/alarms/catalogue';
import { assertRange, type Condition } from '../../../lib/alarms/conditions/condition';
import { conditionsOf } from '../../../lib/alarms/conditions/conditions';
import { type AlarmContext } from '../../../lib/alarms/conditions/terms';
import { anomalyConditions } from '../../../lib/alarms/conditions/tickets';
import { SUPPRESSIONS } from '../../../lib/alarms/suppression';
import { COUNTED_FROM_ZERO } from '../../../lambdas/sweep-orders/sweep-orders';
import { namesOf } from '../../../lib/names';
import { COUNTS, GAUGES } from '../../../lib/objectives/metrics';
import { configuration } from '../synthesized';
import { alarmsOfType, alarmsTemplate, type AlarmProperties, type Data, stateOf } from './evaluated';

const CONTEXT: AlarmContext = {
  config: configuration(),
  names: namesOf(configuration()),
  api: { apiName: 'holdfast', stageName: 'prod' },
  otherRegion: 'us-west-2',
};
const CONDITIONS = conditionsOf(CONTEXT);

let alarms: ReadonlyMap<string, AlarmProperties>;

beforeAll(() => {
  alarms = alarmsOfType(alarmsTemplate(), 'Alarm');
});

/** The same value in so many periods. */
const times = (count: number, value: number): readonly number[] => Array(count).fill(value) as number[];

/** Looks at /health, all of them well. */
const looks = (count: number): Data => ({ '5XXError@GET /health': [0], 'Count@GET /health': [count] });
const NO_LOOKS = looks(0);

/** Looks at the entry, by an observer that is well or not. */
const entry = (values: readonly number[], observer = 1): Data => ({
  EntryHealthy: values,
  ObserverHealthy: times(values.length, observer),
});

test('every alarm that looks at metrics has one condition, and no condition is left over', () => {
  const onMetrics = ALARMS.filter(({ name, composite }) => !composite && !(name in BACKSTOPS));
  expect(Object.keys(CONDITIONS).sort()).toEqual(onMetrics.map(({ name }) => name).sort());
});

test.each(Object.entries(CONDITIONS))('%s looks at metrics that exist', (_, { metrics }) => {
  const own = Object.values(metrics).filter(({ namespace }) => namespace === 'Holdfast');
  for (const { metric, dimensions } of own) {
    expect([...COUNTS, ...GAUGES]).toContain(metric);
    expect(dimensions['service']).toBe('holdfast');
  }
});

test('alarms on DynamoDB fill the gaps, or they would ring on when there is nothing more to tell', () => {
  const tables = Object.values(CONDITIONS).filter(({ metrics }) =>
    Object.values(metrics).some(({ namespace }) => namespace === 'AWS/DynamoDB'),
  );
  expect(tables).toHaveLength(5);
  for (const { expressions = {} } of tables)
    expect(Object.values(expressions).at(-1)).toMatch(/FILL\(.*, 0\)/);
});

/** The newest two minutes are not there yet. */
const late = (...values: readonly number[]): readonly number[] => [...values, NaN, NaN];

describe('metrics that come late', () => {
  test('where gaps are filled each minute, the two newest need not breach', () => {
    const filled = Object.entries(CONDITIONS).filter(
      ([, { periodSeconds, expressions = {} }]) =>
        periodSeconds === 60 && Object.values(expressions).join().includes('FILL('),
    );
    expect(filled.length).toBeGreaterThan(6);
    const deaf = filled.filter(([, { periods = 1, breaching = periods }]) => periods - breaching < 2);
    expect(deaf.map(([name]) => name)).toEqual([]);
  });

  test.each<[string, Data, string]>([
    ['payments-down', { CircuitOpen: late(1, 1) }, 'ALARM'],
    ['payments-down', { PaymentsUnavailable: late(5, 5), PaymentCalls: late(5, 5) }, 'ALARM'],
    ['store-unavailable', { StoreUnavailable: late(9, 9, 9), Count: late(9, 9, 9) }, 'ALARM'],
    // Of a thousand calls a minute, which are told two minutes after the failures.
    ['store-unavailable', { StoreUnavailable: times(5, 3), Count: late(1000, 1000, 1000) }, 'OK'],
    ['other-region-lost', { OtherRegionHealthy: late(0, 0, 0), ObserverHealthy: late(1, 1, 1) }, 'ALARM'],
    ['entry-down', entry(late(0, 0, 0)), 'ALARM'],
    ['lambda-throttles', { Throttles: late(1, 1, 1) }, 'ALARM'],
    ['ledger-throttled', { WriteThrottleEvents: [1, 1, NaN, NaN, NaN] }, 'ALARM'],
    ['shop-near-limit', { ConsumedReadCapacityUnits: late(1_920_001, 1_920_001) }, 'ALARM'],
    ['api-near-throttle', { Count: late(48_001, 48_001) }, 'ALARM'],
    ['replication-slow-signal', { ReplicationLatency: late(...times(5, 10_001)) }, 'ALARM'],
    ['checkout-availability-burn-5m', { '5XXError': [3], Count: [3] }, 'ALARM'],
  ])('%s with %j: %s', (name, data, state) => {
    expect(stateOf(alarms.get(name), data)).toBe(state);
  });
});

describe('followers', () => {
  /** How long an alarm may ring on after its last bad minute: without FILL, older data count while none are new. */
  function memorySeconds({ periodSeconds, periods = 1, expressions = {} }: Condition): number {
    const filled = Object.values(expressions).join().includes('FILL(');
    return (filled ? periods : periods + 2) * periodSeconds;
  }

  // The first order ends orders-stopped, however far it looks back.
  const followers = SUPPRESSIONS.flatMap((each) =>
    each.followers.map((name) => ({ name, ...each, condition: CONDITIONS[`${name}-signal`] })),
  ).filter(({ name, condition }) => condition !== undefined && name !== 'orders-stopped');

  test.each(followers)('$name is quiet for as long as it remembers what its cause did', (follower) => {
    const { condition, extensionSeconds } = follower;
    expect(condition && memorySeconds(condition)).toBeLessThanOrEqual(extensionSeconds);
  });
});

describe('sums', () => {
  test('of our own counts are added to by each sweep, nothing at least', () => {
    const added = Object.values(CONDITIONS).flatMap(({ metrics, expressions = {} }) =>
      Object.entries(metrics).filter(
        ([id, { namespace, stat }]) =>
          namespace === 'Holdfast' &&
          stat === 'Sum' &&
          Object.values(expressions).some((formula) => new RegExp(`SUM\\(\\[.*\\b${id}\\b`).test(formula)),
      ),
    );
    const names = added.map(([, { metric }]) => metric).filter((metric) => metric !== 'StoreUnavailable');
    expect([...new Set(names)].sort()).toEqual(
      COUNTED_FROM_ZERO.filter((name) => name !== 'StoreUnavailable').sort(),
    );
  });

  test('of orders have a zero where there are none, so that a band sees that they stopped', () => {
    expect(COUNTED_FROM_ZERO).toContain(anomalyConditions(CONTEXT)['orders-anomaly']?.metric.metric);
  });

  test('take what is there by an array, not by filling each series: nobody says what FILL makes of one that never was', () => {
    const formulas = Object.values(CONDITIONS).flatMap(({ expressions = {} }) => Object.values(expressions));
    expect(formulas.filter((formula) => /FILL\([a-z0-9]+, 0\) \+/.test(formula))).toEqual([]);
  });
});

describe('rings, or does not', () => {
  test.each<[string, string, Data, string]>([
    // Burn rates: 14.4 times 0.1 % is a share of 1.44 %.
    ['checkout-availability-burn-5m', 'above its share', { '5XXError': [1441], Count: [100_000] }, 'ALARM'],
    ['checkout-availability-burn-5m', 'at its share', { '5XXError': [1440], Count: [100_000] }, 'OK'],
    ['checkout-availability-burn-5m', 'all of two calls', { '5XXError': [2], Count: [2] }, 'OK'],
    ['checkout-availability-burn-5m', 'all of three calls', { '5XXError': [3], Count: [3] }, 'ALARM'],
    ['checkout-availability-burn-3d', '0.2 % in three days', { '5XXError': [20], Count: [10_000] }, 'ALARM'],
    ['checkout-availability-burn-1h', 'no calls', {}, 'OK'],
    [
      'browse-latency-burn-5m',
      '15 % slow',
      { 'Latency:PR(300:60000)': [15], 'Latency:SampleCount': [20] },
      'ALARM',
    ],
    [
      'browse-latency-burn-5m',
      '14 % slow',
      { 'Latency:PR(300:60000)': [14], 'Latency:SampleCount': [20] },
      'OK',
    ],
    [
      'payment-success-burn-5m',
      'refused calls alone',
      { PaymentsShortCircuited: [8], PaymentCalls: [100] },
      'ALARM',
    ],
    [
      'payment-success-burn-5m',
      'both kinds',
      { PaymentsShortCircuited: [4], PaymentsUnavailable: [4], PaymentCalls: [100] },
      'ALARM',
    ],
    ['payment-success-burn-5m', 'one kind of these', { PaymentsUnavailable: [4], PaymentCalls: [100] }, 'OK'],
    ['order-freshness-burn-5m', 'three stale looks', { StaleLooks: [3], FreshLooks: [2] }, 'ALARM'],
    ['order-success-burn-6h-slow', '1 % of orders', { OrdersFailed: [5], OrdersConfirmed: [495] }, 'ALARM'],

    ['stock-integrity', 'one difference', { AuditDifferences: [1] }, 'ALARM'],
    ['stock-integrity', 'a clean audit', { AuditDifferences: [0] }, 'OK'],
    ['stock-integrity', 'no audit', {}, 'keep'],
    ['payments-down', 'an open circuit', { CircuitOpen: [1, 1] }, 'ALARM'],
    ['payments-down', 'a circuit that closes again', { CircuitOpen: [1, 0, 0] }, 'OK'],
    ['payments-down', 'half of the calls', { PaymentsUnavailable: [5, 5], PaymentCalls: [10, 10] }, 'ALARM'],
    ['payments-down', 'fewer calls', { PaymentsUnavailable: [4, 4], PaymentCalls: [10, 10] }, 'OK'],
    ['payments-down', 'two lonely calls', { PaymentsUnavailable: [2, 2], PaymentCalls: [2, 2] }, 'OK'],
    ['store-unavailable', 'one in twenty', { StoreUnavailable: [3, 3, 3], Count: [57, 57, 57] }, 'ALARM'],
    ['store-unavailable', 'fewer', { StoreUnavailable: [3, 3, 3], Count: [58, 58, 58] }, 'OK'],
    ['store-unavailable', 'two minutes', { StoreUnavailable: [9, 9], Count: [9, 9, 9] }, 'OK'],
    ['store-unavailable', 'no calls of the API', { StoreUnavailable: [3, 3, 3] }, 'ALARM'],
    [
      'other-region-lost',
      'a sound observer',
      { OtherRegionHealthy: [0, 0], ObserverHealthy: [1, 1] },
      'ALARM',
    ],
    [
      'other-region-lost',
      'an observer without a quorum',
      { OtherRegionHealthy: [0, 0], ObserverHealthy: [0, 0] },
      'OK',
    ],
    ['other-region-lost', 'looks that were turned away', { ObserverHealthy: [1, 1] }, 'OK'],
    [
      'other-region-lost',
      'a Region that answers now and then',
      { OtherRegionHealthy: [1, 1], ObserverHealthy: [1, 1] },
      'OK',
    ],
    ['entry-down', 'three looks of five', entry([1, 0, 0, 1, 0]), 'ALARM'],
    ['entry-down', 'two looks', entry([0, 0, 1, 1, 1]), 'OK'],
    ['entry-down', 'an observer that is cut off', entry(times(5, 0), 0), 'OK'],
    ['entry-down', 'looks that were turned away', { ObserverHealthy: times(5, 1) }, 'OK'],
    ['entry-down', 'no looks', {}, 'OK'],
    ['orders-stopped-signal', '500 looks and no order', { Count: [100] }, 'ALARM'],
    ['orders-stopped-signal', 'a quiet hour', { Count: [99] }, 'OK'],
    ['orders-stopped-signal', 'an order', { Count: [100], OrdersPlaced: [1] }, 'OK'],
    ['orders-stopped-signal', 'a sold-out shop', { Count: [100], OrdersOutOfStock: [1] }, 'OK'],
    ['orders-stopped-4h', '500 looks and no order in four hours', { Count: [100] }, 'ALARM'],
    ['orders-stopped-4h', 'an order in the last of them', { Count: [100], OrdersPlaced: [1] }, 'OK'],
    ['errors-high-signal', 'six of a hundred', { ...NO_LOOKS, '5XXError': [6], Count: [100] }, 'ALARM'],
    ['errors-high-signal', 'five of a hundred', { ...NO_LOOKS, '5XXError': [5], Count: [100] }, 'OK'],
    ['errors-high-signal', 'two of two', { ...NO_LOOKS, '5XXError': [2], Count: [2] }, 'OK'],
    ['errors-high-signal', 'an evacuated Region without shoppers', { '5XXError': [55], Count: [55] }, 'OK'],
    ['errors-high-signal', 'shoppers among looks', { ...looks(55), '5XXError': [6], Count: [155] }, 'ALARM'],
    ['dead-letters-orders-signal', 'a message', { ApproximateNumberOfMessagesVisible: [1] }, 'ALARM'],
    ['dead-letters-orders-signal', 'none', { ApproximateNumberOfMessagesVisible: [0] }, 'OK'],
    ['sweep-stalled-signal', 'no sweep', {}, 'ALARM'],
    ['sweep-stalled-signal', 'one', { SweepRuns: [1] }, 'OK'],
    ['sweep-stalled-signal', 'none for five minutes', { SweepRuns: [5, 5, 5, NaN] }, 'ALARM'],
    ['confirmed-without-charge', 'an order', { ConfirmedWithoutCharge: [1] }, 'ALARM'],
    ['confirmed-without-charge', 'a clean report', { ConfirmedWithoutCharge: [0] }, 'OK'],
    ['lambda-throttles', 'in two minutes of three', { Throttles: [1, 0, 1] }, 'ALARM'],
    ['lambda-throttles', 'in one', { Throttles: [7, 0, 0] }, 'OK'],

    ['dead-letters-audit-signal', 'a message', { ApproximateNumberOfMessagesVisible: [1] }, 'ALARM'],
    ['dead-letters-events-signal', 'a message', { ApproximateNumberOfMessagesVisible: [1] }, 'ALARM'],
    ['error-logs-signal', 'a line', { ErrorLogs: [1] }, 'ALARM'],
    ['error-logs-api', 'a failed invocation', { Errors: [1] }, 'ALARM'],
    ['error-logs-background', 'none', { Errors: [0] }, 'OK'],
    ['api-slow-signal', 'five slow minutes', { Latency: times(5, 1001) }, 'ALARM'],
    ['api-slow-signal', 'one slow route', { 'Latency@GET /v1/products': times(5, 1001) }, 'ALARM'],
    ['api-slow-signal', 'four slow minutes', { Latency: [900, ...times(4, 1001)] }, 'OK'],
    ['lambda-concurrency-signal', 'above 80 %', { ConcurrentExecutions: [801, 0, 801] }, 'ALARM'],
    ['lambda-concurrency-signal', 'at 80 %', { ConcurrentExecutions: [800, 800, 800] }, 'OK'],
    ['api-near-throttle', 'above 80 % of 1,000 a second', { Count: times(3, 48_001) }, 'ALARM'],
    ['api-near-throttle', 'at 80 %', { Count: times(3, 48_000) }, 'OK'],
    ['ledger-near-limit', 'writes above 80 %', { ConsumedWriteCapacityUnits: times(3, 1_920_001) }, 'ALARM'],
    ['shop-near-limit', 'reads above 80 %', { ConsumedReadCapacityUnits: times(3, 1_920_001) }, 'ALARM'],
    [
      'shop-near-limit',
      'both at 80 %',
      { ConsumedReadCapacityUnits: times(3, 1_920_000), ConsumedWriteCapacityUnits: times(3, 1_920_000) },
      'OK',
    ],
    ['ledger-throttled', 'writes', { WriteThrottleEvents: [1, 1] }, 'ALARM'],
    ['shop-throttled', 'reads, once', { ReadThrottleEvents: [1] }, 'OK'],
    ['ledger-throttled', 'its index of work alone', { 'WriteThrottleEvents#work': [1, 1] }, 'ALARM'],
    ['shop-throttled', 'its index alone', { 'ReadThrottleEvents#catalogue': [1, 1] }, 'ALARM'],
    ['replication-slow-signal', 'five slow minutes', { ReplicationLatency: times(5, 10_001) }, 'ALARM'],
    ['replication-slow-signal', 'nothing to replicate', {}, 'OK'],
    ['refunds-pending', 'a refund', { ReconciliationRefundsPending: [1] }, 'ALARM'],
    ['refunds-pending', 'until the next report', {}, 'keep'],
    ['declines-high', 'eleven of twenty', { OrdersDeclined: [11], OrdersConfirmed: [9] }, 'ALARM'],
    ['declines-high', 'half of twenty', { OrdersDeclined: [10], OrdersConfirmed: [10] }, 'OK'],
    ['declines-high', 'nine of nine', { OrdersDeclined: [9] }, 'OK'],
    ['declines-high', 'ten of ten', { OrdersDeclined: [10] }, 'ALARM'],
    ['audit-not-ok', 'an order that is stuck', { AuditsFailed: [1] }, 'ALARM'],
    ['audit-not-ok', 'a clean audit', { AuditsFailed: [0] }, 'OK'],
    ['audit-not-ok', 'until the next audit', {}, 'keep'],
    ['messages-undeliverable', 'five in an hour', { MessagesUndeliverable: [5] }, 'ALARM'],
    ['messages-undeliverable', 'four', { MessagesUndeliverable: [4] }, 'OK'],
    ['messages-delayed', 'none leaves, twice', { MessagesUnavailable: [1, 1] }, 'ALARM'],
    ['messages-delayed', 'none leaves, once', { MessagesUnavailable: [1] }, 'OK'],
    ['messages-delayed', 'nothing to send', {}, 'OK'],
    ['messages-delayed', 'one of ten', { MessagesUnavailable: [1, 1, 1], MessagesSent: [9, 9, 9] }, 'OK'],
    ['messages-delayed', 'two of ten', { MessagesUnavailable: [2, 2], MessagesSent: [8, 8] }, 'ALARM'],
    ['webhooks-refused', 'five', { WebhooksRefused: [5] }, 'ALARM'],
    ['webhooks-refused', 'four', { WebhooksRefused: [4] }, 'OK'],
    ['routing-changed-signal', 'a change', { RoutingChanged: [1] }, 'ALARM'],
    ['routing-unavailable', 'three failures', { RoutingUnavailable: [3] }, 'ALARM'],
    ['routing-unavailable', 'two', { RoutingUnavailable: [2] }, 'OK'],
    ['probes-blind-signal', 'looks without a quorum', { ObserverHealthy: [0] }, 'ALARM'],
    ['probes-blind-signal', 'one good look', { ObserverHealthy: [1] }, 'OK'],
    ['probes-blind-signal', 'no looks', {}, 'OK'],
    [
      'probes-blind-no-looks',
      'half an hour without, in a shop that lives',
      { SweepRuns: times(6, 5) },
      'ALARM',
    ],
    ['probes-blind-no-looks', 'while the edge of a new shop is built', { SweepRuns: times(5, 5) }, 'OK'],
    [
      'probes-blind-no-looks',
      'a look in between',
      { SweepRuns: times(6, 5), ObserverHealthy: [55, NaN, NaN, NaN, NaN] },
      'OK',
    ],
    ['probes-blind-no-looks', 'nothing at all', {}, 'OK'],
    ['probe-unclear', 'ten looks', { ProbeLooksUnclear: [10] }, 'ALARM'],
    ['probe-unclear', 'nine', { ProbeLooksUnclear: [9] }, 'OK'],
    ['budget-low', 'below 10 %', { BudgetRemaining: [9.9] }, 'ALARM'],
    ['budget-low', 'at 10 %', { BudgetRemaining: [10] }, 'OK'],
    ['budget-low', 'between two counts', {}, 'keep'],
    ['audit-stalled', '26 hours', { SweepRuns: times(26, 60) }, 'ALARM'],
    ['audit-stalled', '25 hours', { SweepRuns: times(25, 60) }, 'OK'],
    ['audit-stalled', 'an audit', { SweepRuns: times(26, 60), AuditRuns: [1, ...times(25, 0)] }, 'OK'],
    ['reconcile-stalled', '26 hours', { SweepRuns: times(26, 60), AuditRuns: [1] }, 'ALARM'],
    ['reconcile-stalled', 'a run', { SweepRuns: times(26, 60), ReconciliationRuns: [1] }, 'OK'],
  ])('%s: %s', (name, _, data, state) => {
    expect(stateOf(alarms.get(name), data)).toBe(state);
  });

  test('in a quiet shop nothing rings but what should have run', () => {
    const ringing = [...alarms].filter(
      ([name]) => name in CONDITIONS && stateOf(alarms.get(name), {}) === 'ALARM',
    );
    expect(ringing.map(([name]) => name)).toEqual(['sweep-stalled-signal']);
  });
});

describe('limits of the configuration', () => {
  test('the concurrency of the account', () => {
    const small = alarmsOfType(alarmsTemplate(configuration({ limits: { lambdaConcurrency: 50 } })), 'Alarm');
    expect(stateOf(small.get('lambda-concurrency-signal'), { ConcurrentExecutions: [41, 41] })).toBe('ALARM');
  });

  test('each route has the throttle that holds for it', () => {
    const throttles = { orders: { rate: 10, burst: 20 } };
    const slow = alarmsOfType(alarmsTemplate(configuration({ throttles })), 'Alarm').get('api-near-throttle');
    expect(stateOf(slow, { 'Count@POST /v1/orders': times(2, 481) })).toBe('ALARM');
    expect(stateOf(slow, { 'Count@GET /v1/products': times(2, 481) })).toBe('OK');
  });

  test('the limit of an objective is the bound of its statistic', () => {
    const objectives = { orderMilliseconds: 2500 };
    const other = alarmsOfType(alarmsTemplate(configuration({ objectives })), 'Alarm');
    expect(
      stateOf(other.get('checkout-latency-burn-5m'), {
        'Latency:PR(2500:60000)': [50],
        'Latency:SampleCount': [10],
      }),
    ).toBe('ALARM');
  });
});

describe('what CloudWatch would refuse', () => {
  const [metric] = Object.values(CONDITIONS['sweep-stalled-signal']?.metrics ?? {});
  if (metric === undefined) throw new Error('sweep-stalled has no metric');
  const condition: Condition = { metrics: { metric }, comparison: 'above', threshold: 1, periodSeconds: 60 };

  test.each<[string, Partial<Condition>, string]>([
    ['half a minute', { periodSeconds: 90 }, 'a period of 90 s is no multiple of 60'],
    ['more than a day of minutes', { periods: 1441 }, 'it looks back 86460 s, more than 86400'],
    [
      'more than a week of hours',
      { periodSeconds: 3600, periods: 169 },
      'it looks back 608400 s, more than 604800',
    ],
    [
      'eleven metrics',
      { metrics: Object.fromEntries(times(11, 0).map((_, index) => [`m${index}`, metric])) },
      'more than 10 metrics',
    ],
    ['two of one', { breaching: 2 }, '2 of 1 periods cannot breach'],
    [
      'eleven expressions',
      { expressions: Object.fromEntries(times(11, 0).map((_, index) => [`e${index}`, 'metric'])) },
      'more than 10 expressions',
    ],
    [
      'an endless expression',
      { expressions: { e: 'metric+'.repeat(150) } },
      'an expression of more than 1024 characters',
    ],
  ])('%s', (_, changes, fault) => {
    expect(() => assertRange('coffee-cold', { ...condition, ...changes })).toThrow(
      `The alarm coffee-cold would be refused: ${fault}`,
    );
  });

  test('a day of minutes and a week of hours are taken', () => {
    expect(() => assertRange('a', { ...condition, periods: 1440 })).not.toThrow();
    expect(() => assertRange('b', { ...condition, periodSeconds: 3600, periods: 168 })).not.toThrow();
  });
});
