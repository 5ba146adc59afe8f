import { SyntaxProblem } from '../../../../../local/cloudwatch/evaluation/alarm-definition-error';
import { evaluate, type Points, written } from './series';

/** "Comparison and logical operators": the guide's two series, in which `-` is no value. */
const GUIDE = { metric1: [30, 20, 0, 0], metric2: [20, '-', 20, '-'] } as const;

describe('"Comparison and logical operators", the guide\'s examples', () => {
  test.each<[string, Points]>([
    ['(metric1 < metric2)', [0, 0, 1, 0]],
    ['(metric1 >= 30)', [1, 0, 0, 0]],
    ['(metric1 > 15 AND metric2 > 15)', [1, 0, 0, 0]],
  ])('%s', (expression, expected) => {
    expect(written(expression, GUIDE)).toEqual(expected);
  });
});

describe('comparison and logical operators', () => {
  test.each<[string, Points]>([
    ['m == 2', [0, 1, 0, '-']],
    ['m != 2', [1, 0, 1, '-']],
    ['m <= 2', [1, 1, 0, '-']],
    ['m >= 2', [0, 1, 1, '-']],
    ['m < 2', [1, 0, 0, '-']],
    ['m > 2', [0, 0, 1, '-']],
    ['2 < m', [0, 0, 1, '-']],
    ['m < 2 OR m > 2', [1, 0, 1, '-']],
    ['m < 2 || m > 2', [1, 0, 1, '-']],
    ['m > 1 && m < 3', [0, 1, 0, '-']],
    ['m OR 0', [1, 1, 1, '-']],
  ])('%s', (expression, expected) => {
    expect(written(expression, { m: [1, 2, 3, '-'] })).toEqual(expected);
  });

  test('give a number for two numbers', () => {
    expect(written('2 > 1', {})).toBe(1);
    expect(written('2 < 1', {})).toBe(0);
  });
});

describe('"Basic arithmetic functions"', () => {
  const series = { m1: [10, 4, '-', '-'], m2: [5, 0, 2, '-'] } as const;

  test.each<[string, Points]>([
    ['5 * m1', [50, 20, '-', '-']],
    ['m1 - m2', [5, 4, -2, '-']],
    ['m1 + m2', [15, 4, 2, '-']],
    ['m2 ^ 2', [25, 0, 4, '-']],
    ['-5*m1', [-50, -20, '-', '-']],
    ['-m1', [-10, -4, '-', '-']],
    ['PERIOD(m1)/60 + m1', [15, 9, '-', '-']],
  ])('%s: a missing value counts as 0 beside one that is there', (expression, expected) => {
    expect(written(expression, series)).toEqual(expected);
  });

  test('a data point that would divide by zero is dropped', () => {
    expect(written('m1 / m2', series)).toEqual([2, '-', 0, '-']);
    expect(written('m1 / 0', series)).toEqual(['-', '-', '-', '-']);
    expect(written('m2 / m1', series)).toEqual([0.5, 0, '-', '-']);
  });

  test('an array takes a number or a series, on either side', () => {
    expect(written('100/[m1, m2]', series)).toEqual([
      [10, 25, '-', '-'],
      [20, '-', 50, '-'],
    ]);
    expect(written('METRICS() * 100', series)).toEqual([
      [1000, 400, '-', '-'],
      [500, 0, 200, '-'],
    ]);
    expect(written('m2 - [m1, m2]', series)).toEqual([
      [-5, -4, 2, '-'],
      [0, 0, 0, '-'],
    ]);
    expect(written('[m1, m2] ^ 2', series)).toEqual([
      [100, 16, '-', '-'],
      [25, 0, 4, '-'],
    ]);
    expect(written('-[m1, m2]', series)).toEqual([
      [-10, -4, '-', '-'],
      [-5, -0, -2, '-'],
    ]);
  });
});

describe('precedence', () => {
  test.each<[string, number]>([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 4 - 3', 3],
    ['100 / 10 / 2', 5],
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', -4],
    ['2 ^ -1', 0.5],
    ['2 * -3', -6],
    ['1 + 1 > 1 AND 2 > 1', 1],
    ['1 OR 0 AND 0', 1],
    ['1 < 2 == 1', 1],
    ['.5 + 1.25', 1.75],
  ])('%s = %d', (expression, expected) => {
    expect(written(expression, {})).toBe(expected);
  });
});

function problemOf(expression: string, named: Readonly<Record<string, Points | string>>): SyntaxProblem {
  try {
    evaluate(expression, named);
  } catch (error) {
    if (error instanceof SyntaxProblem) return error;
  }
  throw new Error(`${expression} was not refused`);
}

describe('what is refused', () => {
  test.each<[string, string, number]>([
    ['m1 + m9', 'there is no metric or expression m9', 5],
    ['m1 +', 'expected a value, found the end of the expression', 4],
    ['m1 m1', 'unexpected m1', 3],
    ['(m1', 'expected ), found the end of the expression', 3],
    ['SUM([m1', 'expected ], found the end of the expression', 7],
    ['m1 % 2', 'unexpected "%"', 3],
    ['m1 + SUM', 'expected a number, a metric or a function call', 5],
    ['m1 + Sum', 'Sum is neither a function call nor the id of a metric', 5],
    ['"m1" + 1', 'expected a number, a metric or a function call', 0],
    ['[m1, 5]', 'an array has time series, no numbers', 5],
    ['[m1] + [m1]', '+ takes one array of time series, not two', 5],
    ['[m1] > 5', '> compares time series and numbers, no arrays of time series', 5],
    ['STDDEV(m1)', 'STDDEV is not evaluated here', 0],
    ['m1 "+" 1', 'unexpected +', 3],
    ['(m1 ")"', 'expected ), found )', 4],
  ])('%s', (expression, message, at) => {
    expect(problemOf(expression, { m1: [1] })).toMatchObject({ message, at });
  });

  test('an expression that leads back to itself, named where it does', () => {
    const circle = problemOf('e1', { e1: '1 + e2', e2: '2 * e1' });
    expect(circle).toMatchObject({ message: 'e1 refers to itself', at: 4, within: 'e2' });
  });
});

test('an expression may use another', () => {
  expect(written('rate * 2', { m1: [1, 2], m2: [2, 4], rate: 'm1 / m2' })).toEqual([1, 1]);
});
