import { REGION_FUNCTIONS } from '../function-folders';
import { BOOK_QUERIES, ORDER_QUERIES } from './order-queries';
import { type SavedQuery } from './queries';
import { causes, overTime, refusedCalls, SLOW_CALLS, WARNINGS } from './query-commands';

/** Functions behind the API that shoppers call. */
const SHOPPER_FUNCTIONS = ['place-order', 'products', 'carts', 'orders', 'cancel-order'] as const;

/** Functions that read or write the Ledger. */
const LEDGER_FUNCTIONS = REGION_FUNCTIONS.filter((folder) => !['carts', 'error-budget'].includes(folder));

/** Functions that read or write the Shop table. */
const SHOP_TABLE_FUNCTIONS = REGION_FUNCTIONS.filter(
  (folder) => !['orders', 'payment-webhook', 'forget-customer'].includes(folder),
);

/** What shoppers get, by journey. */
const JOURNEY_QUERIES: readonly SavedQuery[] = [
  { name: 'checkout-availability', source: ['place-order'], commands: causes(WARNINGS) },
  { name: 'browse-availability', source: ['products', 'carts'], commands: causes(WARNINGS) },
  { name: 'checkout-latency', source: ['place-order'], commands: SLOW_CALLS },
  { name: 'browse-latency', source: ['products', 'carts'], commands: SLOW_CALLS },
  { name: 'errors-high', source: SHOPPER_FUNCTIONS, commands: causes(WARNINGS) },
  {
    name: 'errors-anomaly',
    source: 'access-log',
    commands: overTime(
      'status >= 500',
      'count(*) as errors, latest(requestId) as example by bin(1h) as at, method, route, status, refusal',
    ),
  },
  {
    name: 'orders-stopped',
    source: 'access-log',
    commands: overTime(
      'method = "POST" and route = "/v1/orders"',
      'count(*) as requests, latest(requestId) as example by bin(5m) as at, status, refusal',
    ),
  },
  {
    name: 'orders-anomaly',
    source: 'access-log',
    // From the look at a product over the cart to the order: where do shoppers get lost?
    commands: overTime(
      'route in ["/v1/products/{sku}", "/v1/carts/{cartId}/items/{sku}", "/v1/orders"]',
      'count(*) as requests by bin(1h) as at, method, route, status',
    ),
  },
  {
    name: 'api-slow',
    source: 'access-log',
    commands: [
      'stats count(*) as requests, pct(latencyMs, 50) as half, pct(latencyMs, 99) as p99, pct(functionLatencyMs, 99) as functionP99 by method, route',
      'sort p99 desc',
      'limit 50',
    ],
  },
  {
    name: 'budget-low',
    source: ['error-budget'],
    // Counted hourly: what was left, and used, when a day ended. Times are UTC.
    commands: overTime(
      'message in ["error budget", "an error budget is spent"]',
      'latest(`left`) as percentLeft, latest(bad) as used, latest(allowed) as allowance by bin(1d) as at, objective',
    ),
  },
];

/** Calls by route, the busiest minutes first. */
const busiest = (filter: readonly string[], fields: string): readonly string[] => [
  ...filter,
  `stats count(*) as requests by bin(1m) as at, ${fields}`,
  'sort requests desc',
  'limit 100',
];

/** What the shop stands on. */
const PLATFORM_QUERIES: readonly SavedQuery[] = [
  { name: 'error-logs', source: REGION_FUNCTIONS, commands: causes('"ERROR"') },
  {
    name: 'store-unavailable',
    source: REGION_FUNCTIONS,
    commands: [
      'filter message in ["store unavailable", "health check failed"] or error.name = "StoreUnavailable"',
      'stats count(*) as times, latest(requestId) as example by service, message, check, error.name, error.cause',
      'sort times desc',
      'limit 50',
    ],
  },
  {
    name: 'ledger-throttled',
    source: LEDGER_FUNCTIONS,
    commands: refusedCalls(['orders', 'stock', 'receipts', 'scan', 'personalData', 'health']),
  },
  {
    name: 'shop-throttled',
    source: SHOP_TABLE_FUNCTIONS,
    commands: refusedCalls(['catalogue', 'carts', 'circuit', 'reports', 'cursors', 'doneDays', 'budgets']),
  },
  {
    name: 'ledger-near-limit',
    source: LEDGER_FUNCTIONS,
    // Nothing counts a function's units; an audit, a reconciliation or a removal of personal data shows as one long run.
    commands: [
      'filter @type = "REPORT"',
      'stats count(*) as calls, sum(@duration / 1000) as busySeconds, max(@duration / 1000) as longestSeconds by bin(5m) as at, @log',
      'sort busySeconds desc',
      'limit 100',
    ],
  },
  {
    name: 'shop-near-limit',
    source: 'access-log',
    // Whoever asks for products and carts, or writes them: shoppers, or an import.
    commands: busiest(['filter route like /products|carts/'], 'method, route'),
  },
  {
    name: 'replication-slow',
    source: 'access-log',
    commands: busiest(
      ['filter route like /products|carts/ and method in ["PUT", "POST", "DELETE"]'],
      'method, route',
    ),
  },
  { name: 'api-near-throttle', source: 'access-log', commands: busiest([], 'method, route, status') },
  {
    name: 'lambda-throttles',
    source: REGION_FUNCTIONS,
    commands: [
      'filter @type = "REPORT"',
      'stats count(*) as calls, sum(@duration / 1000) as busySeconds, pct(@duration, 50) as half, pct(@duration, 99) as p99 by @log',
      'sort busySeconds desc',
      'limit 50',
    ],
  },
  {
    name: 'lambda-concurrency',
    source: REGION_FUNCTIONS,
    // Milliseconds of work in a minute: how many ran at the same time on average. A run counts in the minute of its end.
    commands: [
      'filter @type = "REPORT"',
      'stats sum(@duration / 60000) as atOnce, count(*) as calls, pct(@duration, 50) as half by bin(1m) as at, @log',
      'sort atOnce desc',
      'limit 100',
    ],
  },
];

/** Queries over logs of a Region stack, one for each runbook but those of the probe. */
export const REGION_QUERIES: readonly SavedQuery[] = [
  ...JOURNEY_QUERIES,
  ...ORDER_QUERIES,
  ...BOOK_QUERIES,
  ...PLATFORM_QUERIES,
];

/**
 * Queries over logs of a Region stack that are for no single runbook. Latency by route is here and in no metric for most
 * routes: detailed metrics cost five for each method, and are switched on for those that alarms look at.
 */
export const GENERAL_QUERIES: readonly SavedQuery[] = [
  {
    name: 'latency-by-route',
    source: 'access-log',
    commands: [
      'parse status /^(?<serverError>5)/',
      'stats count(*) as requests, pct(latencyMs, 50) as p50, pct(latencyMs, 99) as p99, count(serverError) as errors5xx by method, route',
      'sort p99 desc',
      'limit 50',
    ],
  },
];
