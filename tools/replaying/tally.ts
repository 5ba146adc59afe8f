import { type OrderOutcome } from './outcome';
import { type SentOrder } from './send-order';

/** An order that the shop answered for with 201 or 202. */
export type AcceptedOrder = Extract<OrderOutcome, { kind: 'accepted' }>;

/** A line of the file that is no order. */
export interface BadLine {
  readonly line: number;
  readonly why: string;
}

/** Counts by name, for example by the reason of a failure. */
export type Counts = Readonly<Record<string, number>>;

/** Latencies in milliseconds. */
export interface Latencies {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Adds up the orders of a run as they come back. */
export class Tally {
  readonly accepted: AcceptedOrder[] = [];
  readonly badLines: BadLine[] = [];
  outOfStock = 0;
  /** Orders that took more than one attempt. */
  retriedOrders = 0;
  private readonly failures = new Map<string, number>();
  private readonly retries = new Map<string, number>();
  private readonly latenciesMs: number[] = [];

  add({ outcome, latencyMs, retries }: SentOrder): void {
    this.latenciesMs.push(latencyMs);
    if (retries.length > 0) this.retriedOrders += 1;
    retries.forEach((reason) => increment(this.retries, reason));
    if (outcome.kind === 'accepted') this.accepted.push(outcome);
    else if (outcome.kind === 'out_of_stock') this.outOfStock += 1;
    else increment(this.failures, outcome.reason);
  }

  get sent(): number {
    return this.latenciesMs.length;
  }

  get failed(): Counts {
    return Object.fromEntries([...this.failures].sort());
  }

  get retried(): Counts {
    return Object.fromEntries([...this.retries].sort());
  }

  get latencies(): Latencies {
    const sorted = this.latenciesMs.toSorted((a, b) => a - b);
    const at = (share: number) => percentile(sorted, share);
    return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
  }
}

/** The sum of counts. */
export function total(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Nearest-rank percentile of ascending values; 0 when there are none. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function increment(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
