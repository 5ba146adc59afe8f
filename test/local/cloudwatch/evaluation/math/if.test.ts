import { evaluate, type Points, written } from './series';

/** The values of the tables in "Using IF expressions". */
const GUIDE = {
  metric1: [1, 1, 0, 0, '-'],
  metric2: [30, '-', 0, 0, 30],
  metric3: [0, 0, 20, '-', 20],
} as const;

describe('"Using IF expressions", the guide\'s tables', () => {
  test.each<[string, Points]>([
    ['IF(metric1, metric2, metric3)', [30, 0, 20, '-', '-']],
    ['IF(metric1, 5, metric3)', [5, 5, 20, '-', '-']],
    ['IF(metric1, metric2, 5)', [30, 0, 5, 5, '-']],
  ])('%s', (expression, expected) => {
    expect(written(expression, GUIDE)).toEqual(expected);
  });

  test('the third argument left out drops what is false', () => {
    expect(written('IF(metric1, metric2)', GUIDE)).toEqual([30, 0, '-', '-', '-']);
    expect(written('IF(metric1, 5)', GUIDE)).toEqual([5, 5, '-', '-', '-']);
  });

  test('IF(scalar1, metric2, metric3) is one of the two', () => {
    expect(written('IF(1, metric2, metric3)', GUIDE)).toEqual(GUIDE.metric2);
    expect(written('IF(0, metric2, metric3)', GUIDE)).toEqual(GUIDE.metric3);
    expect(written('IF(0, metric2)', GUIDE)).toEqual(['-', '-', '-', '-', '-']);
  });

  test('any value but 0 is true, "whether that value is positive or negative"', () => {
    expect(written('IF(m1, 1, 2)', { m1: [-3, 0, 0.1] })).toEqual([1, 2, 1]);
  });
});

describe('"Use case examples for IF expressions"', () => {
  const latency = { metric1: [399, 400, '-', 10], threshold: [100, 500, 500, 500] } as const;

  test.each<[string, Points]>([
    ['IF(metric1<400, metric1)', [399, '-', '-', 10]],
    ['IF(metric1<400, 10, 2)', [10, 2, '-', 10]],
    ['IF(metric1>threshold, 1, 0)', [1, 0, 0, 0]],
  ])('%s', (expression, expected) => {
    expect(written(expression, latency)).toEqual(expected);
  });
});

test('a share that counts only above a least number of requests', () => {
  const shop = { bad: [3, '-', 1, 9], total: [100, 50, 5, '-'] } as const;
  expect(written('IF(total >= 20, bad / total, 0)', shop)).toEqual([0.03, 0, 0, '-']);
});

describe('what is refused', () => {
  test.each<[string, string]>([
    ['IF([metric1], 1, 0)', 'IF takes a time series or a number as its argument 1'],
    ['IF(metric1, [metric2], 0)', 'IF takes a time series or a number as its argument 2'],
    ['IF(metric1)', 'IF takes 2 to 3 arguments, not 1'],
    ['IF(1, 5, metric1)', 'IF takes a time series where the condition is a number as its argument 2'],
    ['IF(1, metric1, 5)', 'IF takes a time series where the condition is a number as its argument 3'],
  ])('%s', (expression, message) => {
    expect(() => evaluate(expression, GUIDE)).toThrow(message);
  });
});
