import { evaluateId } from '../../../../../local/cloudwatch/evaluation/math/evaluate';
import { parseExpression } from '../../../../../local/cloudwatch/evaluation/math/parse';
import type { Series, Value } from '../../../../../local/cloudwatch/evaluation/math/value';

/** The first period of every test begins on a Saturday, so that calendar functions have something to say. */
export const FROM = Date.UTC(2026, 10, 21, 13, 7);
export const PERIOD_SECONDS = 300;

/** Data points as the guide writes them: `-` is a missing one. */
export type Points = readonly (number | '-')[];

export const seriesFrom = (points: Points): Series =>
  new Map(points.flatMap((point, index) => (point === '-' ? [] : [[timeOf(index), point] as const])));

const timeOf = (index: number): number => FROM + index * PERIOD_SECONDS * 1000;

/** The value of an expression over metrics and, in texts, other expressions. */
export function evaluate(expression: string, named: Readonly<Record<string, Points | string>>): Value {
  const entries = Object.entries(named);
  const points = entries.flatMap(([id, value]) => (typeof value === 'string' ? [] : [[id, value] as const]));
  const texts = entries.flatMap(([id, value]) => (typeof value === 'string' ? [[id, value] as const] : []));
  const count = Math.max(1, ...points.map(([, list]) => list.length));
  return evaluateId('result', 0, {
    grid: { from: FROM, periodSeconds: PERIOD_SECONDS, count },
    metrics: new Map(points.map(([id, list]) => [id, seriesFrom(list)])),
    expressions: new Map(
      [...texts, ['result', expression] as const].map(([id, text]) => [id, parseExpression(text)]),
    ),
  });
}

/** What an expression amounts to, in the guide's notation: a number, a series, or an array of series. */
export function written(
  expression: string,
  named: Readonly<Record<string, Points | string>>,
): number | Points | readonly Points[] {
  const value = evaluate(expression, named);
  const lengths = Object.values(named).map((points) => (typeof points === 'string' ? 0 : points.length));
  const write = (series: Series): Points =>
    Array.from({ length: Math.max(1, ...lengths) }, (_, index) => series.get(timeOf(index)) ?? '-');
  switch (value.kind) {
    case 'scalar':
      return value.value;
    case 'series':
      return write(value.series);
    case 'array':
      return value.items.map(write);
  }
}
