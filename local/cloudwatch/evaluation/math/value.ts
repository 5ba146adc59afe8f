/** Values by the epoch milliseconds at which their periods begin, in order of time; periods without one are left out. */
export type Series = ReadonlyMap<number, number>;

/** What an expression amounts to: S, TS or TS[] ("Data type abbreviations"). */
export type Value =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'series'; readonly series: Series }
  | { readonly kind: 'array'; readonly items: readonly Series[] };

/** The periods that are evaluated: `count` of them, the first from `from` (epoch ms) on. */
export interface Grid {
  readonly from: number;
  readonly periodSeconds: number;
  readonly count: number;
}

/** When the periods of a grid begin, in order. */
export const timestampsOf = ({ from, periodSeconds, count }: Grid): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + index * periodSeconds * 1000);

export const scalar = (value: number): Value => ({ kind: 'scalar', value });
export const series = (points: Series): Value => ({ kind: 'series', series: points });

/** A series from points of which some are none: null, or not a number, as where "the data point is dropped". */
export function seriesOf(points: Iterable<readonly [number, number | null]>): Series {
  const kept = new Map<number, number>();
  for (const [at, value] of points) if (value !== null && Number.isFinite(value)) kept.set(at, value);
  return kept;
}

/** The same done to each value of a series. */
export const mapSeries = (points: Series, change: (value: number, at: number) => number | null): Series =>
  seriesOf([...points].map(([at, value]) => [at, change(value, at)] as const));

/** All timestamps at which any of the series has a value, in order. */
export const unionOf = (all: readonly Series[]): readonly number[] =>
  [...new Set(all.flatMap((points) => [...points.keys()]))].sort((a, b) => a - b);
