import { SyntaxProblem } from '../alarm-definition-error';
import type { Operator } from './expression';
import { mapSeries, scalar, series, type Series, seriesOf, unionOf, type Value } from './value';

const APPLY: Readonly<Record<Operator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  '<=': (left, right) => Number(left <= right),
  '>=': (left, right) => Number(left >= right),
  '<': (left, right) => Number(left < right),
  '>': (left, right) => Number(left > right),
  AND: (left, right) => Number(left !== 0 && right !== 0),
  OR: (left, right) => Number(left !== 0 || right !== 0),
};

const ARITHMETIC: readonly Operator[] = ['+', '-', '*', '/', '^'];

/**
 * Applies an operator ("Basic arithmetic functions", "Comparison and logical operators"). Where one of two series has no
 * value it counts as 0; where neither has one, and where the result is no number (division by 0), there is no data point.
 * With a scalar, a series keeps its timestamps. Arrays take arithmetic with a scalar or a series, and nothing else.
 */
export function applyOperator(operator: Operator, left: Value, right: Value, at: number): Value {
  const apply = APPLY[operator];
  if (left.kind === 'array' || right.kind === 'array') return withArray(operator, left, right, at);
  if (left.kind === 'scalar') {
    if (right.kind === 'scalar') return scalar(apply(left.value, right.value));
    return series(mapSeries(right.series, (value) => apply(left.value, value)));
  }
  if (right.kind === 'scalar') return series(mapSeries(left.series, (value) => apply(value, right.value)));
  return series(combine(apply, left.series, right.series));
}

function combine(apply: (left: number, right: number) => number, left: Series, right: Series): Series {
  const points = unionOf([left, right]).map(
    (at) => [at, apply(left.get(at) ?? 0, right.get(at) ?? 0)] as const,
  );
  return seriesOf(points);
}

function withArray(operator: Operator, left: Value, right: Value, at: number): Value {
  if (!ARITHMETIC.includes(operator))
    throw new SyntaxProblem(`${operator} compares time series and numbers, no arrays of time series`, at);
  if (left.kind === 'array' && right.kind === 'array')
    throw new SyntaxProblem(`${operator} takes one array of time series, not two`, at);
  const items = left.kind === 'array' ? left.items : right.kind === 'array' ? right.items : [];
  const results = items.map((item) =>
    left.kind === 'array'
      ? applyOperator(operator, series(item), right, at)
      : applyOperator(operator, left, series(item), at),
  );
  return {
    kind: 'array',
    items: results.flatMap((result) => (result.kind === 'series' ? [result.series] : [])),
  };
}
