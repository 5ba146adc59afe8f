import { REGION_FUNCTIONS } from '../function-folders';

/** Where the lines are that a query reads: the API's access log, or the logs of functions by their folders. */
export type LogSource = 'access-log' | readonly string[];

/** A query of CloudWatch Logs Insights that is saved for a runbook. */
export interface SavedQuery {
  /** The runbook that names it first; without `.md`. */
  readonly runbook: string;
  readonly source: LogSource;
  /** Commands, one a line (CloudWatch Logs user guide, "CloudWatch Logs Insights query syntax"). */
  readonly commands: readonly string[];
}

/** Functions behind the API that shoppers call. */
const SHOPPER_FUNCTIONS = ['place-order', 'products', 'carts', 'orders', 'cancel-order'] as const;

/** Functions that take orders on. */
const ORDER_FUNCTIONS = ['place-order', 'advance-orders', 'sweep-orders', 'cancel-order'] as const;

/**
 * Lines that say that something is wrong, by cause, the most frequent first, each with a request to look up. What Lambda
 * itself writes when it ends a function is plain text, without the fields of a line of ours.
 */
const causes = (levels: string): readonly string[] => [
  'parse @message /(?<platform>Task timed out|Runtime exited)/',
  `filter level in [${levels}] or ispresent(platform)`,
  'stats count(*) as times, latest(requestId) as example, latest(@timestamp) as seen by @log, level, message, platform, error.name, error.cause',
  'sort times desc',
  'limit 50',
];

const WARNINGS = '"WARN", "ERROR"';

/** Lines of warnings about slow calls, the longest first. */
const SLOW_CALLS = [
  'filter message in ["slow outgoing call", "slow invocation"]',
  'stats count(*) as times, pct(ms, 50) as half, max(ms) as longest, latest(requestId) as example by service, message, call',
  'sort times desc',
  'limit 50',
];

/** Lines of a run of something that runs by the clock, its time-outs included, the newest first. */
const runs = (fields: string, extra: string): readonly string[] => [
  `fields @timestamp, level, message, ${fields}, @duration`,
  `filter ${extra} or level = "ERROR" or @message like /Task timed out|Runtime exited/`,
  'sort @timestamp desc',
  'limit 100',
];

const newest = (fields: string, filter: string): readonly string[] => [
  `fields @timestamp, level, message, ${fields}`,
  `filter ${filter}`,
  'sort @timestamp desc',
  'limit 100',
];

/** Queries over logs of a Region stack. */
export const REGION_QUERIES: readonly SavedQuery[] = [
  { runbook: 'checkout-availability', source: ['place-order'], commands: causes(WARNINGS) },
  { runbook: 'browse-availability', source: ['products', 'carts'], commands: causes(WARNINGS) },
  { runbook: 'checkout-latency', source: ['place-order'], commands: SLOW_CALLS },
  { runbook: 'browse-latency', source: ['products', 'carts'], commands: SLOW_CALLS },
  { runbook: 'errors-high', source: SHOPPER_FUNCTIONS, commands: causes(WARNINGS) },
  { runbook: 'error-logs', source: REGION_FUNCTIONS, commands: causes('"ERROR"') },
  {
    runbook: 'order-success',
    source: ORDER_FUNCTIONS,
    commands: [
      'filter ispresent(orderId) and level in ["WARN", "ERROR"]',
      'stats count(*) as times, count_distinct(orderId) as orders, latest(orderId) as example by service, message, reason, error.name',
      'sort times desc',
      'limit 50',
    ],
  },
  {
    runbook: 'payment-success',
    source: ORDER_FUNCTIONS,
    commands: [
      'filter message = "payment provider unavailable"',
      'stats count(*) as times, latest(requestId) as example by service, call, reason',
      'sort times desc',
      'limit 50',
    ],
  },
  {
    runbook: 'payments-down',
    source: ORDER_FUNCTIONS,
    commands: newest(
      'service, call, reason, trips, probeAt, resumed',
      'message like /payment circuit|payment provider/',
    ),
  },
  {
    runbook: 'order-freshness',
    source: ['sweep-orders', 'advance-orders'],
    commands: newest(
      'service, advanced, finished, waiting, `left`, failed, orderId',
      'message = "swept" or level in ["WARN", "ERROR"]',
    ),
  },
  {
    runbook: 'sweep-stalled',
    source: ['sweep-orders'],
    commands: runs('finished, `left`, failed, orderId, error.name', 'message = "swept" or @type = "REPORT"'),
  },
  {
    runbook: 'stock-integrity',
    source: ['run-audit'],
    commands: runs('reportId, ok, checked.skus, checked.orders, checked.charges', 'message = "audited"'),
  },
  {
    runbook: 'confirmed-without-charge',
    source: ['reconcile'],
    commands: runs('waitingFor, location', 'message like /reconcil/'),
  },
  {
    runbook: 'store-unavailable',
    source: REGION_FUNCTIONS,
    commands: [
      'filter message in ["store unavailable", "health check failed"] or error.name = "StoreUnavailable"',
      'stats count(*) as times, latest(requestId) as example by service, message, check, error.name, error.cause',
      'sort times desc',
      'limit 50',
    ],
  },
  {
    runbook: 'ledger-throttled',
    source: REGION_FUNCTIONS,
    commands: [
      'filter @message like /Throttl|ThroughputExceeded|RequestLimitExceeded/',
      'stats count(*) as times, latest(requestId) as example by service, message, error.cause',
      'sort times desc',
      'limit 50',
    ],
  },
  {
    runbook: 'orders-stopped',
    source: 'access-log',
    commands: [
      'filter method = "POST" and route = "/v1/orders"',
      'stats count(*) as requests, latest(requestId) as example by bin(5m), status, refusal',
      'limit 500',
    ],
  },
  {
    runbook: 'api-slow',
    source: 'access-log',
    commands: [
      'stats count(*) as requests, pct(latencyMs, 50) as half, pct(latencyMs, 99) as p99, pct(functionLatencyMs, 99) as functionP99 by method, route',
      'sort p99 desc',
      'limit 50',
    ],
  },
  {
    runbook: 'api-near-throttle',
    source: 'access-log',
    commands: [
      'stats count(*) as requests by bin(1m), method, route, status',
      'sort requests desc',
      'limit 100',
    ],
  },
  {
    runbook: 'lambda-throttles',
    source: REGION_FUNCTIONS,
    commands: [
      'filter @type = "REPORT"',
      'stats count(*) as calls, sum(@duration / 1000) as busySeconds, pct(@duration, 50) as half, pct(@duration, 99) as p99 by @log',
      'sort busySeconds desc',
      'limit 50',
    ],
  },
  {
    runbook: 'dead-letters-orders',
    source: ['advance-orders'],
    commands: newest(
      'messageId, orderId, error.name, error.message',
      'message like /message|unexpected/ or level = "ERROR" or @message like /Task timed out|Runtime exited/',
    ),
  },
  {
    runbook: 'messages-undeliverable',
    source: ['place-order', 'advance-orders', 'sweep-orders'],
    commands: [
      'filter message = "a message was not sent"',
      'stats count(*) as times, latest(orderId) as example by kind, channel, template, reason',
      'sort times desc',
      'limit 50',
    ],
  },
  {
    runbook: 'webhooks-refused',
    source: ['payment-webhook'],
    commands: [
      'filter message like /webhook refused/',
      'stats count(*) as times, latest(@timestamp) as seen by message, kind, ageSeconds',
      'sort times desc',
      'limit 50',
    ],
  },
];

/** Queries over the log of a Region's probe. */
export const PROBE_QUERIES: readonly SavedQuery[] = [
  {
    runbook: 'other-region-lost',
    source: ['probe-region'],
    commands: newest(
      'other, of, why, `in`, weight',
      'level in ["WARN", "ERROR"] or @message like /Task timed out/',
    ),
  },
  {
    runbook: 'entry-down',
    source: ['probe-region'],
    commands: newest('why', "message like /the shop's own address/"),
  },
  {
    runbook: 'routing-unavailable',
    source: ['probe-region'],
    commands: newest('other, of, error.name, error.message, error.cause', 'message like /routing/'),
  },
];

/** Commands after the first stand behind a pipe. */
export const queryText = ({ commands }: SavedQuery): string => commands.join('\n| ');
