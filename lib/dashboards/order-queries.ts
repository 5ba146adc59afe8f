import { type SavedQuery } from './queries';
import { ENDED_BADLY, newest, overTime, runs } from './query-commands';

/** Functions that take orders on. */
const ORDER_FUNCTIONS = ['place-order', 'advance-orders', 'sweep-orders', 'cancel-order'] as const;

/** What becomes of orders, their payments and their messages. */
export const ORDER_QUERIES: readonly SavedQuery[] = [
  {
    name: 'order-success',
    source: ORDER_FUNCTIONS,
    commands: [
      'filter ispresent(orderId) and level in ["WARN", "ERROR"]',
      'stats count(*) as times, count_distinct(orderId) as orders, latest(orderId) as example by service, message, reason, error.name',
      'sort times desc',
      'limit 50',
    ],
  },
  {
    name: 'payment-success',
    source: ORDER_FUNCTIONS,
    commands: [
      'filter message = "payment provider unavailable"',
      'stats count(*) as times, latest(requestId) as example by service, call, reason',
      'sort times desc',
      'limit 50',
    ],
  },
  {
    name: 'payments-down',
    source: ORDER_FUNCTIONS,
    commands: newest(
      'service, call, reason, trips, probeAt, resumed',
      'message like /payment circuit|payment provider/',
    ),
  },
  {
    name: 'declines-high',
    source: ORDER_FUNCTIONS,
    // No line says that a payment was declined; the lines that carry the metrics name how each order ended.
    commands: [
      'parse @message /"(?<outcome>OrdersDeclined|OrdersConfirmed|OrdersFailed)":[1-9]/',
      ...overTime(
        'ispresent(outcome)',
        'count(*) as orders, latest(orderId) as example by bin(15m) as at, outcome',
      ),
    ],
  },
  {
    name: 'order-freshness',
    source: ['sweep-orders', 'advance-orders'],
    commands: newest(
      'service, advanced, finished, waiting, `left`, failed, orderId',
      'message = "swept" or level in ["WARN", "ERROR"]',
    ),
  },
  {
    name: 'sweep-stalled',
    source: ['sweep-orders'],
    commands: runs('finished, `left`, failed, orderId, error.name', 'message = "swept" or @type = "REPORT"'),
  },
  {
    name: 'dead-letters-orders',
    source: ['advance-orders'],
    commands: newest(
      'messageId, orderId, error.name, error.message',
      `message like /message|unexpected/ or level = "ERROR" or ${ENDED_BADLY}`,
    ),
  },
  {
    name: 'dead-letters-events',
    source: ['sweep-orders', 'advance-orders'],
    // The bus writes no log. Do workers still run, and how much does the sweep find that they did not hear of?
    commands: overTime(
      'message = "swept" or @type = "REPORT"',
      'count(@duration) as runs, sum(advanced) as overdue, sum(finished) as finishedBySweep by bin(15m) as at, @log',
    ),
  },
  {
    name: 'messages-undeliverable',
    source: ['place-order', 'advance-orders', 'sweep-orders'],
    commands: [
      'filter message = "a message was not sent"',
      'stats count(*) as times, latest(orderId) as example by kind, channel, template, reason',
      'sort times desc',
      'limit 50',
    ],
  },
  {
    name: 'messages-delayed',
    source: ['place-order', 'advance-orders', 'sweep-orders'],
    commands: overTime(
      'message = "a message was not sent" and kind = "unavailable"',
      'count(*) as times, latest(orderId) as example by bin(15m) as at, channel, reason',
    ),
  },
  {
    name: 'webhooks-refused',
    source: ['payment-webhook'],
    commands: [
      'filter message like /webhook refused/',
      'stats count(*) as times, latest(@timestamp) as seen by message, kind, ageSeconds',
      'sort times desc',
      'limit 50',
    ],
  },
];

const AUDITED = 'message = "audited"';
const RECONCILED = 'message in ["reconciled", "reconciliation is not done yet"]';

/** Whether the books agree. */
export const BOOK_QUERIES: readonly SavedQuery[] = [
  {
    name: 'stock-integrity',
    source: ['run-audit'],
    commands: runs('reportId, ok, differences, checked.skus, checked.orders, checked.charges', AUDITED),
  },
  {
    name: 'audit-not-ok',
    source: ORDER_FUNCTIONS,
    // Books that agree, and yet not ok: orders that owe a step. Each with what its functions stumble over.
    commands: [
      'filter ispresent(orderId) and level in ["WARN", "ERROR"]',
      'stats count(*) as times, earliest(@timestamp) as since, latest(@timestamp) as seen by orderId, message, reason, error.name, error.message',
      'sort times desc',
      'limit 100',
    ],
  },
  {
    name: 'audit-stalled',
    source: ['run-audit'],
    commands: runs('reportId, ok, @maxMemoryUsed', `${AUDITED} or @type in ["START", "REPORT"]`),
  },
  {
    name: 'dead-letters-audit',
    source: ['run-audit'],
    commands: runs(
      'messageId, error.name, error.message, error.cause, call, ms',
      'level = "WARN" or @type = "REPORT"',
    ),
  },
  {
    name: 'confirmed-without-charge',
    source: ['reconcile'],
    commands: runs('`from`, `to`, charges, orders, confirmedWithoutCharge, unverified, location', RECONCILED),
  },
  {
    name: 'refunds-pending',
    source: ['reconcile'],
    commands: runs(
      '`from`, `to`, refunded, refundsPending, waitingFor, call, reason, location',
      `${RECONCILED} or message = "payment provider unavailable"`,
    ),
  },
  {
    name: 'reconcile-stalled',
    source: ['reconcile'],
    commands: runs('phase, `from`, `to`, waitingFor', `${RECONCILED} or @type in ["START", "REPORT"]`),
  },
];
