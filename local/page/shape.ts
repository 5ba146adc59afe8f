/**
 * What the operator's page shows, as `GET /_local/overview` answers it and `/_local/events` sends it again and again.
 * Times are ISO 8601 unless their name ends in `Ms`; money is in minor units.
 */
import { type Crash, type Faults, type FunctionCounts, type QueueCounts } from '../types';

/** Everything at one moment. */
export interface Overview {
  readonly at: string;
  /** Address of the edge. */
  readonly edgeUrl: string;
  readonly regions: readonly RegionView[];
  readonly orders: OrdersView;
  readonly stock: StockView;
  readonly mails: MailsView;
  readonly charges: ChargesView;
  /** Writes to the Shop table that another Region has yet to get. */
  readonly replication: { readonly backlog: number };
  /** As `GET /_local/state` tells them. */
  readonly alarms: Readonly<Record<string, string>>;
  readonly watch: AlarmsView;
  readonly faults: Faults;
  readonly crashes: CrashesView;
  readonly traffic: TrafficView;
}

/** CloudWatch's clock, and the alarms of all Regions. */
export interface AlarmsView {
  /** By CloudWatch's clock. */
  readonly now: string;
  /** How much faster than real time that runs. */
  readonly speed: number;
  /** Of all alarms, parts of composite ones included. */
  readonly count: number;
  /** In state ALARM, worst first. */
  readonly ringing: readonly AlarmRow[];
  /** In another state; without parts of composite alarms, descriptions and runbooks. */
  readonly quiet: readonly AlarmRow[];
}

/** One alarm of one Region. */
export interface AlarmRow {
  readonly region: string;
  readonly name: string;
  readonly state: string;
  /** By CloudWatch's clock. */
  readonly since: string;
  /** Whom it tells: the person on call, the next working day, or nobody as it is a part of a composite alarm. */
  readonly severity: 'page' | 'ticket' | 'part';
  /** Without the runbook's address. */
  readonly description: string;
  readonly runbook: string | null;
  /** Why the local cloud cannot evaluate it. */
  readonly notEvaluated: string | null;
  /** The alarm for whose sake it tells nobody now. */
  readonly suppressedBy: string | null;
}

/** One Region. */
export interface RegionView {
  readonly region: string;
  readonly apiUrl: string;
  readonly awsEndpoint: string;
  /** The fault in force. */
  readonly fault: 'up' | 'down' | 'isolated';
  /** `null` until it has been asked for the first time. */
  readonly health: HealthView | null;
  /** What the edge does with the Region; `null` where the edge has no key-value store. */
  readonly routing: RoutingView | null;
  /** Of the payment provider as this Region's functions see it; `null` while there is no record of one. */
  readonly circuit: CircuitView | null;
  readonly functions: readonly FunctionView[];
  readonly queues: readonly QueueView[];
}

/** Answer of a Region's own `GET /health`; `status` is `unreachable` or `late` where none came in 2 s. */
export interface HealthView {
  readonly at: string;
  readonly httpStatus: number | null;
  readonly status: string;
  readonly checks: Readonly<Record<string, string>>;
  /** The share of traffic that the Region says it wants, where it says. */
  readonly weight: number | null;
}

/** An entry of the edge's key-value store. */
export interface RoutingView {
  readonly in: boolean;
  readonly weight: number;
}

/** State of a circuit breaker. */
export interface CircuitView {
  readonly state: string;
  readonly since: string;
  /** Openings in a row. */
  readonly trips: number;
  /** When an open one may be tried again. */
  readonly probeAt: string | null;
}

/** A function of one Region, with the processes that the faults killed. */
export interface FunctionView extends FunctionCounts {
  readonly crashes: number;
}

/** A queue of one Region. */
export interface QueueView extends QueueCounts {
  readonly name: string;
  /** Whether it takes what another queue or a rule could not deliver. */
  readonly deadLetters: boolean;
}

/** Orders in the Ledger. */
export interface OrdersView {
  /** Whether all that was there before somebody looked has been counted. */
  readonly complete: boolean;
  readonly count: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Newest first. */
  readonly newest: readonly OrderView[];
  readonly owed: OwedView;
}

/** One order without its shopper. */
export interface OrderView {
  readonly orderId: string;
  readonly status: string;
  readonly total: number | null;
  readonly currency: string | null;
  readonly placedAt: string | null;
  readonly region: string | null;
  /** Steps tried in vain since the last progress. */
  readonly tries: number;
  /** When the next step is due; `null` where none is owed. */
  readonly dueAt: string | null;
  /** The Region whose work index holds it. */
  readonly workRegion: string | null;
}

/** Orders in the work index. */
export interface OwedView {
  readonly count: number;
  /** Those whose time has come. */
  readonly overdue: number;
  /** The first ones due. */
  readonly next: readonly OrderView[];
}

/** Stock in the Ledger. */
export interface StockView {
  readonly complete: boolean;
  readonly skus: number;
  readonly soldOut: number;
  /** Coupons are SKUs of one unit; none of them is among the rows. */
  readonly coupons: { readonly issued: number; readonly used: number };
  /** What moved last comes first. */
  readonly rows: readonly StockRow[];
}

/** One SKU: `taken` units are held for orders or sold. */
export interface StockRow {
  readonly sku: string;
  readonly available: number;
  readonly taken: number;
  readonly buckets: number;
}

/** Messages that would have been sent. */
export interface MailsView {
  readonly count: number;
  readonly byTemplate: Readonly<Record<string, number>>;
  /** Newest first. */
  readonly newest: readonly MailView[];
}

/** One message without its text. */
export interface MailView {
  readonly channel: string;
  readonly to: string;
  readonly template: string;
  readonly orderId: string;
  /** Where it is kept: alarms'. */
  readonly subject?: string;
  readonly at: string;
}

/** The payment simulator's ledger. */
export interface ChargesView {
  readonly count: number;
  readonly refunded: number;
  /** Charged and not refunded, in minor units by currency. */
  readonly taken: Readonly<Record<string, number>>;
}

/** Function processes that the faults killed. */
export interface CrashesView {
  readonly count: number;
  /** Newest first. */
  readonly newest: readonly (Crash & { readonly region: string })[];
}

/** Answers of the last two minutes by second, oldest first; the second under way is left out. */
export interface TrafficView {
  /** The newest whole second, in seconds since 1970. */
  readonly until: number;
  /** By place: `edge`, or the name of a Region. */
  readonly places: Readonly<Record<string, PlaceTraffic>>;
}

/** What one place answered in each second. */
export interface PlaceTraffic {
  /** Orders that were recorded (201 and 202). */
  readonly orders: readonly number[];
  /** 1xx to 3xx. */
  readonly ok: readonly number[];
  /** 4xx. */
  readonly refused: readonly number[];
  /** 5xx. */
  readonly failed: readonly number[];
  /** The connection ended without an answer. */
  readonly lost: readonly number[];
}
