/** Nearest-rank percentile of ascending values; 0 when there are none. */
export function percentile(ascending: readonly number[], share: number): number {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? 0;
}

/** The middle and the tail of a set of measurements. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Percentiles of values in any order. */
export function percentilesOf(values: readonly number[]): Percentiles {
  const ascending = values.toSorted((a, b) => a - b);
  return {
    p50: percentile(ascending, 0.5),
    p95: percentile(ascending, 0.95),
    p99: percentile(ascending, 0.99),
  };
}

/** The middle value (nearest rank), which a single slow run does not move. */
export function median(values: readonly number[]): number {
  return percentilesOf(values).p50;
}

/** Change from one figure to another in percent; null where the first is 0. */
export function changeInPercent(before: number, after: number): number | null {
  return before === 0 ? null : ((after - before) / Math.abs(before)) * 100;
}
