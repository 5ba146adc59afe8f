import { type MetricId } from '../../../../local/cloudwatch/metrics';
import { MetricStore, MOST_METRICS } from '../../../../local/cloudwatch/store/metric-store';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-11-21T12:00:00Z');

const id = (name: string, dimensions: Record<string, string> = {}): MetricId => ({
  namespace: 'Holdfast',
  name,
  dimensions,
});

/** The largest value; stands for statistics that need every value. */
const largest = (_stat: string, values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.max(...values);

let now: number;
let up: boolean;
let refused: string[];
let store: MetricStore;

beforeEach(() => {
  now = START;
  up = true;
  refused = [];
  store = new MetricStore({
    now: () => now,
    statisticOf: largest,
    accepts: () => up,
    onFull: ({ name }) => refused.push(name),
  });
});

const read = (stat: string, minutes: number, name = 'm', from = START, to = START + HOUR) => [
  ...store.statistic(id(name), stat, minutes * 60, from, to),
];

test('each period has the statistics of its values, and one without values is left out', () => {
  for (const [minute, value] of [
    [0, 5],
    [0, 1],
    [2, 8],
    [11, 3],
  ] as const)
    store.addAt(id('m'), START + minute * MINUTE + 59_999, value);
  const ofFive = (first: number, third: number) => [
    [START, first],
    [START + 10 * MINUTE, third],
  ];
  expect(read('Sum', 5)).toEqual(ofFive(14, 3));
  expect(read('SampleCount', 5)).toEqual(ofFive(3, 1));
  expect(read('Minimum', 5)).toEqual(ofFive(1, 3));
  expect(read('Maximum', 5)).toEqual(ofFive(8, 3));
  expect(read('Average', 1)).toEqual([
    [START, 3],
    [START + 2 * MINUTE, 8],
    [START + 11 * MINUTE, 3],
  ]);
  expect(read('p99', 5)).toEqual(ofFive(8, 3));
});

test('periods begin where they are asked to begin, and end where the range ends', () => {
  for (let minute = 0; minute < 10; minute++) store.addAt(id('m'), START + minute * MINUTE, 1);
  const from = START + 3 * MINUTE;
  expect(read('Sum', 5, 'm', from, START + 9 * MINUTE)).toEqual([
    [from, 5],
    [from + 5 * MINUTE, 1],
  ]);
});

test('a value is stamped with the clock', () => {
  now = START + 7 * MINUTE;
  store.add(id('m'), 4, 3);
  store.writer(id('m')).add(1);
  expect(read('Sum', 1)).toEqual([[START + 7 * MINUTE, 13]]);
});

test('metrics differ by namespace, name and dimensions, whose order does not matter', () => {
  store.add({ namespace: 'x', name: 'm', dimensions: {} }, 1);
  store.add(id('m', { a: '1', b: '2' }), 2);
  store.add(id('m', { b: '2', a: '1' }), 3);
  store.add(id('m', { a: '1', b: '3' }), 4);
  const sum = (of: MetricId) => [...store.statistic(of, 'Sum', 60, START, START + HOUR).values()];
  expect(sum(id('m', { a: '1', b: '2' }))).toEqual([5]);
  expect(sum(id('m', { a: '1', b: '3' }))).toEqual([4]);
  expect(sum(id('m'))).toEqual([]);
});

test('a Region that is down takes nothing', () => {
  up = false;
  const writer = store.writer(id('m'));
  store.add(id('m'), 1);
  writer.add(1);
  store.addSetAt(id('m'), START, { count: 1, sum: 1, min: 1, max: 1 });
  expect(store.ids()).toEqual([]);
  up = true;
  writer.add(1);
  expect(read('Sum', 1)).toEqual([[START, 1]]);
});

test('a set of values counts with its sum and extremes', () => {
  store.addSetAt(id('m'), START, { count: 4, sum: 20, min: 1, max: 9 });
  store.addSetAt(id('one'), START, { count: 1, sum: 7, min: 7, max: 7 });
  expect(read('Average', 1)).toEqual([[START, 5]]);
  expect(read('p50', 1)).toEqual([[START, 9]]);
  expect(read('p50', 1, 'one')).toEqual([[START, 7]]);
});

describe('values in a range', () => {
  test('are all counted, the lower bound not included and the upper one included', () => {
    store.addAt(id('m'), START, 400, 30_000);
    store.addAt(id('m'), START, 300, 5);
    store.addAt(id('m'), START, 200, 5);
    expect(read('TC(300:)', 1)).toEqual([[START, 30_000]]);
    expect(read('TC(200:300)', 1)).toEqual([[START, 5]]);
    expect(read('PR(:300)', 1)).toEqual([[START, (100 * 10) / 30_010]]);
  });

  test('are counted by whole hours and by minutes alike, and anew where a value has come since', () => {
    const rates: number[] = [];
    for (let minute = 0; minute < 200; minute++) {
      const value = (minute * 7) % 400;
      store.addAt(id('m'), START + minute * MINUTE, value);
      rates.push(value);
    }
    const above = (from: number, to: number) => rates.slice(from, to).filter((value) => value > 300).length;
    for (const [from, to] of [
      [0, 200],
      [10, 190],
      [59, 61],
      [60, 120],
    ] as const) {
      const found = read('TC(300:)', to - from, 'm', START + from * MINUTE, START + to * MINUTE);
      expect(found).toEqual([[START + from * MINUTE, above(from, to)]]);
    }
    store.addAt(id('m'), START + 61 * MINUTE, 500);
    expect(read('TC(300:)', 60, 'm', START + HOUR, START + 2 * HOUR)).toEqual([
      [START + HOUR, above(60, 120) + 1],
    ]);
  });

  test('are still known when hours have become smaller', () => {
    for (let value = 1; value <= 400; value++) store.addAt(id('m'), START, value);
    expect(read('TC(300:)', 60)).toEqual([[START, 100]]);
    store.addAt(id('m'), START + 5 * HOUR, 1);
    expect(read('TC(300:)', 60)).toEqual([[START, 100]]);
    store.addAt(id('m'), START + 4 * 24 * HOUR, 1);
    const [[, after] = [0, 0]] = read('TC(300:)', 60);
    expect(Math.abs(after - 100)).toBeLessThan(40);
  });

  test('are not told of where there are negative ones', () => {
    store.addAt(id('m'), START, -1);
    store.addAt(id('m'), START, 400);
    expect(read('TC(300:)', 1)).toEqual([]);
  });
});

test('percentiles of very many values are told from fewer that stand for them', () => {
  const asked: number[] = [];
  store = new MetricStore({
    now: () => now,
    accepts: () => true,
    onFull: () => undefined,
    statisticOf: (_stat, values) => asked.push(values.length),
  });
  for (let value = 1; value <= 100; value++) store.addAt(id('m'), START, value, 1_000);
  read('p99', 1);
  expect(asked).toEqual([10_000]);
});

test('of a minute with very many different values a percentile is near, and sums are exact', () => {
  let sum = 0;
  for (let value = 1; value <= 3_000; value++) {
    store.addAt(id('m'), START, value);
    sum += value;
  }
  const [[, most]] = read('p100', 1) as [[number, number]];
  expect(Math.abs(most - 3_000)).toBeLessThan(0.1 * 3_000);
  expect(read('Sum', 1)).toEqual([[START, sum]]);
  expect(read('SampleCount', 1)).toEqual([[START, 3_000]]);
  expect(read('Maximum', 1)).toEqual([[START, 3_000]]);
});

test('minutes are told apart for three days, hours for a month, and then nothing is kept', () => {
  const day = 24 * HOUR;
  store.addAt(id('m'), START + 10 * MINUTE, 1);
  store.addAt(id('m'), START + 20 * MINUTE, 5);
  store.addAt(id('m'), START + 3 * day, 100);
  expect(read('Sum', 1)).toHaveLength(2);
  store.addAt(id('m'), START + 4 * day, 100);
  expect(read('Sum', 1)).toEqual([[START, 6]]);
  expect(read('p100', 60)).toEqual([[START, 5]]);
  expect(read('Maximum', 60)).toEqual([[START, 5]]);
  store.addAt(id('m'), START + 32 * day, 100);
  expect(read('Sum', 60)).toEqual([]);
});

test('too many metrics are refused, which is told once; those that there are go on', () => {
  for (let n = 0; n <= MOST_METRICS + 1; n++) store.add(id('m', { order: String(n) }), 1);
  store.add(id('m', { order: '0' }), 1);
  expect(refused).toEqual(['m']);
  expect(store.ids()).toHaveLength(MOST_METRICS);
  const first = store.statistic(id('m', { order: '0' }), 'Sum', 60, START, START + HOUR);
  expect([...first.values()]).toEqual([2]);
});
