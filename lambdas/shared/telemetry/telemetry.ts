import { type Context } from 'aws-lambda';

/**
 * Names of the numbers that functions count, in the namespace `Holdfast`. CloudWatch sums them up over all functions of
 * a Region: each is counted in one place only, by whoever made it happen.
 */
export type MetricName =
  // Checkouts, and what becomes of orders.
  | 'OrdersPlaced'
  | 'OrdersConfirmed'
  | 'OrdersBuffered'
  | 'OrdersDeclined'
  | 'OrdersFailed'
  | 'OrdersReplayed'
  | 'OrdersOutOfStock'
  | 'OrdersPriceChanged'
  | 'OrdersBusy'
  | 'CancellationsAccepted'
  | 'CancellationsRefused'
  | 'CancellationsBusy'
  // Workers and sweeps.
  | 'OrdersAdvanced'
  | 'OrdersWaiting'
  | 'OrdersResumed'
  | 'OrdersLeftBySweep'
  | 'OrdersFailedInSweep'
  | 'SweepRuns'
  | 'FreshLooks'
  | 'StaleLooks'
  | 'BadMessages'
  | 'JournalEntriesResolved'
  // What shoppers are told.
  | 'MessagesSent'
  | 'MessagesUndeliverable'
  | 'MessagesUnavailable'
  // The payment provider.
  | 'PaymentCalls'
  | 'PaymentsUnavailable'
  | 'PaymentsShortCircuited'
  | 'CircuitOpened'
  | 'CircuitClosed'
  | 'WebhooksHurried'
  | 'WebhooksIgnored'
  | 'WebhooksRefused'
  // Audit and reconciliation.
  | 'AuditRuns'
  | 'AuditDifferences'
  | 'AuditsFailed'
  | 'ReconciliationRuns'
  | 'ChargesRefundedByReconciliation'
  | 'ReconciliationRefundsPending'
  | 'ConfirmedWithoutCharge'
  // The other Region, and the way to it.
  | 'RoutingChanged'
  | 'RoutingUnavailable'
  | 'ProbeLooksFailed'
  | 'ProbeLooksUnclear'
  | 'ProbesBlind'
  // Every function.
  | 'SlowCalls'
  | 'DegradedAnswers'
  | 'InternalErrors'
  | 'StoreUnavailable';

/** Names of the numbers that are measured: their average, highest or percentile tells something, their sum need not. */
export type GaugeName =
  /** Minor units of an order's total when it is confirmed; dimension `currency`. */
  | 'Revenue'
  /** Of the oldest order that waits for its payment; 0 when none does. */
  | 'OldestBufferedOrderSeconds'
  /** Orders that a sweep found overdue. */
  | 'SweepBacklog'
  /** 1 while calls to the payment provider are refused, else 0. */
  | 'CircuitOpen'
  /** Requests to the Ledger that reserving one line took. */
  | 'ReserveAttempts'
  /** Entries of the longest journal that a run of settling met. */
  | 'JournalLength'
  /** 1 when the other Region passed a look, else 0. */
  | 'OtherRegionHealthy'
  /** 1 when this Region was fit to judge the other one, else 0. */
  | 'ObserverHealthy'
  /** 1 when the shop's own address led to a Region, else 0; nothing when that is not clear. */
  | 'EntryHealthy'
  /** Percent of an objective's error budget that is left; dimension `objective`. */
  | 'BudgetRemaining';

/** Units of CloudWatch (its API reference, MetricDatum). `None` for money: there is no unit of currency. */
export type GaugeUnit = 'Count' | 'Seconds' | 'Percent' | 'None';

/** What distinguishes series of one gauge, beside the deployment: each combination of values costs a metric. */
export type GaugeDimensions = Readonly<Partial<Record<'currency' | 'objective', string>>>;

/** One measured number. */
export interface Gauge {
  readonly name: GaugeName;
  readonly value: number;
  readonly unit: GaugeUnit;
  /** @default none but the deployment */
  readonly dimensions?: GaugeDimensions;
}

/** What may stand in a log line besides its message: never personal data, tokens, keys or bodies. */
export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** A call to the outside that a function made. Times in milliseconds since the epoch. */
export interface Span {
  /** `<port>.<method>`, for example `stock.reserve`. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly failed: boolean;
}

/** Everything that a function says about itself: logs, metrics and traces. */
export interface Telemetry {
  readonly log: Log;
  /** Every line until `end` carries the request's id: API Gateway's where there is one, or else Lambda's. */
  begin(context: Context, requestId: string): void;
  /** This invocation is about one order: from here on every line of it carries that order's id. */
  isAbout(orderId: string): void;
  /** Some of this invocation's work is about one order: the lines of that work carry its id. */
  forOrder<Result>(orderId: string, work: () => Promise<Result>): Promise<Result>;
  /** Adds to a number that is counted. @default 1 */
  count(name: MetricName, value?: number): void;
  /** Publishes a number that was measured. */
  measure(name: GaugeName, value: number, unit: GaugeUnit, dimensions?: GaugeDimensions): void;
  /** One outgoing call for the trace of this invocation. */
  span(span: Span): void;
  /** Sends what was counted so far: for what nobody should hear of a minute later, at the end of a long invocation. */
  publish(): void;
  /** Sends what was counted; call it once at the end of each invocation. */
  end(): void;
}

/**
 * An error in a form that is safe to log. The error object itself is not: errors of the AWS SDK carry the
 * item that failed a condition, and with it a shopper's data.
 */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error))
    return { name: typeof error, message: 'something other than an error was thrown' };
  const { name, message, stack, cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const because = cause instanceof Error ? { cause: `${cause.name}: ${cause.message}` } : {};
  return { name, message, ...code, ...because, stack };
}
