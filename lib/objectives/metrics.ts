/**
 * Names of the shop's own metrics, as the functions publish them (lambdas/shared/telemetry) and alarms, dashboards and
 * the error budget read them. A test holds both lists together, since infrastructure and functions share no code.
 */

/** Namespace of everything that the functions publish. */
export const NAMESPACE = 'Holdfast';

/** The one dimension of nearly all of them: the name of the deployment, so that a metric is one series a Region. */
export const SERVICE_DIMENSION = 'service';

/** What the functions count; read them as `Sum`. */
export const COUNTS = [
  'OrdersPlaced',
  'OrdersConfirmed',
  'OrdersBuffered',
  'OrdersDeclined',
  'OrdersFailed',
  'OrdersReplayed',
  'OrdersOutOfStock',
  'OrdersPriceChanged',
  'OrdersBusy',
  'CancellationsAccepted',
  'CancellationsRefused',
  'CancellationsBusy',
  'OrdersAdvanced',
  'OrdersWaiting',
  'OrdersResumed',
  'OrdersLeftBySweep',
  'OrdersFailedInSweep',
  'BadMessages',
  'MessagesSent',
  'MessagesUndeliverable',
  'MessagesUnavailable',
  'JournalEntriesResolved',
  'PaymentCalls',
  'PaymentsUnavailable',
  'PaymentsShortCircuited',
  'CircuitOpened',
  'CircuitClosed',
  'WebhooksHurried',
  'WebhooksIgnored',
  'WebhooksRefused',
  'SweepRuns',
  'FreshLooks',
  'StaleLooks',
  'AuditRuns',
  'AuditDifferences',
  'AuditsFailed',
  'ReconciliationRuns',
  'ConfirmedWithoutCharge',
  'ReconciliationRefundsPending',
  'ChargesRefundedByReconciliation',
  'RoutingChanged',
  'RoutingUnavailable',
  'ProbeLooksFailed',
  'ProbeLooksUnclear',
  'ProbesBlind',
  'SlowCalls',
  'DegradedAnswers',
  'InternalErrors',
  'StoreUnavailable',
] as const;

/** What the functions measure: levels, and distributions whose percentiles are of interest. */
export const GAUGES = [
  /** Minor units at confirmation; a further dimension `currency`. */
  'Revenue',
  /** Seconds, at each sweep; 0 when no order waits for its payment. */
  'OldestBufferedOrderSeconds',
  /** Overdue orders that a sweep saw. */
  'SweepBacklog',
  /** 1 while the circuit before the payment provider is open, at each sweep. */
  'CircuitOpen',
  /** Tries for each line that was reserved. */
  'ReserveAttempts',
  /** Entries of the longest journal that a settling run met. */
  'JournalLength',
  /** 1 while the other Region answers its health check, at each look of the probe. */
  'OtherRegionHealthy',
  /** 1 while the probe's own strong read of the Ledger succeeds, at each look. */
  'ObserverHealthy',
  /** 1 while the shop's own address leads through the edge to a Region, once a minute. */
  'EntryHealthy',
  /** Percent of an objective's error budget that is left, over both Regions; a further dimension `objective`. */
  'BudgetRemaining',
] as const;

/** The gauge by which an operator sees how much of a budget is left. */
export const BUDGET_REMAINING = 'BudgetRemaining' satisfies (typeof GAUGES)[number];

/**
 * Lines of level ERROR in the logs of all functions, by metric filters. In a namespace of the deployment and without a
 * dimension: a filter takes dimensions from fields of the line only, and no line names the deployment.
 */
export const ERROR_LOGS = 'ErrorLogs';

export type CountName = (typeof COUNTS)[number];
export type GaugeName = (typeof GAUGES)[number];

/** Namespace of {@link ERROR_LOGS} for one deployment. */
export const errorLogsNamespace = (deployment: string): string => `${NAMESPACE}/${deployment}`;
