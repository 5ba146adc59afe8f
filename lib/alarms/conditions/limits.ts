import { CATALOGUE_INDEX, STOCK_INDEX, WORK_INDEX } from '../../names';
import { BROWSE_METHODS, CHECKOUT_METHODS, type JourneyMethod } from '../../objectives/objectives';
import { signalOf } from '../catalogue';
import { type Condition, TWO_MINUTES } from './condition';
import { type AlarmContext, Terms } from './terms';

const MINUTE = 60;
/** Percent of a limit from which on it is near. */
const NEAR_PERCENT = 80;
const SLOW_MS = 1000;

/** Two of three minutes, since a minute's peak alone passes by itself; where gaps are filled it is {@link TWO_MINUTES}. */
const LASTING = { periodSeconds: MINUTE, periods: 3, breaching: 2 } as const;

/** What is slow, throttled, or will soon be; by the names of the alarms. */
export function limitConditions(context: AlarmContext): Record<string, Condition> {
  const { config, names } = context;
  const terms = new Terms(context);
  return {
    [signalOf('api-slow')]: apiSlow(terms),
    [signalOf('lambda-concurrency')]: {
      metrics: { executions: terms.account('ConcurrentExecutions', 'Maximum') },
      comparison: 'above',
      threshold: (config.limits.lambdaConcurrency * NEAR_PERCENT) / 100,
      ...LASTING,
    },
    'api-near-throttle': nearThrottle(context, terms),
    'ledger-near-limit': nearLimit(context, terms, names.ledgerTable),
    'shop-near-limit': nearLimit(context, terms, names.shopTable),
    'ledger-throttled': throttled(terms, names.ledgerTable, [WORK_INDEX, STOCK_INDEX]),
    'shop-throttled': throttled(terms, names.shopTable, [CATALOGUE_INDEX]),
  };
}

/**
 * Of the routes that answer from the tables alone: an order waits for the payment provider and has an objective of its
 * own. The slowest route counts, so that a busy quick one does not hide it.
 */
const apiSlow = (terms: Terms): Condition => ({
  metrics: byId(BROWSE_METHODS, (method) => terms.method(method, 'Latency', 'p99')),
  expressions: { slowest: 'MAX(METRICS())' },
  comparison: 'above',
  threshold: SLOW_MS,
  periodSeconds: MINUTE,
  periods: 5,
});

/** Calls of the busiest route, in percent of what it lets through; it throttles each for itself. */
function nearThrottle({ config }: AlarmContext, terms: Terms): Condition {
  const { orders, default: others } = config.throttles;
  const methods = [...CHECKOUT_METHODS, ...BROWSE_METHODS];
  const percent = methods.map((_, index) => {
    const { rate } = index < CHECKOUT_METHODS.length ? orders : others;
    return `FILL(m${index}, 0) / ${rate * MINUTE} * 100`;
  });
  return {
    metrics: byId(methods, (method) => terms.method(method, 'Count', 'SampleCount')),
    expressions: { busiest: `MAX([${percent.join(', ')}])` },
    comparison: 'above',
    threshold: NEAR_PERCENT,
    ...TWO_MINUTES,
  };
}

function nearLimit({ config }: AlarmContext, terms: Terms, table: string): Condition {
  const { tableReadUnits, tableWriteUnits } = config.limits;
  const percent = (id: string, units: number) => `FILL(${id}, 0) / ${units * MINUTE} * 100`;
  return {
    metrics: {
      reads: terms.table(table, 'ConsumedReadCapacityUnits', 'Sum'),
      writes: terms.table(table, 'ConsumedWriteCapacityUnits', 'Sum'),
    },
    expressions: {
      used: `MAX([${percent('reads', tableReadUnits)}, ${percent('writes', tableWriteUnits)}])`,
    },
    comparison: 'above',
    threshold: NEAR_PERCENT,
    ...TWO_MINUTES,
  };
}

/** A table's throttles and those of its indexes, which are series of their own (DynamoDB developer guide, metrics). */
function throttled(terms: Terms, table: string, indexes: readonly string[]): Condition {
  const places = [{}, ...indexes.map((GlobalSecondaryIndexName) => ({ GlobalSecondaryIndexName }))];
  const metrics = Object.fromEntries(
    places.flatMap((place, index) => [
      [`r${index}`, terms.table(table, 'ReadThrottleEvents', 'Sum', place)],
      [`w${index}`, terms.table(table, 'WriteThrottleEvents', 'Sum', place)],
    ]),
  );
  return {
    metrics,
    expressions: { events: 'FILL(SUM(METRICS()), 0)' },
    comparison: 'above',
    threshold: 0,
    ...TWO_MINUTES,
  };
}

const byId = (
  methods: readonly JourneyMethod[],
  term: (method: JourneyMethod) => Condition['metrics'][string],
): Condition['metrics'] => Object.fromEntries(methods.map((method, index) => [`m${index}`, term(method)]));
