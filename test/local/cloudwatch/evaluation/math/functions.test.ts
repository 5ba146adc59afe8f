import { evaluate, type Points, written } from './series';

const SERIES = { m1: [4, '-', -2.5, 7], m2: [1, 3, '-', '-'] } as const;

describe('functions of one series or of an array', () => {
  test.each<[string, number | Points]>([
    ['SUM(m1)', 8.5],
    ['AVG(m1)', 8.5 / 4],
    ['MIN(m1)', -2.5],
    ['MAX(m1)', 7],
    ['DATAPOINT_COUNT(m1)', 3],
    ['METRIC_COUNT(METRICS())', 2],
    ['SUM([m1, m2])', [5, 3, -2.5, 7]],
    ['AVG([m1, m2])', [2.5, 1.5, -1.25, 3.5]],
    ['MIN([m1, m2])', [1, 3, -2.5, 7]],
    ['MAX([m1, m2])', [4, 3, -2.5, 7]],
    ['DATAPOINT_COUNT([m1, m2])', [2, 1, 1, 1]],
    ['ABS(m1)', [4, '-', 2.5, 7]],
    ['CEIL(m1)', [4, '-', -2, 7]],
    ['FLOOR(m1)', [4, '-', -3, 7]],
    ['LOG(m2)', [0, Math.log(3), '-', '-']],
    ['LOG10(m2 * 10)', [1, Math.log10(30), '-', '-']],
    ['DIFF(m1)', ['-', '-', -6.5, 9.5]],
    ['DIFF_TIME(m1)', ['-', '-', 600, 300]],
    ['RATE(m1)', ['-', '-', -6.5 / 600, 9.5 / 300]],
    ['RUNNING_SUM(m1)', [4, '-', 1.5, 8.5]],
    ['TIME_SERIES(MAX(m1))', [7, 7, 7, 7]],
    ['m1 - MIN(m1)', [6.5, '-', 0, 9.5]],
    ['m1/PERIOD(m1)', [4 / 300, '-', -2.5 / 300, 7 / 300]],
  ])('%s', (expression, expected) => {
    expect(written(expression, SERIES)).toEqual(expected);
  });

  test.each(['ABS', 'CEIL', 'DIFF', 'RUNNING_SUM'])('%s of an array is that of each series in it', (name) => {
    const each = ['m1', 'm2'].map((id) => written(`${name}(${id})`, SERIES));
    expect(written(`${name}([m1, m2])`, SERIES)).toEqual(each);
  });

  test('the least, the most and the average of nothing are no number', () => {
    for (const name of ['MIN', 'MAX'])
      expect(written(`m2 + ${name}(m1)`, { m1: ['-'], m2: [1] })).toEqual(['-']);
    expect(written('AVG([m1, m1])', { m1: ['-'] })).toEqual(['-']);
    expect(written('SUM(m1)', { m1: ['-'] })).toBe(0);
  });
});

test('what changes between data points goes by the time, whichever series has them', () => {
  expect(written('DIFF(m1 + m2)', { m1: ['-', 2, '-', 8], m2: [1, '-', 4, '-'] })).toEqual(['-', 1, 2, 4]);
});

describe('the number of arguments', () => {
  test.each([
    'SUM',
    'AVG',
    'METRIC_COUNT',
    'METRICS',
    'FIRST',
    'LAST',
    'REMOVE_EMPTY',
    'MINUTE',
    'ABS',
    'DIFF',
    'PERIOD',
    'TIME_SERIES',
  ])('%s takes no second one', (name) => {
    expect(() => evaluate(`${name}(m1, m1)`, SERIES)).toThrow(/ takes (1|0 to 1) arguments, not 2/);
  });

  test('SLICE takes two or three', () => {
    expect(() => evaluate('SLICE([m1])', SERIES)).toThrow('SLICE takes 2 to 3 arguments, not 1');
    expect(() => evaluate('SLICE([m1], 0, 1, 2)', SERIES)).toThrow('SLICE takes 2 to 3 arguments, not 4');
  });
});

describe('"The METRICS() function"', () => {
  const errors = {
    errors4xx: [1, 2],
    errors5xx: [10, 20],
    requests: [100, '-'],
    doubled: 'errors4xx * 2',
  } as const;

  test('SUM(METRICS()) is the sum of all metrics, without the expressions', () => {
    expect(written('SUM(METRICS())', errors)).toEqual([111, 22]);
  });

  test('METRICS("errors") has those with that text in their id', () => {
    expect(written('SUM(METRICS("errors"))', errors)).toEqual([11, 22]);
    expect(written('SUM([METRICS("4xx"), METRICS("5xx")])', errors)).toEqual([11, 22]);
    expect(written('SUM(METRICS("errors"))/SUM(METRICS("requests"))*100', errors)).toEqual([11, '-']);
  });

  test('what it takes', () => {
    expect(() => evaluate('METRICS(5)', errors)).toThrow(
      'METRICS takes a text in double quotes as its argument 1',
    );
  });
});

describe('FILL', () => {
  const sparse = { m1: ['-', 1, '-', '-', 4, '-'], m2: [9, 8, 7, '-', 5, 4] } as const;

  test.each<[string, Points]>([
    ['FILL(m1,10)', [10, 1, 10, 10, 4, 10]],
    ['FILL(m1, REPEAT)', ['-', 1, 1, 1, 4, 4]],
    ['FILL(m1, LINEAR)', ['-', 1, 2, 3, 4, '-']],
    ['FILL(m1, m2)', [9, 1, 7, '-', 4, 4]],
    ['FILL(m1, MIN(m1))', [1, 1, 1, 1, 4, 1]],
    ['SUM(FILL(METRICS(), 0))', [9, 9, 7, 0, 9, 4]],
    ['FIRST(FILL(METRICS(), LINEAR))', ['-', 1, 2, 3, 4, '-']],
  ])('%s', (expression, expected) => {
    expect(written(expression, sparse)).toEqual(expected);
  });

  test('LINEAR goes to the nearest data point', () => {
    expect(written('FILL(m1, LINEAR)', { m1: [1, '-', 3, '-', 9] })).toEqual([1, 2, 3, 6, 9]);
  });

  test('fills a series without any value with a number', () => {
    expect(written('FILL(m1, 0)', { m1: ['-', '-'] })).toEqual([0, 0]);
    expect(written('FILL(m1, REPEAT)', { m1: ['-', '-'] })).toEqual(['-', '-']);
  });

  test('what it takes', () => {
    expect(() => evaluate('FILL(m1, ASC)', sparse)).toThrow('expected a number');
    expect(() => evaluate('FILL(m1, [m2])', sparse)).toThrow(
      'FILL takes a number, a time series, REPEAT or LINEAR',
    );
    expect(() => evaluate('FILL(5, 0)', sparse)).toThrow('FILL takes a time series or an array of them');
    expect(() => evaluate('FILL(m1)', sparse)).toThrow('FILL takes 2 arguments, not 1');
  });
});

describe('arrays', () => {
  const three = { low: [1, 1], high: [9, 9], empty: ['-', '-'] } as const;

  test.each<[string, Points | readonly Points[]]>([
    ['SORT(METRICS(), AVG, DESC, 2)', [three.high, three.low]],
    ['SORT([high, low], MAX, ASC)', [three.low, three.high]],
    ['SORT([low, high], SUM, DESC)', [three.high, three.low]],
    ['SORT([high, low], MIN, ASC)', [three.low, three.high]],
    ['SLICE(SORT([low, high], AVG, DESC), 0, 1)', [three.high]],
    ['SLICE([low, high, empty], 1)', [three.high, three.empty]],
    ['FIRST(SORT(METRICS(), SUM, DESC))', three.high],
    ['LAST([low, empty, high])', three.high],
    ['REMOVE_EMPTY(METRICS())', [three.low, three.high]],
    ['IF(FIRST(SORT([low, high], AVG, DESC))>5, 1, 0)', [1, 1]],
  ])('%s', (expression, expected) => {
    expect(written(expression, three)).toEqual(expected);
  });

  test('what they take', () => {
    expect(() => evaluate('SORT(METRICS(), REPEAT, ASC)', three)).toThrow(
      'SORT takes AVG or MIN or MAX or SUM here',
    );
    expect(() => evaluate('SORT(METRICS(), AVG)', three)).toThrow('SORT takes 3 to 4 arguments, not 2');
    expect(() => evaluate('FIRST(low)', three)).toThrow(
      'FIRST takes an array of time series as its argument 1',
    );
    expect(() => evaluate('METRIC_COUNT(low)', three)).toThrow('METRIC_COUNT takes an array of time series');
    expect(() => evaluate('SUM(5)', three)).toThrow('SUM takes a time series or an array of them');
    expect(() => evaluate('ABS(5)', three)).toThrow('ABS takes a time series or an array of them');
    expect(() => evaluate('TIME_SERIES(low)', three)).toThrow('TIME_SERIES takes a number as its argument 1');
    expect(() => evaluate('PERIOD(low + low)', three)).toThrow('PERIOD takes the id of a metric');
    expect(() => evaluate('PERIOD(e1)', { ...three, e1: 'low' })).toThrow('PERIOD takes the id of a metric');
    expect(() => evaluate('MINUTE(5)', three)).toThrow('MINUTE takes a time series as its argument 1');
  });
});

describe('functions of the time', () => {
  const sparse = { m1: ['-', 1] } as const;

  test.each<[string, Points]>([
    ['MINUTE(m1)', [7, 12]],
    ['HOUR(m1)', [13, 13]],
    ['DAY(m1)', [6, 6]],
    ['DATE(m1)', [21, 21]],
    ['MONTH(m1)', [11, 11]],
    ['YEAR(m1)', [2026, 2026]],
    ['EPOCH(m1)', [1795266420, 1795266720]],
    ['IF(DAY(m1)<6,m1)', ['-', '-']],
    ['IF(MONTH(m1) == 11,m1)', [0, 1]],
  ])('%s', (expression, expected) => {
    expect(written(expression, sparse)).toEqual(expected);
  });

  test('Sunday is the last day of the week', () => {
    const half = Array.from({ length: 144 }, () => '-' as const);
    const days = written('DAY(m1)', { m1: half });
    expect(days).toHaveLength(144);
    expect(days).toEqual(half.map((_, index) => (13 * 60 + 7 + index * 5 < 24 * 60 ? 6 : 7)));
  });
});
