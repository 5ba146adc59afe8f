import { type Range } from './report';

/** One UTC day. */
export interface Day extends Range {
  /** `2026-01-31`. */
  readonly name: string;
}

export const DAY_MS = 86_400_000;

/** The `count` whole UTC days before the time `now`, the oldest first. */
export function daysBefore(now: number, count: number): Day[] {
  const midnight = Math.floor(now / DAY_MS) * DAY_MS;
  return Array.from({ length: count }, (_, index) => {
    const from = midnight - (count - index) * DAY_MS;
    return { name: new Date(from).toISOString().slice(0, 10), from, to: from + DAY_MS };
  });
}
