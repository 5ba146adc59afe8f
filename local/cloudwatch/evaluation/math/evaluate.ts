import { SyntaxProblem } from '../alarm-definition-error';
import type { Expression } from './expression';
import { FUNCTIONS } from './functions';
import { applyOperator } from './operators';
import { type Grid, mapSeries, scalar, series, type Series, type Value } from './value';

/** What the ids of an expression stand for. */
export interface Scope {
  readonly grid: Grid;
  readonly metrics: ReadonlyMap<string, Series>;
  readonly expressions: ReadonlyMap<string, Expression>;
}

/** The value of a metric or an expression by its id. Throws a `SyntaxProblem` for an unknown id, kinds that do not fit and circles. */
export const evaluateId = (id: string, at: number, scope: Scope): Value =>
  new Evaluator(scope, []).id(id, at);

/** Names of functions in an expression that are not evaluated here. */
export function unknownFunctions(expression: Expression): readonly string[] {
  const inner = childrenOf(expression).flatMap(unknownFunctions);
  const own = expression.kind === 'call' && !FUNCTIONS.has(expression.name) ? [expression.name] : [];
  return [...own, ...inner];
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'call':
      return expression.args;
    case 'list':
      return expression.items;
    case 'negative':
      return [expression.operand];
    case 'operation':
      return [expression.left, expression.right];
    default:
      return [];
  }
}

class Evaluator {
  constructor(
    private readonly scope: Scope,
    /** The expressions that are being evaluated, so that one does not wait for itself. */
    private readonly path: readonly string[],
  ) {}

  id(id: string, at: number): Value {
    const points = this.scope.metrics.get(id);
    if (points !== undefined) return series(points);
    const expression = this.scope.expressions.get(id);
    if (expression === undefined) throw new SyntaxProblem(`there is no metric or expression ${id}`, at);
    if (this.path.includes(id)) throw new SyntaxProblem(`${id} refers to itself`, at);
    try {
      return new Evaluator(this.scope, [...this.path, id]).value(expression);
    } catch (error) {
      if (!(error instanceof SyntaxProblem) || error.within !== undefined) throw error;
      throw new SyntaxProblem(error.message, error.at, id);
    }
  }

  private value(expression: Expression): Value {
    switch (expression.kind) {
      case 'number':
        return scalar(expression.value);
      case 'id':
        return this.id(expression.id, expression.at);
      case 'list':
        return { kind: 'array', items: expression.items.flatMap((item) => this.seriesIn(item)) };
      case 'negative':
        return negative(this.value(expression.operand));
      case 'operation':
        return this.operation(expression);
      case 'call':
        return this.call(expression);
      case 'text':
      case 'keyword':
        throw new SyntaxProblem('expected a number, a metric or a function call', expression.at);
    }
  }

  private operation(expression: Expression & { kind: 'operation' }): Value {
    const { operator, left, right, at } = expression;
    return applyOperator(operator, this.value(left), this.value(right), at);
  }

  private call({ name, args, at }: Expression & { kind: 'call' }): Value {
    const apply = FUNCTIONS.get(name);
    if (apply === undefined) throw new SyntaxProblem(`${name} is not evaluated here`, at);
    const { grid, metrics } = this.scope;
    return apply({ name, args, at, grid, metrics, valueOf: (argument) => this.value(argument) });
  }

  /** Elements of an array are series and arrays: `[m1, METRICS("5xx")]`. */
  private seriesIn(item: Expression): readonly Series[] {
    const value = this.value(item);
    if (value.kind === 'scalar') throw new SyntaxProblem('an array has time series, no numbers', item.at);
    return value.kind === 'series' ? [value.series] : value.items;
  }
}

function negative(value: Value): Value {
  const negate = (points: Series): Series => mapSeries(points, (point) => -point);
  switch (value.kind) {
    case 'scalar':
      return scalar(-value.value);
    case 'series':
      return series(negate(value.series));
    case 'array':
      return { kind: 'array', items: value.items.map(negate) };
  }
}
