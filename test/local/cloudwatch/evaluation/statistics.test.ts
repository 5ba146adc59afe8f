import fc from 'fast-check';
import { parseStatistic, statisticOf } from '../../../../local/cloudwatch/evaluation/statistics';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('"CloudWatch statistics definitions"', () => {
  test.each<[string, readonly number[], number | null]>([
    ['SampleCount', [5, 1, 3], 3],
    ['Sum', [5, 1, 3], 9],
    ['Average', [5, 1, 3], 3],
    ['Minimum', [5, 1, 3], 1],
    ['Maximum', [5, 1, 3], 5],
    ['Minimum', [-5, 1], -5],
    ['p95', upTo(100), 95],
    ['p50', [3, 1, 2], 2],
    ['p99', upTo(10), 10],
    ['p99.9', upTo(1000), 999],
    // 64.4 * 250 / 100 is a little more than 161 in floating point.
    ['p64.4', upTo(250), 161],
    ['p0', upTo(10), 1],
    ['p100', upTo(10), 10],
    // "tm90 calculates the average after removing the 10% of data points with the highest values."
    ['tm90', upTo(10), 5],
    // "TM(2%:98%) calculates the average after removing the 2% lowest data points and the 2% highest data points."
    ['TM(2%:98%)', [-0, ...upTo(98), 1000], 49.5],
    // "… after removing all data points that are lower than or equal to 150, or higher than 1000."
    ['TM(150:1000)', [150, 151, 1000, 1001], 575.5],
    ['TM(10%:)', upTo(10), 6],
    ['TM(:95%)', upTo(100), 48],
    ['IQM', upTo(8), 4.5],
    ['TM(25%:75%)', upTo(8), 4.5],
    // "WM(10%:90%) … treating the highest 10% of data points to be the value of the 90% boundary …"
    ['WM(10%:90%)', [0, ...upTo(8), 100], (1 + 36 + 8) / 10],
    ['wm98', [...upTo(99), 1000], (4950 + 98 - 99 + 98) / 100],
    ['WM(5:10)', [1, 7, 20], 22 / 3],
    // "PR(:300) returns the percentage of data points that have a value of 300 or less."
    ['PR(:300)', [100, 300, 301, 400], 50],
    ['PR(100:2000)', [100, 101, 2000, 2001], 50],
    ['PR(10:)', [10, 11, 12, 13], 75],
    // "tc90 returns the number of data points not including any … in the highest 10% of the values."
    ['tc90', upTo(20), 18],
    // "TC(0.005:0.030) … between 0.005 (exclusive) and 0.030 (inclusive)."
    ['TC(0.005:0.030)', [0.005, 0.0051, 0.03, 0.031], 2],
    ['TC(80:500)', [80, 81, 500, 501], 2],
    // "TC(:0.5) uses only the values that equal 0.5 or are lower."
    ['TC(:0.5)', [0.5, 0.1, 0.6], 2],
    ['TC(300:)', [300, 300.5, 900], 2],
    ['ts90', upTo(10), 45],
    // "TS(80%:) … not including any data points with values in the lowest 80% of the range of values."
    ['TS(80%:)', upTo(10), 19],
    ['TS(5:8)', upTo(10), 21],
  ])('%s of %j is %d', (stat, values, expected) => {
    expect(statisticOf(stat, values)).toBeCloseTo(expected ?? NaN, 9);
  });

  test('nothing within the boundaries is a count of 0, and no mean', () => {
    expect(statisticOf('TC(100:)', [1, 2])).toBe(0);
    expect(statisticOf('TS(100:)', [1, 2])).toBe(0);
    expect(statisticOf('PR(100:)', [1, 2])).toBe(0);
    expect(statisticOf('TM(100:)', [1, 2])).toBeNull();
  });

  test('a period without values has no data point', () => {
    for (const stat of ['Sum', 'SampleCount', 'p99', 'TC(1:)']) expect(statisticOf(stat, [])).toBeNull();
  });

  test('"are not available for metrics when any of the metric values are negative numbers"', () => {
    for (const stat of ['p99', 'tm90', 'TC(1:)', 'PR(1:)', 'IQM'])
      expect(statisticOf(stat, [5, -1])).toBeNull();
    expect(statisticOf('Sum', [5, -1])).toBe(4);
  });
});

describe('"Syntax"', () => {
  test.each([
    'sum',
    'P99',
    'p101',
    'p',
    'TM99',
    'tm(1:2)',
    'TM(:)',
    'TM(5:5)',
    'TM(90%:10%)',
    'TM(1%:2)',
    'TM(:101%)',
    'PR(1%:)',
    'pr50',
    '',
  ])('%j is not a statistic', (stat) => {
    expect(parseStatistic(stat)).toBeNull();
    expect(() => statisticOf(stat, [1])).toThrow(`not a statistic of CloudWatch: ${stat}`);
  });
});

describe('against sorting', () => {
  const values = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 200 });
  const percents = fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10);

  test('a percentile is the least value that enough of the values do not exceed', () => {
    fc.assert(
      fc.property(values, percents, (list, percent) => {
        const needed = Math.max(1, Math.ceil((Math.round(percent * 10) * list.length) / 1000));
        const least = list
          .toSorted((a, b) => a - b)
          .find((value) => list.filter((other) => other <= value).length >= needed);
        expect(statisticOf(`p${percent}`, list)).toBe(least);
      }),
    );
  });

  test('counts below, within and above two boundaries add up', () => {
    const bounds = fc.tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 1, max: 500 }));
    fc.assert(
      fc.property(values, bounds, (list, [lower, width]) => {
        const upper = lower + width;
        const parts = [`TC(:${lower})`, `TC(${lower}:${upper})`, `TC(${upper}:)`];
        const counts = parts.map((stat) => statisticOf(stat, list) ?? NaN);
        expect(counts.reduce((total, count) => total + count)).toBe(list.length);
        expect(statisticOf(`PR(:${lower})`, list)).toBeCloseTo((100 * (counts[0] ?? NaN)) / list.length);
      }),
    );
  });

  test('"(Trimmed Mean) * (Trimmed count)" is the trimmed sum', () => {
    fc.assert(
      fc.property(
        values,
        percents.filter((percent) => percent > 0),
        (list, percent) => {
          const of = (name: string): number => statisticOf(`${name}(:${percent}%)`, list) ?? NaN;
          expect(of('TM') * of('TC')).toBeCloseTo(of('TS'), 6);
        },
      ),
    );
  });
});
