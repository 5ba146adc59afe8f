import { argumentOf, type Call, countArguments, wrongKind } from '../call';
import type { Expression } from '../expression';
import { series, type Series, seriesOf, timestampsOf, type Value } from '../value';

type Filler = (missing: number, points: Series, timestamps: readonly number[]) => number | null;

/**
 * FILL(metric, filler) "fills the missing values of a time series" in the range that is evaluated: with a number, with
 * the values of another series, with the most recent value before (REPEAT) or on the line between the values on both sides
 * (LINEAR). What has no value before it, or none on both sides, stays missing. The guide does not say what becomes of
 * a series without any value; here a number fills it like any other.
 */
export function fill(call: Call): Value {
  countArguments(call, 2);
  const filler = fillerOf(call);
  const filled = (points: Series): Series => {
    const timestamps = timestampsOf(call.grid);
    return seriesOf(timestamps.map((at) => [at, points.get(at) ?? filler(at, points, timestamps)] as const));
  };
  const value = argumentOf(call, 0);
  if (value.kind === 'series') return series(filled(value.series));
  if (value.kind === 'array') return { kind: 'array', items: value.items.map(filled) };
  throw wrongKind(call, 0, 'a time series or an array of them');
}

function fillerOf(call: Call): Filler {
  const argument: Expression | undefined = call.args[1];
  if (argument?.kind === 'keyword') {
    if (argument.word === 'REPEAT') return (missing, points) => neighbour(missing, points, -1)?.value ?? null;
    if (argument.word === 'LINEAR') return between;
  }
  const value = argumentOf(call, 1);
  if (value.kind === 'scalar') return () => value.value;
  if (value.kind === 'series') return (missing) => value.series.get(missing) ?? null;
  throw wrongKind(call, 1, 'a number, a time series, REPEAT or LINEAR');
}

function between(missing: number, points: Series): number | null {
  const before = neighbour(missing, points, -1);
  const after = neighbour(missing, points, 1);
  if (before === null || after === null) return null;
  const share = (missing - before.at) / (after.at - before.at);
  return before.value + share * (after.value - before.value);
}

/** The nearest data point before (-1) or after (1) a timestamp. */
function neighbour(at: number, points: Series, side: -1 | 1): { at: number; value: number } | null {
  const candidates = [...points].filter(([other]) => Math.sign(other - at) === side);
  const nearest = side === -1 ? candidates.at(-1) : candidates[0];
  return nearest === undefined ? null : { at: nearest[0], value: nearest[1] };
}
