import { SyntaxProblem } from '../../alarm-definition-error';
import {
  arrayArgument,
  type Call,
  countArguments,
  type MathFunction,
  scalarArgument,
  wrongKind,
} from '../call';
import { series, type Series, type Value } from '../value';
import { REDUCERS } from './aggregations';

const array = (items: readonly Series[]): Value => ({ kind: 'array', items });

/** METRICS() is all metrics of the request, METRICS("errors") those with that text in their id; no expressions. */
const metrics: MathFunction = (call) => {
  countArguments(call, 0, 1);
  const [part] = call.args;
  if (part !== undefined && part.kind !== 'text') throw wrongKind(call, 0, 'a text in double quotes');
  const wanted = part?.value ?? '';
  return array([...call.metrics].flatMap(([id, points]) => (id.includes(wanted) ? [points] : [])));
};

const first: MathFunction = (call) => {
  countArguments(call, 1);
  return series(arrayArgument(call, 0)[0] ?? new Map());
};

const last: MathFunction = (call) => {
  countArguments(call, 1);
  return series(arrayArgument(call, 0).at(-1) ?? new Map());
};

/** From the start, inclusive, to the end, exclusive, counted from zero; without an end, all from the start on. */
const slice: MathFunction = (call) => {
  countArguments(call, 2, 3);
  const end = call.args.length === 3 ? scalarArgument(call, 2) : undefined;
  return array(arrayArgument(call, 0).slice(scalarArgument(call, 1), end));
};

/** By a statistic over each series, ASC or DESC, at most so many as the last argument says. */
const sort: MathFunction = (call) => {
  countArguments(call, 3, 4);
  const statistic = REDUCERS[keyword(call, 1, ['AVG', 'MIN', 'MAX', 'SUM'])];
  const sign = keyword(call, 2, ['ASC', 'DESC']) === 'ASC' ? 1 : -1;
  const limit = call.args.length === 4 ? scalarArgument(call, 3) : undefined;
  const key = (points: Series): number => statistic([...points.values()], call.grid.count);
  const sorted = arrayArgument(call, 0).toSorted((a, b) => sign * (key(a) - key(b)));
  return array(sorted.slice(0, limit));
};

const removeEmpty: MathFunction = (call) => {
  countArguments(call, 1);
  return array(arrayArgument(call, 0).filter((points) => points.size > 0));
};

function keyword<Word extends string>(call: Call, index: number, words: readonly Word[]): Word {
  const argument = call.args[index];
  const word = words.find((each) => argument?.kind === 'keyword' && argument.word === each);
  if (word !== undefined) return word;
  throw new SyntaxProblem(`${call.name} takes ${words.join(' or ')} here`, argument?.at ?? call.at);
}

/** METRICS and what takes arrays apart. */
export const ARRAYS: Readonly<Record<string, MathFunction>> = {
  METRICS: metrics,
  FIRST: first,
  LAST: last,
  SLICE: slice,
  SORT: sort,
  REMOVE_EMPTY: removeEmpty,
};
