import { SyntaxProblem } from '../alarm-definition-error';
import type { Expression } from './expression';
import type { Grid, Series, Value } from './value';

/** What a function of metric math is given. */
export interface Call {
  readonly name: string;
  readonly at: number;
  readonly args: readonly Expression[];
  readonly grid: Grid;
  /** The metrics of the alarm without its expressions, in order. */
  readonly metrics: ReadonlyMap<string, Series>;
  valueOf(argument: Expression): Value;
}

/** A function of metric math; throws a `SyntaxProblem` for arguments that it does not take. */
export type MathFunction = (call: Call) => Value;

/** Refuses a wrong number of arguments. */
export function countArguments(call: Call, least: number, most = least): void {
  const count = call.args.length;
  if (count >= least && count <= most) return;
  const wanted = least === most ? `${least}` : `${least} to ${most}`;
  throw new SyntaxProblem(`${call.name} takes ${wanted} arguments, not ${count}`, call.at);
}

/** The value of an argument that has to be there. */
export function argumentOf(call: Call, index: number): Value {
  const argument = call.args[index];
  if (argument === undefined) throw new SyntaxProblem(`${call.name} lacks argument ${index + 1}`, call.at);
  return call.valueOf(argument);
}

/** An argument that has to be a number. */
export function scalarArgument(call: Call, index: number): number {
  const value = argumentOf(call, index);
  if (value.kind !== 'scalar') throw wrongKind(call, index, 'a number');
  return value.value;
}

/** An argument that has to be a time series. */
export function seriesArgument(call: Call, index: number): Series {
  const value = argumentOf(call, index);
  if (value.kind !== 'series') throw wrongKind(call, index, 'a time series');
  return value.series;
}

/** An argument that has to be an array of time series. */
export function arrayArgument(call: Call, index: number): readonly Series[] {
  const value = argumentOf(call, index);
  if (value.kind !== 'array') throw wrongKind(call, index, 'an array of time series');
  return value.items;
}

/** The error for an argument of another kind than the function takes. */
export const wrongKind = (call: Call, index: number, wanted: string): SyntaxProblem =>
  new SyntaxProblem(
    `${call.name} takes ${wanted} as its argument ${index + 1}`,
    call.args[index]?.at ?? call.at,
  );
