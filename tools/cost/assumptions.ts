/** A number that the estimate rests on. */
export interface Assumption {
  readonly value: number;
  /** What it says, as the document shows it. */
  readonly what: string;
  /** Measured, read from the code, or chosen; and how. */
  readonly because: string;
}

/** How shoppers behave. These differ most between shops; the rest follows from the code. */
const SHOPPERS = {
  productPages: {
    value: 20,
    what: 'product pages for each order',
    because: 'chosen: about one visit in thirty buys, and most visits see one page or none',
  },
  visits: {
    value: 30,
    what: 'visits of the storefront for each order',
    because: 'chosen: about one visit in thirty buys',
  },
  productLists: { value: 5, what: 'pages of the product list for each order', because: 'chosen' },
  carts: { value: 3, what: 'carts for each order', because: 'chosen: two of three are abandoned' },
  checkouts: {
    value: 1.1,
    what: 'calls of POST /v1/orders for each order',
    because: 'chosen: one in ten is repeated or refused',
  },
  orderReads: { value: 2, what: 'reads of the order for each order', because: 'chosen' },
  pendingShare: {
    value: 0.01,
    what: 'share of orders whose payment is finished later, through the queue',
    because: 'chosen',
  },
  textShare: {
    value: 0.1,
    what: 'share of orders with a telephone number, and so a text message',
    because: 'chosen; see --texts',
  },
} as const satisfies Readonly<Record<string, Assumption>>;

/** Times that nobody has measured on AWS yet. */
const DURATIONS = {
  productMs: {
    value: 60,
    what: 'ms of `products`, 512 MB',
    because: 'chosen: a strong read crosses Regions',
  },
  cartMs: { value: 25, what: 'ms of `carts`, 512 MB', because: 'chosen: local reads and writes' },
  checkoutMs: {
    value: 1800,
    what: 'ms of `place-order`, 1,024 MB',
    because: 'chosen: about eight strong writes and reads of 50 to 100 ms in a row, and two calls of Stripe',
  },
  orderReadMs: {
    value: 60,
    what: 'ms of `orders`, 512 MB',
    because: 'chosen: a strong read crosses Regions',
  },
  sweepMs: { value: 200, what: 'ms of `sweep-orders`, 512 MB, with nothing to do', because: 'chosen' },
  healthMs: { value: 60, what: 'ms of `health`, 512 MB', because: 'chosen: a strong read crosses Regions' },
  probeSeconds: {
    value: 56,
    what: 'seconds of `probe-region`, 256 MB, each minute in each Region',
    because: 'the code: it looks for 55 s',
  },
  settleMsPerBucket: {
    value: 1,
    what: 'ms of `settle-stock`, 512 MB, for each bucket',
    because: 'chosen: pages of 200 buckets, 200 ms each',
  },
} as const satisfies Readonly<Record<string, Assumption>>;

const SIZES = {
  orderBytes: {
    value: 660,
    what: 'bytes of an order, without its lines, and DynamoDB’s 100 for each item',
    because: 'measured: 608, 703 and 789 for 1, 3 and 5 lines',
  },
  lineBytes: { value: 46, what: 'bytes of a line of an order', because: 'measured, as above' },
  cartItemBytes: {
    value: 184,
    what: 'bytes of a cart’s head or line, with DynamoDB’s 100',
    because: 'measured: 76 to 85',
  },
  answerBytes: {
    value: 1400,
    what: 'bytes of an answer with its head',
    because: 'measured: bodies of 118 to 998, heads of 370, and what API Gateway adds',
  },
  visitFiles: {
    value: 5,
    what: 'files of the storefront for each visit',
    because: 'counted: page, script, styles, settings, icon; browsers keep two of them',
  },
  visitBytes: {
    value: 40_000,
    what: 'bytes of these files, compressed',
    because: 'chosen: the script alone must stay below 60 KB, and returning shoppers have it',
  },
  accessLogBytes: {
    value: 380,
    what: 'bytes of access log for each request',
    because: 'counted from its format',
  },
  invocationLogBytes: {
    value: 500,
    what: 'bytes of log for each invocation',
    because: 'counted: START, END and REPORT with their overhead',
  },
  checkoutLogBytes: {
    value: 980,
    what: 'further bytes of log for each checkout',
    because: 'measured: a line of counts and one of revenue, with their overhead',
  },
  eventBytes: { value: 600, what: 'bytes of an event in the archive', because: 'counted' },
} as const satisfies Readonly<Record<string, Assumption>>;

const RUNNING = {
  monthsKept: {
    value: 12,
    what: 'months of orders that are stored',
    because: 'chosen: the Ledger forgets nothing, so storage grows month by month',
  },
  stockBuckets: { value: 4, what: 'buckets for each SKU', because: 'the default of stockBuckets' },
  eventsAnOrder: {
    value: 2,
    what: 'events for each order',
    because: 'the code: placed, and confirmed or cancelled',
  },
  looksARun: {
    value: 11,
    what: 'looks at the other Region in each run of the probe',
    because: 'the code: every 5 s',
  },
  pollersAQueue: {
    value: 5,
    what: 'long polls of 20 s under way for each queue, day and night',
    because: 'Lambda’s way of reading SQS',
  },
  metricsARegion: {
    value: 36,
    what: 'metrics of our own in each Region',
    because:
      'counted: 26 by the clock, 6 with each order, the rest for what is rare; one that is not published in an hour costs nothing then',
  },
  detailedMetricsARegion: {
    value: 35,
    what: 'detailed metrics of API Gateway in each Region',
    because: 'counted: five for each of seven methods that alarms look at',
  },
  secretMinutes: {
    value: 5,
    what: 'minutes between reads of a secret in each environment',
    because: 'the code',
  },
  tracedShare: {
    value: 0.05,
    what: 'share of requests traced beyond one a second in each Region',
    because: 'X-Ray’s default rule',
  },
} as const satisfies Readonly<Record<string, Assumption>>;

/** Everything that the estimate takes for granted. */
export const ASSUMPTIONS = { ...SHOPPERS, ...DURATIONS, ...SIZES, ...RUNNING };
