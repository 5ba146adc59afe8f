import { ASSUMPTIONS } from './assumptions';
import { unitsOfOrder } from './order-units';
import { type Usage } from './prices';

/** The shop whose month is estimated. */
export interface Shop {
  /** Orders a month. */
  readonly orders: number;
  /** Lines of each order, and of each cart. */
  readonly lines: number;
  /** Products in the catalogue. */
  readonly skus: number;
  /** Share of orders that get a text message, 0 to 1. */
  readonly texts: number;
}

const REGIONS = 2;
const DAYS = 30.4;
const SECONDS = DAYS * 86_400;
const GB = 1e9;

/** An assumption as a number. */
const assumed = (name: keyof typeof ASSUMPTIONS): number => ASSUMPTIONS[name].value;

/** Calls of each route a month. */
interface Calls {
  readonly products: number;
  readonly lists: number;
  readonly carts: number;
  readonly checkouts: number;
  readonly orderReads: number;
}

/** Runs of the schedules a month, in both Regions. */
const SWEEPS = REGIONS * DAYS * 24 * 60;
const SETTLINGS = REGIONS * DAYS * 24 * 4;

/** Runs of the probes a month, one each minute in each Region with one look at the entry, and looks at the other Region. */
const PROBES = SWEEPS;
const ENTRY_LOOKS = PROBES;
const looks = (): number => PROBES * assumed('looksARun');

/** Shards of the work index that a sweep queries: 4 for each Region (lambdas/adapters/dynamodb/keys.ts). */
const WORK_SHARDS = 4 * REGIONS;

/** Secrets of a Region: payment, order token and the edge's header; functions read the first two. */
const SECRETS = 3;
const SECRETS_READ = 2;
/** The web ACLs of the edge and of each Region, and their rules (lib/web-acl). */
const WEB_ACLS = 1 + REGIONS;
const WEB_ACL_RULES = 6;
/** Entries that the viewer function of the API reads on each call. */
const ROUTING_ENTRIES = REGIONS;
/** Queues that feed functions: orders and audits. */
const QUEUES = 2;

/**
 * Metrics in the alarms of a Region, an anomaly band counted as three: itself and its two bounds; and composites. A test
 * counts them in the template.
 */
export const ALARM_METRICS = 374;
/** The same of the Edge stack. */
export const EDGE_ALARM_METRICS = 2;
export const COMPOSITE_ALARMS = 27;
/** One for the business, one across the Regions, and one for each of them (lib/dashboards). */
export const DASHBOARDS = 2 + REGIONS;
/** Series of all objectives, which the error budget reads each hour in each Region. */
export const OBJECTIVE_SERIES = 33;

/** What a month of this shop uses, with nothing of AWS's free allowances taken off. */
export function usageOf(shop: Shop): Usage {
  const calls = callsOf(shop);
  const shoppers = calls.products + calls.lists + calls.carts + calls.checkouts + calls.orderReads;
  const requests = shoppers + looks() + ENTRY_LOOKS;
  const invocations = requests + SWEEPS + SETTLINGS + PROBES + shop.orders * assumed('pendingShare');
  return {
    apiRequests: requests,
    ...computing(shop, calls, invocations),
    ...tables(shop, calls),
    ...messaging(shop),
    ...watching(calls, requests, invocations),
    ...edge(shop, shoppers),
    regionTransfer: betweenRegions(shop),
  };
}

/** Probes look at the Regions' own addresses, and once at the edge; all but the former passes two web ACLs. */
function edge(
  { orders }: Shop,
  shoppers: number,
): Pick<
  Usage,
  | 'edgeRequests'
  | 'edgeFunctions'
  | 'routingReads'
  | 'webAcls'
  | 'webAclRules'
  | 'webAclRequests'
  | 'internetTransfer'
> {
  const visits = orders * assumed('visits');
  const calls = shoppers + ENTRY_LOOKS;
  const requests = calls + visits * assumed('visitFiles');
  return {
    edgeRequests: requests,
    edgeFunctions: requests,
    routingReads: calls * ROUTING_ENTRIES,
    webAcls: WEB_ACLS,
    webAclRules: WEB_ACLS * WEB_ACL_RULES,
    webAclRequests: requests + calls + looks(),
    internetTransfer: (shoppers * assumed('answerBytes') + visits * assumed('visitBytes')) / GB,
  };
}

function callsOf({ orders, lines }: Shop): Calls {
  return {
    products: orders * assumed('productPages'),
    lists: orders * assumed('productLists'),
    // A PUT for each line, and one look at the whole.
    carts: orders * assumed('carts') * (lines + 1),
    checkouts: orders * assumed('checkouts'),
    orderReads: orders * assumed('orderReads'),
  };
}

function computing(
  { orders, skus }: Shop,
  calls: Calls,
  invocations: number,
): Pick<Usage, 'invocations' | 'compute' | 'secrets' | 'secretCalls'> {
  const checkoutSeconds = (calls.checkouts + orders * assumed('pendingShare')) * seconds('checkoutMs');
  const otherSeconds =
    (calls.products + calls.lists) * seconds('productMs') +
    calls.carts * seconds('cartMs') +
    calls.orderReads * seconds('orderReadMs') +
    SWEEPS * seconds('sweepMs') +
    (looks() + ENTRY_LOOKS) * seconds('healthMs') +
    SETTLINGS * skus * assumed('stockBuckets') * seconds('settleMsPerBucket');
  // Environments that are alive: as many as work at a time, and two a Region at least.
  const environments = REGIONS * 2 + checkoutSeconds / SECONDS;
  const refreshes = SECONDS / 60 / assumed('secretMinutes');
  return {
    invocations,
    compute: checkoutSeconds * 1 + otherSeconds * 0.5 + PROBES * assumed('probeSeconds') * 0.25,
    secrets: SECRETS * REGIONS,
    secretCalls: SECRETS_READ * environments * refreshes,
  };
}

const seconds = (
  name: 'productMs' | 'cartMs' | 'checkoutMs' | 'orderReadMs' | 'sweepMs' | 'healthMs' | 'settleMsPerBucket',
) => assumed(name) / 1000;

function tables(
  { orders, lines, skus }: Shop,
  calls: Calls,
): Pick<Usage, 'writes' | 'reads' | 'storage' | 'recovery'> {
  const stored = REGIONS * (ordersStored(orders, lines) + cartsStored(orders, lines));
  return {
    writes: orders * unitsOfOrder(lines).writes * REGIONS + cartWrites(orders, lines),
    reads:
      orders * unitsOfOrder(lines).reads +
      // The product, and each bucket of its stock, read strongly.
      calls.products * (0.5 + assumed('stockBuckets')) +
      calls.lists * 0.5 +
      // The cart, read strongly, and the products of its lines.
      calls.carts * (1 + 0.5 * lines) +
      calls.orderReads +
      SWEEPS * WORK_SHARDS * 0.5 +
      // A look reads the Ledger strongly in both Regions, and the switch of one.
      looks() * 2.5 +
      // One at the entry reads the Ledger and the switch of one Region.
      ENTRY_LOOKS * 1.5 +
      // Every bucket is read strongly in every run.
      SETTLINGS * skus * assumed('stockBuckets') +
      reconciling(orders, lines),
    storage: stored / GB,
    recovery: stored / GB,
  };
}

/** A write for each line and one for the head, in both Regions; time to live deletes them again, which the other Region pays. */
function cartWrites(orders: number, lines: number): number {
  return orders * assumed('carts') * (lines + 1) * (REGIONS + 1);
}

const ordersStored = (orders: number, lines: number): number =>
  orders * assumed('monthsKept') * (assumed('orderBytes') + lines * assumed('lineBytes'));

/** Read units of a month of reconciliations, 4 KB each: daily all orders that are stored, and once each charge's. */
const reconciling = (orders: number, lines: number): number =>
  (DAYS * ordersStored(orders, lines)) / 4096 + orders;

/** Carts expire after 30 days, their lines after 60. */
const cartsStored = (orders: number, lines: number): number =>
  orders * assumed('carts') * (2 * lines + 1) * assumed('cartItemBytes');

function messaging({
  orders,
  texts,
}: Shop): Pick<Usage, 'queueRequests' | 'events' | 'archive' | 'mails' | 'texts'> {
  const polls = REGIONS * QUEUES * assumed('pollersAQueue') * (SECONDS / 20);
  const events = orders * (assumed('eventsAnOrder') + assumed('pendingShare'));
  return {
    // A message is sent, received and deleted.
    queueRequests: polls + orders * assumed('pendingShare') * 3,
    events,
    archive: (events * assumed('eventBytes')) / GB,
    mails: orders,
    texts: orders * texts,
  };
}

function watching(
  { checkouts }: Calls,
  requests: number,
  invocations: number,
): Pick<
  Usage,
  | 'logs'
  | 'logStorage'
  | 'metrics'
  | 'alarmMetrics'
  | 'compositeAlarms'
  | 'dashboards'
  | 'metricReads'
  | 'traces'
> {
  const logs =
    (requests * assumed('accessLogBytes') +
      invocations * assumed('invocationLogBytes') +
      checkouts * assumed('checkoutLogBytes')) /
    GB;
  const reservoir = Math.min(invocations, REGIONS * SECONDS);
  return {
    logs,
    logStorage: logs,
    metrics: REGIONS * (assumed('metricsARegion') + assumed('detailedMetricsARegion')),
    alarmMetrics: REGIONS * ALARM_METRICS + EDGE_ALARM_METRICS,
    compositeAlarms: REGIONS * COMPOSITE_ALARMS,
    dashboards: DASHBOARDS,
    metricReads: REGIONS * DAYS * 24 * OBJECTIVE_SERIES,
    traces: reservoir + (invocations - reservoir) * assumed('tracedShare'),
  };
}

function betweenRegions({ orders, lines }: Shop): number {
  // A kilobyte for each write, to the other Region, and of the Ledger's to the witness, too.
  const ledger = orders * unitsOfOrder(lines).writes * 2;
  const shop = orders * assumed('carts') * (lines + 1) * 2;
  return ((ledger + shop) * 1000) / GB;
}
