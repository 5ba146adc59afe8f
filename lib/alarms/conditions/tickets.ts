import { deadLetterNameOf } from '../../names';
import { ERROR_LOGS, errorLogsNamespace } from '../../objectives/metrics';
import { type MetricTerm, OBJECTIVE_NAMES } from '../../objectives/objectives';
import { NO_LOOKS, signalOf } from '../catalogue';
import { functionErrorConditions } from './function-errors';
import { limitConditions } from './limits';
import { type AnomalyCondition, type Condition, DAILY_FIGURE_SECONDS, LATE_MINUTES } from './condition';
import { type AlarmContext, Terms } from './terms';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Declined payments in an hour, and their share of all orders that ended: single shoppers try several cards. */
const DECLINES = 10;
const DECLINED_SHARE = 0.5;
/** Messages that reached nobody, in an hour: a wrong address now and then is the shopper's. */
const UNDELIVERABLE = 5;
/** Share of messages that are put off, in two of four quarters of an hour: a throttle or a time-out now and then is none. */
const DELAYED_SHARE = 0.1;
/** Events with a bad signature in 15 minutes: anybody can send one. */
const REFUSED_WEBHOOKS = 5;
/** Looks that were turned away in 5 minutes, of some 55. */
const UNCLEAR_LOOKS = 10;
/** The write is tried with each look. */
const ROUTING_FAILURES = 3;
/** Eventually consistent tables arrive "typically within a second" (DynamoDB developer guide, global tables). */
const SLOW_REPLICATION_MS = 10_000;
const LOW_BUDGET_PERCENT = 10;
const STALLED_HOURS = 26;

/** When the tickets are written, slow burns and anomalies aside; by the names of the alarms that look at metrics. */
export function ticketConditions(context: AlarmContext): Record<string, Condition> {
  const terms = new Terms(context);
  return {
    ...queueConditions(context, terms),
    ...limitConditions(context),
    ...functionErrorConditions(terms),
    [signalOf('error-logs')]: {
      metrics: {
        lines: {
          namespace: errorLogsNamespace(context.config.name),
          metric: ERROR_LOGS,
          dimensions: {},
          stat: 'Sum',
        },
      },
      ...anyWithin(5 * MINUTE),
    },
    [signalOf('replication-slow')]: {
      metrics: {
        latency: terms.table(context.names.shopTable, 'ReplicationLatency', 'Average', {
          ReceivingRegion: context.otherRegion,
        }),
      },
      expressions: { slow: 'FILL(latency, 0)' },
      comparison: 'above',
      threshold: SLOW_REPLICATION_MS,
      periodSeconds: MINUTE,
      periods: 5 + LATE_MINUTES,
      breaching: 5,
    },
    ...eventConditions(terms),
    ...probeConditions(terms),
    'budget-low': budgetLow(terms),
    // Published with each audit, 0 included.
    'audit-not-ok': {
      metrics: { failed: terms.own('AuditsFailed', 'Maximum') },
      ...anyWithin(DAILY_FIGURE_SECONDS),
      missing: 'ignore',
    },
    'audit-stalled': stalled(terms, 'AuditRuns'),
    'reconcile-stalled': stalled(terms, 'ReconciliationRuns'),
  };
}

const queueConditions = ({ names }: AlarmContext, terms: Terms): Record<string, Condition> => ({
  [signalOf('dead-letters-orders')]: {
    metrics: { waiting: terms.waiting(deadLetterNameOf(names.ordersQueue)) },
    ...anyWithin(MINUTE),
  },
  [signalOf('dead-letters-audit')]: {
    metrics: { waiting: terms.waiting(deadLetterNameOf(names.auditQueue)) },
    ...anyWithin(MINUTE),
  },
  [signalOf('dead-letters-events')]: {
    metrics: { waiting: terms.waiting(names.eventsDeadLetterQueue) },
    ...anyWithin(MINUTE),
  },
});

const eventConditions = (terms: Terms): Record<string, Condition> => ({
  // Published with each reconciliation, 0 included: what was found stands until one finds nothing.
  'confirmed-without-charge': {
    metrics: { orders: terms.own('ConfirmedWithoutCharge', 'Maximum') },
    ...anyWithin(DAILY_FIGURE_SECONDS),
    missing: 'ignore',
  },
  'refunds-pending': {
    metrics: { pending: terms.own('ReconciliationRefundsPending', 'Maximum') },
    ...anyWithin(DAILY_FIGURE_SECONDS),
    missing: 'ignore',
  },
  'declines-high': {
    metrics: { declined: terms.own('OrdersDeclined'), confirmed: terms.own('OrdersConfirmed') },
    expressions: {
      declines: 'FILL(declined, 0)',
      share: `IF(declines >= ${DECLINES}, declines / SUM([declines, confirmed]), 0)`,
    },
    comparison: 'above',
    threshold: DECLINED_SHARE,
    periodSeconds: HOUR,
  },
  'messages-undeliverable': {
    metrics: { messages: terms.own('MessagesUndeliverable') },
    ...atLeastWithin(UNDELIVERABLE, HOUR),
  },
  // A shop with one order tries its message again within half an hour (TELLING_LATER, lambdas/domain/orders).
  'messages-delayed': {
    metrics: { late: terms.own('MessagesUnavailable'), sent: terms.own('MessagesSent') },
    expressions: { share: 'IF(late > 0, late / SUM([late, sent]), 0)' },
    comparison: 'above',
    threshold: DELAYED_SHARE,
    periodSeconds: 15 * MINUTE,
    periods: 4,
    breaching: 2,
  },
  'webhooks-refused': {
    metrics: { events: terms.own('WebhooksRefused') },
    ...atLeastWithin(REFUSED_WEBHOOKS, 15 * MINUTE),
  },
  [signalOf('routing-changed')]: {
    metrics: { changes: terms.own('RoutingChanged') },
    ...anyWithin(5 * MINUTE),
  },
  'routing-unavailable': {
    metrics: { failures: terms.own('RoutingUnavailable') },
    ...atLeastWithin(ROUTING_FAILURES, 5 * MINUTE),
  },
});

const probeConditions = (terms: Terms): Record<string, Condition> => ({
  [signalOf('probes-blind')]: {
    metrics: { seeing: terms.own('ObserverHealthy', 'Maximum') },
    comparison: 'below',
    threshold: 1,
    periodSeconds: 5 * MINUTE,
  },
  // Without looks it is blind, too, if the shop lives: a new one has its sweeps before its edge, and its probe after it.
  [NO_LOOKS]: missed(terms.own('SweepRuns'), terms.own('ObserverHealthy', 'SampleCount'), {
    periodSeconds: 5 * MINUTE,
    periods: 6,
  }),
  'probe-unclear': {
    metrics: { looks: terms.own('ProbeLooksUnclear') },
    ...atLeastWithin(UNCLEAR_LOOKS, 5 * MINUTE),
  },
});

/** Published hourly. */
const budgetLow = (terms: Terms): Condition => ({
  metrics: Object.fromEntries(
    OBJECTIVE_NAMES.map((objective, index) => [
      `m${index}`,
      terms.own('BudgetRemaining', 'Minimum', { objective }),
    ]),
  ),
  expressions: { lowest: 'MIN(METRICS())' },
  comparison: 'below',
  threshold: LOW_BUDGET_PERCENT,
  periodSeconds: HOUR,
  missing: 'ignore',
});

/**
 * In each of the last 26 hours the shop lived, as its sweeps tell, and no run ended. Without the first half a new shop
 * would ring before its first night.
 */
const stalled = (terms: Terms, heartbeat: 'AuditRuns' | 'ReconciliationRuns'): Condition =>
  missed(terms.own('SweepRuns'), terms.own(heartbeat), { periodSeconds: HOUR, periods: STALLED_HOURS });

/**
 * One thing happened in each of the periods, and the other in none. The sum over an array takes what is there: what has
 * never happened is no series that could be filled.
 */
const missed = (
  alive: MetricTerm,
  seen: MetricTerm,
  span: Pick<Condition, 'periodSeconds' | 'periods'>,
): Condition => ({
  metrics: { alive, seen },
  expressions: {
    lived: 'IF(alive > 0, 1, 0)',
    ran: 'IF(seen > 0, -1, 0)',
    missed: 'SUM([lived, ran])',
  },
  comparison: 'at-least',
  threshold: 1,
  ...span,
});

const anyWithin = (periodSeconds: number) => ({ comparison: 'above', threshold: 0, periodSeconds }) as const;

const atLeastWithin = (threshold: number, periodSeconds: number) =>
  ({ comparison: 'at-least', threshold, periodSeconds }) as const;

/** Bands of three deviations, for a quarter of an hour: the static backstops are for what must be heard at once. */
export function anomalyConditions(context: AlarmContext): Record<string, AnomalyCondition> {
  const terms = new Terms(context);
  const band = { deviations: 3, periodSeconds: 5 * MINUTE, periods: 3 };
  return {
    'orders-anomaly': { ...band, metric: terms.own('OrdersPlaced'), outside: 'below' },
    'errors-anomaly': { ...band, metric: terms.stage('5XXError', 'Average'), outside: 'above' },
  };
}
