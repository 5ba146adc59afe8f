import { type Context } from 'aws-lambda';

/** Names of the numbers that functions count; CloudWatch metrics in the namespace of the deployment. */
export type MetricName =
  | 'OrdersConfirmed'
  | 'OrdersPaymentPending'
  | 'OrdersDeclined'
  | 'OrdersReplayed'
  | 'OrdersOutOfStock'
  | 'OrdersPriceChanged'
  | 'OrdersBusy'
  | 'CancellationsAccepted'
  | 'CancellationsRefused'
  | 'CancellationsBusy'
  | 'OrdersAdvanced'
  | 'OrdersWaiting'
  | 'OrdersResumed'
  | 'OrdersLeftBySweep'
  | 'OrdersFailedInSweep'
  | 'BadMessages'
  | 'MessagesSent'
  | 'MessagesUndeliverable'
  | 'MessagesUnavailable'
  | 'JournalEntriesResolved'
  | 'AuditsFailed'
  | 'ChargesRefundedByReconciliation'
  | 'ReconciliationRefundsPending'
  | 'ConfirmedWithoutCharge'
  | 'PaymentsUnavailable'
  | 'PaymentsShortCircuited'
  | 'CircuitOpened'
  | 'CircuitClosed'
  | 'WebhooksHurried'
  | 'WebhooksIgnored'
  | 'WebhooksRefused'
  | 'RoutingChanged'
  | 'RoutingUnavailable'
  | 'ProbeLooksFailed'
  | 'ProbeLooksUnclear'
  | 'ProbesBlind'
  | 'SlowCalls'
  | 'DegradedAnswers'
  | 'InternalErrors'
  | 'StoreUnavailable';

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
  /** Every line until `end` carries the correlation id. */
  begin(context: Context, correlationId: string): void;
  count(name: MetricName, value?: number): void;
  /** One outgoing call for the trace of this invocation. */
  span(span: Span): void;
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
